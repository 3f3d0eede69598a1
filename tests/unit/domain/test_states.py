"""The table of a subscription's transitions, written down a second time."""

import pytest

from backend.domain.values.codes import ADVICE, RECONSIDERED, Advice, Code
from backend.domain.values.status import (
    FINAL_STATES,
    TRANSITIONS,
    SubscriptionState,
    may_become,
)

S = SubscriptionState

ALLOWED = {
    "pending": "trial active cancelling ended failed",
    "trial": "active suspended cancelling ended",
    "active": "suspended cancelling ended",
    "suspended": "active cancelling ended",
    "cancelling": "active suspended ended",
    "ended": "",
    "failed": "",
}


@pytest.mark.parametrize("current", S)
@pytest.mark.parametrize("following", S)
def test_every_pair_of_states(current: S, following: S) -> None:
    expected = following == current or following in ALLOWED[current].split()
    assert may_become(current, following) is expected


def test_the_table_is_complete() -> None:
    assert set(TRANSITIONS) == set(S)
    assert {S.ENDED, S.FAILED} == FINAL_STATES


def test_every_state_but_pending_can_be_reached() -> None:
    reached = set().union(*TRANSITIONS.values())
    assert reached == set(S) - {S.PENDING}


def test_every_code_has_an_advice() -> None:
    assert set(ADVICE) == set(Code)


def test_only_refusals_about_money_or_the_account_are_reconsidered() -> None:
    assert {
        Code.NOT_ENOUGH_MONEY,
        Code.ACCOUNT_BLOCKED,
        Code.DAILY_LIMIT_EXCEEDED,
        Code.CHARGE_LIMIT_EXCEEDED,
    } == RECONSIDERED


def test_only_what_left_no_trace_may_be_sent_again_under_its_id() -> None:
    again = {code for code, advice in ADVICE.items() if advice is Advice.RETRY_SAME_ID}
    assert again == {Code.FAILED, Code.BUSY, Code.TEMPLATE_NOT_FILLED, Code.BOOK_UNAVAILABLE}
