"""What may be given back, how much, and by whom."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import InvalidRequest, NotAllowed, VitrinaError
from backend.domain.services.correcting.refusals import (
    AlreadyDecided,
    ChargeReversed,
    CorrectionWaits,
    MoreThanLeft,
    SecondPersonNeeded,
)
from backend.domain.services.correcting.rows import CorrectionRow, CorrectionState
from backend.domain.services.subscribing.fingerprint import KeyConflict
from backend.domain.values.ledger import LedgerAccount
from backend.domain.values.status import AccountStatus
from tests.unit.correcting.desk import ANNA, BORIS, LIMIT, SCRIPT, Desk

SUMS = st.integers(min_value=1, max_value=10**9)


@pytest.mark.parametrize(
    ("amount", "refunded", "state"),
    [
        (LIMIT, 0, CorrectionState.APPLIED),
        (LIMIT + 1, 0, CorrectionState.PENDING),
        (1, LIMIT - 1, CorrectionState.APPLIED),
        (1, LIMIT, CorrectionState.PENDING),
    ],
)
def test_the_limit_is_of_all_that_comes_back(
    amount: int, refunded: int, state: CorrectionState
) -> None:
    desk = Desk()
    desk.charge.refunded = refunded
    row = desk.refund(amount)
    assert row.state is state
    assert row.second_person is (state is CorrectionState.PENDING)
    assert desk.account.balance == (amount if state is CorrectionState.APPLIED else 0)


@given(amount=SUMS, vat_share=st.integers(0, 100), parts=st.lists(SUMS, max_size=6))
def test_no_more_comes_back_than_was_taken_and_the_tax_exactly_once(
    amount: int, vat_share: int, parts: list[int]
) -> None:
    desk = Desk(amount=amount, vat=amount * vat_share // 100)
    for part in parts:
        try:
            row = desk.refund(part)
        except MoreThanLeft:
            assert part > desk.charge.left
            continue
        if row.state is CorrectionState.PENDING:
            desk.confirm(row)
    if desk.charge.left:
        row = desk.reverse()
        if row.state is CorrectionState.PENDING:
            desk.confirm(row)
    assert desk.account.balance == desk.given_to(LedgerAccount.SUBSCRIBER) == amount
    assert desk.given_to(LedgerAccount.VAT) == -desk.charge.vat_amount
    assert all(entry.amount > 0 for entry in desk.book.entries)
    with pytest.raises(VitrinaError):
        desk.refund(1)


@pytest.mark.parametrize(
    ("first_day", "amount"), [(date(2026, 5, 1), 3_000), (date(2026, 5, 30), 100)]
)
def test_days_are_refunded(first_day: date, amount: int) -> None:
    desk = Desk(amount=3_000, vat=0)
    row = desk.refund(first_day=first_day)
    assert (row.amount, row.first_day) == (amount, first_day)


def test_what_came_back_of_the_days_before_is_not_given_twice() -> None:
    desk = Desk(amount=3_000, vat=0)
    desk.refund(400)
    assert desk.refund(first_day=date(2026, 5, 21)).amount == 600
    with pytest.raises(MoreThanLeft):
        desk.refund(first_day=date(2026, 5, 21))


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 5, 31)])
def test_other_days_are_none_of_the_charge(day: date) -> None:
    with pytest.raises(InvalidRequest):
        Desk().refund(first_day=day)
    with pytest.raises(InvalidRequest):
        Desk(period=None).refund(first_day=date(2026, 5, 1))


def test_what_does_not_stand_is_not_corrected() -> None:
    desk = Desk()
    desk.charge.reversed = True
    with pytest.raises(ChargeReversed):
        desk.reverse()
    with pytest.raises(ChargeReversed):
        desk.refund(1)
    desk = Desk()
    with pytest.raises(MoreThanLeft):
        desk.refund(5_001)
    desk.account.status = AccountStatus.CLOSED
    with pytest.raises(NotAllowed):
        desk.refund(1)
    assert not desk.book.rows


def test_a_blocked_account_is_given_back_to() -> None:
    desk = Desk()
    desk.account.status = AccountStatus.BLOCKED
    assert desk.refund(1).state is CorrectionState.APPLIED


def test_one_key_is_one_correction() -> None:
    desk = Desk()
    first = desk.refund(100, key="k")
    assert desk.refund(100, key="k") == first
    assert desk.refund(100, by=BORIS, key="k") == first, "whoever sends it"
    with pytest.raises(KeyConflict):
        desk.refund(101, key="k")
    assert desk.account.balance == 100


def test_two_people_and_no_script() -> None:
    desk = Desk()
    with pytest.raises(SecondPersonNeeded):
        desk.reverse(by=SCRIPT)
    row = desk.reverse()
    for somebody in (ANNA, SCRIPT):
        with pytest.raises(SecondPersonNeeded):
            desk.confirm(row, somebody)
        with pytest.raises(SecondPersonNeeded):
            desk.reject(row, somebody)
    assert desk.account.balance == 0
    done = desk.confirm(row)
    assert (done.state, done.decided_by) == (CorrectionState.APPLIED, "boris")
    assert desk.account.balance == 5_000


def test_a_decision_is_made_once_and_answered_again() -> None:
    desk = Desk()
    row = desk.reverse()
    done = desk.confirm(row)
    assert desk.confirm(row) == done
    with pytest.raises(AlreadyDecided):
        desk.reject(row)
    with pytest.raises(SecondPersonNeeded):
        desk.confirm(row, ANNA)
    desk = Desk()
    row = desk.reverse()
    rejected = desk.reject(row)
    assert desk.reject(row) == rejected
    assert (rejected.state, rejected.decision_reason) == (
        CorrectionState.REJECTED,
        "it was right",
    )
    with pytest.raises(AlreadyDecided):
        desk.confirm(row)
    assert desk.account.balance == 0


def test_one_waits_at_a_time() -> None:
    desk = Desk()
    row = desk.reverse()
    with pytest.raises(CorrectionWaits):
        desk.refund(1)
    desk.clock.advance(days=7)
    assert desk.refund(1).state is CorrectionState.APPLIED
    assert desk.book.rows[row.id].state is CorrectionState.EXPIRED


@pytest.mark.parametrize("decide", [Desk.confirm, Desk.reject])
def test_too_late_is_expired(decide: Callable[[Desk, CorrectionRow], CorrectionRow]) -> None:
    desk = Desk()
    row = desk.reverse()
    desk.clock.advance(days=7)
    late = decide(desk, row)
    assert (late.state, late.decided_by) == (CorrectionState.EXPIRED, None)
    assert desk.account.balance == 0


def test_it_is_looked_at_again_when_it_is_confirmed() -> None:
    """Exactly the sum that was confirmed, or nothing: another one is for people to look at."""
    for change in ({"reversed": True}, {"refunded": 1}):
        desk = Desk()
        row = desk.reverse()
        for name, content in change.items():
            setattr(desk.charge, name, content)
        failed = desk.confirm(row)
        assert (failed.state, failed.decided_by) == (CorrectionState.FAILED, "boris")
        assert failed.decision_reason
        assert failed.transaction_id is None
        assert desk.account.balance == 0
    desk = Desk()
    row = desk.refund(4_000)
    desk.charge.refunded = 1_000
    assert desk.confirm(row).state is CorrectionState.APPLIED, "what is left is enough for it"
