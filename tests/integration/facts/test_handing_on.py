"""The dispatcher: all or nothing, in order; what nobody could take waits for the next time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.events import Fact, Topic
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.facts.reading import read_names
from backend.storage.unit_of_work import UnitOfWork
from tests.subscriber_world import SubscriberWorld

KEEP = timedelta(days=30)


class Listener:
    """A consumer that remembers what it was told; ``broken``: it cannot take anything."""

    def __init__(self) -> None:
        self.told: list[Fact] = []
        self.broken = False

    def __call__(self, driver: Any, facts: Sequence[Fact]) -> None:
        if self.broken:
            raise ValueError("it cannot take this")
        assert read_names(driver, facts).accounts
        self.told += facts


@pytest.fixture
def listener() -> Listener:
    """Somebody who listens."""
    return Listener()


def made(world: SubscriberWorld, *consumers: Any, chunk: int = 500) -> FactDispatcher:
    """A dispatcher for these consumers."""
    return FactDispatcher(
        lambda: UnitOfWork(world.engine), world.clock, consumers, KEEP, chunk=chunk
    )


def test_each_fact_once_and_in_order(world: SubscriberWorld, listener: Listener) -> None:
    for amount in range(1, 9):
        world.pay(amount)
    dispatcher = made(world, listener, chunk=3)
    assert dispatcher.work() == 8
    assert [fact.content["amount"] for fact in listener.told] == list(range(1, 9))
    assert [fact.number for fact in listener.told] == sorted(fact.number for fact in listener.told)
    assert dispatcher.work() == 0
    assert world.count("outbox") == 8, "they are kept for a while"
    assert world.value("SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0


def test_what_one_cannot_take_nobody_has_got(world: SubscriberWorld, listener: Listener) -> None:
    other, given = Listener(), list[Fact]()

    def write(driver: Any, facts: Sequence[Fact]) -> None:
        given.extend(facts)
        driver.execute("INSERT INTO interest VALUES ('charge.taken', 'somebody')")

    world.hear(Topic.PAYMENT_RECEIVED)
    world.pay(100)
    other.broken = True
    dispatcher = made(world, listener, write, other)
    with pytest.raises(ValueError, match="cannot take"):
        dispatcher.work()
    assert world.value("SELECT count(*) FROM interest WHERE who = 'somebody'") == 0
    other.broken = False
    assert dispatcher.work() == 1
    assert [fact.content["amount"] for fact in other.told] == [100]
    assert world.value("SELECT count(*) FROM interest WHERE who = 'somebody'") == 1


def test_only_what_was_handed_on_is_forgotten(world: SubscriberWorld, listener: Listener) -> None:
    world.pay(100)
    dispatcher = made(world, listener)
    dispatcher.work()
    world.pay(200)
    world.clock.advance(seconds=timedelta(days=31).total_seconds())
    assert dispatcher.purge() == 1
    assert world.value("SELECT content ->> 'amount' FROM outbox") == "200"
