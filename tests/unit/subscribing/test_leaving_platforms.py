"""What is decided about a subscription that its platform charges: leave it, keep it, no more."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.domain.catalogue import Catalogue
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.instruction import Act
from backend.domain.services.subscribing.carry_out import decide
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    Command,
    Pause,
    RefundPolicy,
    Resume,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.effect import Effect
from backend.domain.services.subscribing.leave_platform import end_left
from backend.domain.services.subscribing.subscriber import PlatformCharged, Subscriber
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.unit.billing.goods import MAY_1
from tests.unit.subscribing.test_decisions import billing, subscriber

OFFICE = UUID(int=70)
JUNE_1 = date(2026, 6, 1)
_S = SubscriptionState


def having(
    state: SubscriptionState = _S.ACTIVE,
    paid_through: date | None = JUNE_1,
    cancel_on: date | None = None,
    *,
    status: AccountStatus = AccountStatus.ACTIVE,
    balance: int = 0,
) -> Subscriber:
    """An account with one subscription of a platform."""
    known = subscriber(balance, status)
    known.of_platforms[OFFICE] = PlatformCharged(
        account_id=1,
        id=OFFICE,
        integrator_id=7,
        product_id=UUID(int=8),
        key="office",
        state=state,
        paid_through=paid_through,
        cancel_on=cancel_on,
    )
    return known


def leave(**given: Any) -> Unsubscribe:
    return Unsubscribe(account="1001", actor="tests", subscription_id=OFFICE, **given)


def keep() -> UndoUnsubscribe:
    return UndoUnsubscribe(account="1001", actor="tests", subscription_id=OFFICE)


def told(command: Command, known: Subscriber, day: date = MAY_1) -> tuple[Effect, list[Any]]:
    """The effect, and (act, end) of what the platform is to be told. Needs no catalogue."""
    work = billing(day, Catalogue())
    effect = decide(command, known, work)
    return effect, [(row.action, row.ends_on) for row in work.changes.instructions]


def test_what_is_paid_is_served() -> None:
    effect, instructions = told(leave(), having())
    (standing,) = effect.subscriptions
    assert (standing.before, standing.state) == (_S.ACTIVE, _S.CANCELLING)
    assert (standing.served_until, standing.ends_on) == (JUNE_1, JUNE_1)
    assert (standing.mode, standing.next_charge_on) == (ChargingMode.PLATFORM, None)
    assert (effect.charges, effect.refunds) == ((), ())
    assert instructions == [(Act.CANCEL, JUNE_1)]


@pytest.mark.parametrize("paid_through", [None, MAY_1, MAY_1 - timedelta(days=9)])
@pytest.mark.parametrize("state", [_S.PENDING, _S.TRIAL, _S.ACTIVE, _S.SUSPENDED, _S.CANCELLING])
def test_without_paid_days_it_is_served_no_longer(
    state: SubscriptionState, paid_through: date | None
) -> None:
    effect, instructions = told(leave(), having(state, paid_through))
    (standing,) = effect.subscriptions
    assert (standing.state, standing.served_until) == (_S.CANCELLING, MAY_1)
    assert instructions == [(Act.CANCEL, MAY_1)]


def test_at_once_where_that_is_asked_and_no_money_moves() -> None:
    command = leave(immediately=True, refund=RefundPolicy.REMAINING_DAYS)
    effect, instructions = told(command, having(balance=5))
    assert [each.ends_on for each in effect.subscriptions] == [MAY_1]
    assert (effect.difference, effect.available) == (0, 5)
    assert instructions == [(Act.CANCEL, MAY_1)]


def test_who_has_left_may_still_end_it_at_once() -> None:
    command = leave(immediately=True)
    _, instructions = told(command, having(_S.CANCELLING, JUNE_1, JUNE_1))
    assert instructions == [(Act.CANCEL, MAY_1)]
    late = having(_S.CANCELLING, JUNE_1, JUNE_1)
    effect, instructions = told(command, late, JUNE_1 + timedelta(days=3))
    assert (effect.subscriptions, instructions) == ((), [])


def test_never_refused_for_debts_or_a_block() -> None:
    effect, _ = told(leave(), having(balance=-5_000, status=AccountStatus.BLOCKED))
    assert [each.state for each in effect.subscriptions] == [_S.CANCELLING]


def test_to_leave_twice_is_to_leave_once() -> None:
    known = having()
    told(leave(), known)
    effect, instructions = told(leave(), known, JUNE_1)  # its day has come, but no tick yet
    assert (effect.subscriptions, instructions) == ((), [])
    assert known.of_platforms[OFFICE].state is _S.CANCELLING


def test_what_only_the_platform_announced_is_left_too() -> None:
    known = having(_S.CANCELLING)
    _, instructions = told(leave(), known)
    assert instructions == [(Act.CANCEL, JUNE_1)]
    assert known.of_platforms[OFFICE].cancel_on == JUNE_1


def test_it_can_be_kept_until_its_day() -> None:
    known = having()
    told(leave(), known)
    effect, instructions = told(keep(), known, JUNE_1 - timedelta(days=1))
    (standing,) = effect.subscriptions
    assert (standing.before, standing.state) == (_S.CANCELLING, _S.ACTIVE)
    assert (standing.served_until, standing.ends_on) == (JUNE_1, None)
    assert instructions == [(Act.KEEP, None)]
    with pytest.raises(NotAllowed):
        told(keep(), known)


def test_after_its_day_it_can_still_be_kept_until_it_has_ended() -> None:
    known = having(_S.CANCELLING, JUNE_1, JUNE_1)
    effect, instructions = told(keep(), known, JUNE_1 + timedelta(days=3))
    assert [each.state for each in effect.subscriptions] == [_S.ACTIVE]
    assert instructions == [(Act.KEEP, None)]


@pytest.mark.parametrize("known", [having(), having(_S.CANCELLING)])
def test_there_is_nothing_to_keep(known: Subscriber) -> None:
    with pytest.raises(NotAllowed):
        told(keep(), known)


@pytest.mark.parametrize("command", [Pause, Resume, ChangeProduct])
def test_all_else_is_the_platforms(command: type[Command]) -> None:
    given: dict[str, Any] = {"account": "1001", "actor": "tests", "subscription_id": OFFICE}
    if command is ChangeProduct:
        given["product_id"] = UUID(int=9)
    with pytest.raises(NotAllowed, match="its platform charges it"):
        told(command(**given), having())
    with pytest.raises(NotFound):
        told(command(**{**given, "subscription_id": UUID(int=71)}), having())


@pytest.mark.parametrize(
    ("known", "is_known", "days", "ended"),
    [
        (having(), True, 2, 0),
        (having(_S.CANCELLING), True, 2, 0),
        (having(_S.CANCELLING, JUNE_1, JUNE_1), True, -1, 0),
        (having(_S.CANCELLING, JUNE_1, JUNE_1), True, 0, 1),
        (having(_S.CANCELLING, JUNE_1, JUNE_1), False, 39, 0),
        (having(_S.CANCELLING, JUNE_1, JUNE_1), False, 40, 1),
    ],
)
def test_only_what_was_left_ends_by_itself_once_its_platform_knows(
    known: Subscriber, is_known: bool, days: int, ended: int
) -> None:
    for each in known.of_platforms.values():
        each.is_known = is_known
    work = billing(JUNE_1 + timedelta(days=days), Catalogue())
    assert end_left(known, work) == ended
    assert [row.cancel_on for row in work.changes.cancellations.values()] == [JUNE_1] * ended
    assert work.changes.instructions == []
