"""The operation book in memory, on which the doors are tested, agrees with PostgreSQL's."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from backend.domain.commands import Command
from backend.domain.outcome import Outcome
from backend.domain.services.charging.process_batch import process_batch
from backend.domain.services.subscribing.commands import Unsubscribe
from backend.domain.values.codes import OperationStatus, RefusalPolicy
from backend.domain.values.status import FINAL_STATES, AccountStatus, SubscriptionState
from backend.storage.clock import new_id
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import Platform, pay
from tests.fakes.memory_book import MemoryBook
from tests.world import World

ACCOUNTS = ("1001", "2002", "3003")


class Commands:
    """Random commands that often meet."""

    def __init__(self, seed: int, platforms: list[Platform]) -> None:
        self._random = random.Random(seed)
        self._platforms = platforms

    def batch(self) -> list[Command]:
        """One to six of them."""
        return [self._command() for _ in range(self._random.randint(1, 6))]

    def _command(self) -> Command:
        pick = self._random.choice
        platform, account = pick(self._platforms), pick(ACCOUNTS)
        maybe = pick([account, None])
        id_, other, amount = (pick("abcdefghijkl"), pick("abcdefgh"), pick([1, 50, 120, 400]))
        product, state = pick(["kav", "nod"]), pick(list(SubscriptionState))
        return pick(
            [
                platform.charge(id_, amount, account, product=product),
                platform.charge(id_, amount, account, product=product, period_end=None),
                platform.hold(other, amount, account, product=product),
                platform.capture(
                    id_, other, pick([None, amount]), maybe, final=pick([True, False])
                ),
                platform.release(other, maybe),
                platform.reverse(id_, maybe),
                platform.report(id_, state, account, product=product),
                pay(f"{id_}{other}", amount, account),
            ]
        )


@pytest.fixture
def platforms(world: World) -> list[Platform]:
    """One that remembers refusals, one with limits that reconsiders them."""
    limited = world.integrator(
        "beta", refusals=RefusalPolicy.RECONSIDER, max_charge=300, max_daily=500
    )
    return [world.integrator("alpha"), limited]


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """PostgreSQL's side."""
    made = World(database_url)
    for number in ACCOUNTS:
        made.account(number)
    yield made
    made.prove()
    made.close()


def told(outcome: Outcome) -> Outcome:
    """An outcome without the ids that each side makes for itself."""
    buried = outcome.status is OperationStatus.TOMBSTONE
    return replace(outcome, target_id=None, id=None if buried else outcome.id)


def leave_something(world: World, book: MemoryBook) -> None:
    """A subscriber leaves what is paid for some time yet, here and there."""
    shop = SubscriberDesk(
        lambda: UnitOfWork(world.engine), lambda: world.catalogue, world.clock, new_id
    )
    query = """
        SELECT a.number, s.id, s.integrator_id, s.external_key, s.paid_through
        FROM subscription s JOIN account a ON a.id = s.account_id
        WHERE s.state = 'active' AND s.paid_through > :today ORDER BY s.id LIMIT 1
    """
    for number, id_, integrator_id, key, until in world.rows(
        query, today=world.clock.moment().today
    ):
        shop.carry_out(Unsubscribe(account=number, actor="tests", subscription_id=id_))
        (here,) = [
            row.id
            for row in book.subscriptions.values()
            if (row.account_id, row.integrator_id, row.external_key)
            == (book.accounts[number].id, integrator_id, key)
            and row.state not in FINAL_STATES
        ]
        book.cancel(here, until)


@pytest.mark.parametrize("seed", range(4))
def test_both_books_lead_to_the_same(world: World, platforms: list[Platform], seed: int) -> None:
    book = MemoryBook(catalogue=world.catalogue)
    for number in ACCOUNTS:
        book.open_account(number)
    commands = Commands(seed, platforms)
    begin = [pay(f"begin-{number}", 1_500, number) for number in ACCOUNTS]
    for step in range(120):
        batch = commands.batch() if step else begin
        here = process_batch(batch, book, world.clock.moment())
        there = world.process(*batch)
        assert list(map(told, here)) == list(map(told, there))
        if step % 20 == 19:
            leave_something(world, book)
        if step % 40 == 39:
            world.set_status(AccountStatus.BLOCKED, "3003")
            book.accounts["3003"].status = AccountStatus.BLOCKED
            world.clock.advance(hours=13)
    money = {number: (row.balance, row.held) for number, row in book.accounts.items()}
    assert money == {number: tuple(world.money(number)) for number in ACCOUNTS}
    subscriptions = "SELECT state, paid_through FROM subscription"
    assert sorted(map(repr, world.rows(subscriptions))) == sorted(
        repr((str(row.state), row.paid_through)) for row in book.subscriptions.values()
    )


def test_commands_are_not_all_refused(world: World, platforms: list[Platform]) -> None:
    """Otherwise the agreement above would mean little."""
    commands = Commands(0, platforms)
    world.process(*(pay(f"begin-{number}", 1_500, number) for number in ACCOUNTS))
    outcomes = [each for _ in range(120) for each in world.process(*commands.batch())]
    assert sum(outcome.ok and not outcome.replayed for outcome in outcomes) > 100
    assert len({outcome.code for outcome in outcomes}) >= 7
