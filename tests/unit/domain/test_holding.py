"""Holds: kept aside, captured whole or in parts, given back, expired."""

import pytest

from backend.domain.commands import Terms
from backend.domain.values.codes import Code, OperationStatus
from backend.domain.values.status import AccountStatus, HoldState
from tests.commands import ACCOUNT, MAY_30, Platform
from tests.unit.domain.house import House

OTHER = Platform(Terms(integrator_id=2, integrator_code="beta"))


def states(house: House) -> list[HoldState]:
    """The states of all holds."""
    return [hold.state for hold in house.book.holds.values()]


def test_a_hold_keeps_money_but_takes_none(house: House) -> None:
    outcome = house.one(house.platform.hold("h-1", 4_000))
    assert (outcome.code, outcome.available) == (Code.OK, 6_000)
    assert (house.balance(), house.held()) == (10_000, 4_000)
    assert house.check(6_001).code is Code.NOT_ENOUGH_MONEY
    assert not house.book.transactions
    assert not house.book.products


def test_a_hold_is_decided_like_a_charge(house: House) -> None:
    assert house.one(house.platform.hold("h-1", 10_001)).code is Code.NOT_ENOUGH_MONEY
    house.book.accounts[ACCOUNT].status = AccountStatus.BLOCKED
    assert house.one(house.platform.hold("h-2", 1)).code is Code.ACCOUNT_BLOCKED
    assert not house.book.holds


def test_a_whole_capture(house: House) -> None:
    hold, capture = house.process(
        house.platform.hold("h-1", 4_000, text="из резерва"),
        house.platform.capture("c-1", "h-1", period_end=MAY_30),
    )
    assert (capture.code, capture.amount, capture.available) == (Code.OK, 4_000, 6_000)
    assert (house.balance(), house.held(), states(house)) == (6_000, 0, ["captured"])
    charge = house.charge()
    assert (charge.id, charge.hold_id) == (capture.target_id, hold.target_id)
    assert (charge.external_id, charge.text) == ("c-1", "из резерва")


def test_a_final_part_gives_the_rest_back(house: House) -> None:
    house.one(house.platform.hold("h-1", 4_000))
    outcome = house.one(house.platform.capture("c-1", "h-1", 1_000, text="своё"))
    assert (outcome.amount, outcome.available) == (1_000, 9_000)
    assert (house.balance(), house.held(), states(house)) == (9_000, 0, ["captured"])
    assert house.charge().text == "своё"


def test_parts_until_nothing_is_left(house: House) -> None:
    platform = house.platform
    assert house.codes(
        platform.hold("h-1", 4_000),
        platform.capture("c-1", "h-1", 1_500, final=False),
        platform.capture("c-2", "h-1", 2_501, final=False),
        platform.capture("c-3", "h-1", 2_500, final=False),
        platform.capture("c-4", "h-1", 1),
    ) == [Code.OK, Code.OK, Code.HOLD_EXCEEDED, Code.OK, Code.HOLD_CLOSED]
    assert (house.balance(), house.held(), states(house)) == (6_000, 0, ["captured"])


def test_a_capture_needs_no_money_besides_its_hold(house: House) -> None:
    platform = house.platform
    house.process(platform.hold("h-1", 4_000), platform.charge("c-1", 6_000))
    assert house.check(1).code is Code.NOT_ENOUGH_MONEY
    outcome = house.one(platform.capture("c-2", "h-1"))
    assert (outcome.code, outcome.available) == (Code.OK, 0)


def test_a_blocked_account_is_not_captured_from(house: House) -> None:
    house.one(house.platform.hold("h-1", 4_000))
    house.book.accounts[ACCOUNT].status = AccountStatus.BLOCKED
    assert house.one(house.platform.capture("c-1", "h-1")).code is Code.ACCOUNT_BLOCKED
    assert house.held() == 4_000


@pytest.mark.parametrize("seconds", [60, 61])
def test_an_expired_hold_is_not_captured_even_before_it_is_swept(
    house: House, seconds: int
) -> None:
    house.one(house.platform.hold("h-1", 4_000, lifetime_seconds=60))
    house.clock.advance(seconds=59)
    assert house.one(house.platform.capture("c-1", "h-1", 1, final=False)).ok
    house.clock.advance(seconds=seconds - 59)
    assert house.one(house.platform.capture("c-2", "h-1")).code is Code.HOLD_EXPIRED
    assert (house.balance(), house.held()) == (9_999, 3_999)


def test_a_release_gives_everything_back(house: House) -> None:
    platform = house.platform
    house.process(platform.hold("h-1", 4_000), platform.capture("c-1", "h-1", 1_000, final=False))
    outcome = house.one(platform.release("h-1"))
    assert (outcome.code, outcome.amount, outcome.available) == (Code.OK, 3_000, 9_000)
    assert (house.held(), states(house)) == (0, ["released"])
    assert house.one(platform.capture("c-2", "h-1", 1)).code is Code.HOLD_CLOSED


def test_a_release_of_an_expired_hold_is_done_already(house: House) -> None:
    house.one(house.platform.hold("h-1", 4_000))
    (hold,) = house.book.holds.values()
    hold.state, hold.remaining = HoldState.EXPIRED, 0
    house.book.accounts[ACCOUNT].held = 0
    outcome = house.one(house.platform.release("h-1"))
    assert (outcome.code, outcome.amount, house.held()) == (Code.OK, 0, 0)


def test_a_captured_hold_is_not_released(house: House) -> None:
    house.process(house.platform.hold("h-1", 4_000), house.platform.capture("c-1", "h-1"))
    assert house.one(house.platform.release("h-1")).code is Code.HOLD_CLOSED
    assert house.balance() == 6_000


def test_the_hold_of_another_account_or_integrator_is_unknown(house: House) -> None:
    house.book.open_account("2002", 10_000)
    house.process(house.platform.hold("h-1", 4_000))
    before = len(house.book.operations)
    assert (
        house.codes(
            house.platform.capture("c-1", "h-1", account="2002"),
            house.platform.release("h-1", "2002"),
            house.platform.capture("c-1", "h-2"),
            house.platform.capture("c-1", "h-2", account=None),
            OTHER.capture("c-1", "h-1"),
            OTHER.capture("c-1", "h-1", account=None),
            OTHER.release("h-1"),
            OTHER.release("h-1", None),
        )
        == [Code.UNKNOWN_HOLD] * 8
    )
    assert len(house.book.operations) == before
    assert house.codes(house.platform.capture("c-1", "h-1")) == [Code.OK]


def test_the_account_need_not_be_named(house: House) -> None:
    platform = house.platform
    house.one(platform.hold("h-1", 4_000))
    first = house.one(platform.capture("c-1", "h-1", 1_000, account=None, final=False))
    again = house.one(platform.capture("c-1", "h-1", 1_000, final=False))
    assert (first.code, first.account, again.replayed) == (Code.OK, ACCOUNT, True)
    released, once_more = house.process(platform.release("h-1", None), platform.release("h-1"))
    assert (released.code, released.account, once_more.replayed) == (Code.OK, ACCOUNT, True)


def test_a_capture_and_a_charge_share_their_ids(house: House) -> None:
    platform = house.platform
    house.process(platform.charge("c-1", 1), platform.hold("h-1", 100))
    assert house.one(platform.capture("c-1", "h-1")).code is Code.CONFLICT
    assert house.held() == 100


def test_a_capture_is_reversed_like_any_charge(house: House) -> None:
    platform = house.platform
    house.process(platform.hold("h-1", 4_000), platform.capture("c-1", "h-1", 1_000))
    assert house.one(platform.reverse("c-1")).ok
    assert (house.balance(), house.held(), states(house)) == (10_000, 0, ["captured"])


def test_what_is_held_counts_for_the_day_until_it_is_given_back(house: House) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", max_daily=1_000)
    house.platform = platform = Platform(terms)
    assert house.codes(
        platform.hold("h-1", 600), platform.hold("h-2", 401), platform.charge("c-1", 401)
    ) == [Code.OK, Code.DAILY_LIMIT_EXCEEDED, Code.DAILY_LIMIT_EXCEEDED]
    assert house.check(400).ok
    assert house.codes(
        platform.capture("c-2", "h-1", 100),
        platform.charge("c-3", 901),
        platform.charge("c-4", 900),
    ) == [Code.OK, Code.DAILY_LIMIT_EXCEEDED, Code.OK]
    assert house.codes(
        platform.reverse("c-4"), platform.hold("h-3", 900), platform.release("h-3"),
        platform.hold("h-4", 900), platform.charge("c-5", 1),
    ) == [Code.OK, Code.OK, Code.OK, Code.OK, Code.DAILY_LIMIT_EXCEEDED]  # fmt: skip


def test_a_hold_is_placed_once(house: House) -> None:
    first, again, other = house.process(
        house.platform.hold("h-1", 100),
        house.platform.hold("h-1", 100),
        house.platform.hold("h-1", 101),
    )
    assert (again.replayed, again.id, again.target_id) == (True, first.id, first.target_id)
    assert (other.code, other.status) == (Code.CONFLICT, OperationStatus.DECLINED)
    assert house.held() == 100
