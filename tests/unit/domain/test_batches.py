"""The order of checks, repetition and conflicts: the same for every command and every door."""

from dataclasses import replace
from uuid import uuid4

import pytest

from backend.domain.commands import Command, Terms
from backend.domain.values.codes import Code, OperationKind, RefusalPolicy
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.commands import ACCOUNT, Platform, pay
from tests.unit.domain.house import House

P = Platform()


def anew(command: Command) -> Command:
    """The same command, sent once more: with another id of ours."""
    return replace(command, id=uuid4())


EVERY_KIND = [
    P.charge("x-1", 100),
    P.hold("x-1", 100),
    P.report("x-1", SubscriptionState.SUSPENDED),
    pay("x-1", 100),
    P.capture("x-1", "held"),
    P.release("held"),
    P.reverse("charged"),
    P.reverse("x-1"),
    P.charge("x-1", 10**9),
    P.hold("x-1", 10**9),
]


@pytest.fixture
def busy(house: House) -> House:
    """A house in which something has happened already."""
    house.process(P.charge("charged", 100), P.hold("held", 200))
    return house


def everything(house: House) -> tuple[object, ...]:
    """What must not change."""
    book = house.book
    rows = (book.operations, book.charges, book.holds, book.subscriptions, book.products)
    counts = (len(book.transactions), len(book.entries), len(book.payments), len(book.events))
    return (*map(repr, rows), *counts, house.balance(), house.held())


@pytest.mark.parametrize("command", EVERY_KIND)
def test_the_same_once_more_is_the_stored_result(busy: House, command: Command) -> None:
    first = busy.one(command)
    before = everything(busy)
    for again in busy.process(anew(command), anew(command)):
        assert again.replayed
        assert replace(again, replayed=False) == first
    assert everything(busy) == before


@pytest.mark.parametrize("command", EVERY_KIND)
def test_our_own_command_attempted_again_is_not_called_a_repetition(
    busy: House, command: Command
) -> None:
    """The answer of a commit was lost, and the desk tries again with the same id of ours."""
    first = busy.one(command)
    assert busy.one(command) == first


@pytest.mark.parametrize("command", EVERY_KIND)
def test_other_content_under_the_id_changes_nothing(busy: House, command: Command) -> None:
    busy.book.open_account("2002", 10_000)
    busy.one(command)
    before = everything(busy)
    outcome = busy.one(replace(command, id=uuid4(), account="2002"))
    assert outcome.code in {Code.CONFLICT, Code.UNKNOWN_HOLD}
    assert outcome.id is None
    assert everything(busy) == before
    assert busy.balance("2002") == 10_000


@pytest.mark.parametrize("command", EVERY_KIND)
def test_a_batch_gives_what_single_calls_give(busy: House, command: Command) -> None:
    commands = [command, anew(command), P.charge("after", 1)]
    together = [outcome.code for outcome in busy.process(*commands)]
    alone = House()
    alone.book.open_account(ACCOUNT, 10_000)
    alone.process(P.charge("charged", 100), P.hold("held", 200))
    assert [alone.one(each).code for each in commands] == together
    assert (alone.balance(), alone.held()) == (busy.balance(), busy.held())


def test_an_unknown_account_comes_before_a_known_id(house: House) -> None:
    house.one(P.charge("c-1", 100))
    assert house.one(P.charge("c-1", 100, "9999")).code is Code.UNKNOWN_ACCOUNT


def test_a_known_id_comes_before_blocked_and_empty(house: House) -> None:
    house.one(P.charge("c-1", 10_000))
    house.book.accounts[ACCOUNT].status = AccountStatus.BLOCKED
    again = house.one(P.charge("c-1", 10_000))
    assert (again.code, again.replayed) == (Code.OK, True)


def test_kinds_and_integrators_have_ids_of_their_own(house: House) -> None:
    other = Platform(Terms(integrator_id=2, integrator_code="beta"))
    assert (
        house.codes(P.charge("x", 1), other.charge("x", 2), P.hold("x", 3), pay("x", 4))
        == [Code.OK] * 4
    )
    assert {key[:2] for key in house.book.operations} == {
        (1, OperationKind.CHARGE),
        (2, OperationKind.CHARGE),
        (1, OperationKind.HOLD),
        (0, OperationKind.PAYMENT),
    }


def test_results_come_in_the_order_of_the_commands(house: House) -> None:
    commands = [P.charge(f"c-{n}", 10_001 if n % 3 else 1) for n in range(30)]
    outcomes = house.process(*commands)
    assert [outcome.external_id for outcome in outcomes] == [f"c-{n}" for n in range(30)]
    assert [outcome.ok for outcome in outcomes] == [n % 3 == 0 for n in range(30)]


@pytest.mark.parametrize("refusal", ["money", "blocked", "charge limit", "daily limit"])
@pytest.mark.parametrize("policy", RefusalPolicy)
def test_a_refusal_is_remembered_or_reconsidered(
    house: House, refusal: str, policy: RefusalPolicy
) -> None:
    account = house.book.accounts[ACCOUNT]
    terms = Terms(integrator_id=1, integrator_code="alpha", refusals=policy)
    strict = replace(
        terms,
        max_charge=1 if refusal == "charge limit" else None,
        max_daily=1 if refusal == "daily limit" else None,
    )
    account.balance = 0 if refusal == "money" else 10_000
    account.status = AccountStatus.BLOCKED if refusal == "blocked" else AccountStatus.ACTIVE
    refused = house.one(Platform(strict).charge("c-1", 100))
    assert not refused.ok

    account.balance, account.status = 10_000, AccountStatus.ACTIVE
    again = house.one(Platform(terms).charge("c-1", 100))
    reconsidered = policy is RefusalPolicy.RECONSIDER
    assert again.code is (Code.OK if reconsidered else refused.code)
    assert again.replayed is not reconsidered
    assert house.balance() == (9_900 if reconsidered else 10_000)
    assert len(house.book.operations) == 1


def test_a_reconsidered_refusal_must_still_be_the_same_command(house: House) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", refusals=RefusalPolicy.RECONSIDER)
    platform = Platform(terms)
    assert house.codes(platform.charge("c-1", 10_001), platform.charge("c-1", 1)) == [
        Code.NOT_ENOUGH_MONEY,
        Code.CONFLICT,
    ]


def test_other_refusals_are_final_whatever_the_policy(house: House) -> None:
    terms = Terms(integrator_id=1, integrator_code="alpha", refusals=RefusalPolicy.RECONSIDER)
    platform = Platform(terms)
    house.process(platform.hold("h-1", 100, lifetime_seconds=1))
    house.clock.advance(seconds=1)
    first, again = (house.one(platform.capture("c-1", "h-1")) for _ in range(2))
    assert (first.code, first.replayed) == (Code.HOLD_EXPIRED, False)
    assert (again.code, again.replayed) == (Code.HOLD_EXPIRED, True)
