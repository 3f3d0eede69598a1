"""Reversals: the whole charge back, or a tombstone where there is nothing to give back."""

from datetime import date

import pytest

from backend.domain.commands import Terms
from backend.domain.values.codes import Advice, Code, OperationKind, OperationStatus, RefusalPolicy
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.status import AccountStatus
from tests.commands import ACCOUNT, MAY_30, Platform, pay
from tests.unit.domain.house import House

OTHER = Platform(Terms(integrator_id=2, integrator_code="beta"))


def status_of(house: House, external_id: str) -> OperationStatus:
    """How the charge's operation is remembered."""
    return house.book.operations[(1, OperationKind.CHARGE, external_id)].status


def test_a_reversal_gives_everything_back(house: House) -> None:
    charge = house.one(house.platform.charge("c-1", 3_000))
    outcome = house.one(house.platform.reverse("c-1"))

    assert (outcome.code, outcome.amount, outcome.available) == (Code.OK, 3_000, 10_000)
    assert house.balance() == 10_000
    assert status_of(house, "c-1") is OperationStatus.REVERSED
    transaction, entry = house.book.transactions[-1], house.book.entries[-1]
    assert (transaction.kind, transaction.reverses) == (TransactionKind.REVERSAL, charge.target_id)
    assert transaction.id == outcome.target_id
    assert (entry.debit, entry.credit) == (LedgerAccount.REVENUE, LedgerAccount.SUBSCRIBER)


def test_a_second_reversal_is_the_first_ones_answer(house: House) -> None:
    house.one(house.platform.charge("c-1", 3_000))
    first, again = house.process(house.platform.reverse("c-1"), house.platform.reverse("c-1"))
    assert (again.code, again.replayed, again.target_id) == (Code.OK, True, first.target_id)
    assert house.balance() == 10_000


def test_a_reversed_charge_stays_so(house: House) -> None:
    house.process(house.platform.charge("c-1", 3_000), house.platform.reverse("c-1"))
    outcome = house.one(house.platform.charge("c-1", 3_000))
    assert (outcome.code, outcome.replayed) == (Code.REVERSED, True)
    assert outcome.advice is Advice.NEVER
    assert house.one(house.platform.charge("c-1", 2_999)).code is Code.CONFLICT
    assert house.balance() == 10_000


def test_a_reversal_before_its_charge_leaves_a_tombstone(house: House) -> None:
    outcome = house.one(house.platform.reverse("c-1"))
    assert (outcome.code, outcome.advice) == (Code.UNKNOWN_OPERATION, Advice.TREAT_AS_DONE)
    assert status_of(house, "c-1") is OperationStatus.TOMBSTONE

    late = house.one(house.platform.charge("c-1", 3_000))
    assert (late.code, late.status) == (Code.REVERSED, OperationStatus.TOMBSTONE)
    assert house.one(house.platform.reverse("c-1")).code is Code.UNKNOWN_OPERATION
    assert house.balance() == 10_000
    assert not house.book.transactions


def test_a_tombstone_holds_for_captures_and_every_account(house: House) -> None:
    house.book.open_account("2002", 10_000)
    platform = house.platform
    house.process(platform.reverse("c-1"), platform.hold("h-1", 500))
    assert (
        house.codes(platform.capture("c-1", "h-1"), platform.charge("c-1", 1, "2002"))
        == [Code.REVERSED] * 2
    )
    assert (house.balance("2002"), house.held()) == (10_000, 500)


@pytest.mark.parametrize("policy", RefusalPolicy)
def test_a_refused_charge_that_is_reversed_is_never_taken(
    house: House, policy: RefusalPolicy
) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", refusals=policy)
    platform = Platform(terms)
    assert house.codes(platform.charge("c-1", 10_001), platform.reverse("c-1")) == [
        Code.NOT_ENOUGH_MONEY,
        Code.UNKNOWN_OPERATION,
    ]
    assert status_of(house, "c-1") is OperationStatus.TOMBSTONE
    house.one(pay("d-1", 1))
    assert house.one(platform.charge("c-1", 10_001)).code is Code.REVERSED
    assert house.one(platform.charge("c-1", 10_000)).code is Code.CONFLICT
    assert house.balance() == 10_001


def test_a_refusal_reconsidered_and_reversed_in_one_batch(house: House) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", refusals=RefusalPolicy.RECONSIDER)
    platform = Platform(terms)
    assert house.codes(
        platform.charge("c-1", 10_001),
        pay("d-1", 1),
        platform.charge("c-1", 10_001),
        platform.reverse("c-1"),
        platform.charge("c-1", 10_001),
    ) == [Code.NOT_ENOUGH_MONEY, Code.OK, Code.OK, Code.OK, Code.REVERSED]
    assert house.balance() == 10_001


def test_another_accounts_or_integrators_charge_is_unknown_and_untouched(house: House) -> None:
    house.book.open_account("2002", 10_000)
    house.one(house.platform.charge("c-1", 3_000))

    assert house.one(house.platform.reverse("c-1", "2002")).code is Code.UNKNOWN_OPERATION
    assert house.one(OTHER.reverse("c-1")).code is Code.UNKNOWN_OPERATION
    assert status_of(house, "c-1") is OperationStatus.APPLIED
    assert house.balance() == 7_000
    assert house.one(house.platform.reverse("c-1")).ok, "the rightful reversal still works"


def test_a_wrong_account_leaves_no_trace(house: House) -> None:
    house.book.open_account("2002", 10_000)
    house.one(house.platform.charge("c-1", 3_000))
    house.one(house.platform.reverse("c-1", "2002"))
    assert set(house.book.operations) == {(1, OperationKind.CHARGE, "c-1")}


def test_a_blocked_account_gets_its_money_back(house: House) -> None:
    house.one(house.platform.charge("c-1", 3_000))
    house.book.accounts[ACCOUNT].status = AccountStatus.BLOCKED
    assert house.one(house.platform.reverse("c-1")).ok
    assert house.balance() == 10_000


@pytest.mark.parametrize("account", [ACCOUNT, None])
def test_a_closed_account_is_unknown_and_its_charge_stands(
    house: House, account: str | None
) -> None:
    house.one(house.platform.charge("c-1", 3_000))
    house.book.accounts[ACCOUNT].status = AccountStatus.CLOSED
    assert house.one(house.platform.reverse("c-1", account)).code is Code.UNKNOWN_ACCOUNT
    assert status_of(house, "c-1") is OperationStatus.APPLIED

    house.book.accounts[ACCOUNT].status = AccountStatus.ACTIVE
    assert house.one(house.platform.reverse("c-1", account)).ok


@pytest.mark.parametrize(("first", "then"), [(None, ACCOUNT), (ACCOUNT, None)])
def test_naming_the_account_or_not_is_the_same_reversal(
    house: House, first: str | None, then: str | None
) -> None:
    house.one(house.platform.charge("c-1", 3_000))
    done = house.one(house.platform.reverse("c-1", first))
    again = house.one(house.platform.reverse("c-1", then))
    assert (done.code, again.code, again.replayed) == (Code.OK, Code.OK, True)
    assert done.account == again.account == ACCOUNT


def test_an_unknown_id_without_an_account_is_buried_too(house: House) -> None:
    outcome = house.one(house.platform.reverse("c-1", None))
    assert (outcome.code, outcome.account) == (Code.UNKNOWN_OPERATION, None)
    assert house.one(house.platform.charge("c-1", 1)).code is Code.REVERSED
    assert house.one(house.platform.reverse("c-1", None)).replayed


def test_the_paid_period_shrinks_to_what_still_stands(house: House) -> None:
    platform = house.platform
    house.process(
        platform.charge("c-1", 1, period_end=MAY_30),
        platform.charge("c-2", 1, period_end=date(2026, 6, 30)),
    )
    house.one(platform.reverse("c-2"))
    assert house.subscription().paid_through == date(2026, 5, 31)
    house.process(platform.reverse("c-1"), platform.charge("c-3", 1, period_end=None))
    assert house.subscription().paid_through is None


def test_a_reversal_gives_the_day_its_room_back_but_only_its_own_day(house: House) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", max_daily=500)
    platform = Platform(terms)
    assert house.codes(
        platform.charge("c-1", 500),
        platform.charge("c-2", 1),
        platform.reverse("c-1"),
        platform.charge("c-3", 500),
    ) == [Code.OK, Code.DAILY_LIMIT_EXCEEDED, Code.OK, Code.OK]
    house.clock.advance(days=1)
    assert house.codes(
        platform.charge("c-4", 500), platform.reverse("c-3"), platform.charge("c-5", 1)
    ) == [Code.OK, Code.OK, Code.DAILY_LIMIT_EXCEEDED]
