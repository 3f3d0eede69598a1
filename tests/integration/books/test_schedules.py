"""Random lives with everything that can go wrong, and several processes at once."""

import random
import threading
from collections.abc import Iterator

import pytest

from backend.domain.commands import Command
from backend.domain.errors import VitrinaError
from backend.domain.outcome import Outcome
from backend.domain.services.subscribing.commands import RefundPolicy, Subscribe, Unsubscribe
from backend.domain.values.codes import Code, RefusalPolicy
from tests.booked_world import BookedShop, BookedWorld
from tests.commands import Platform
from tests.fakes.remote_billing import Fault
from tests.subscriber_world import CONSENT

NUMBERS = ("a-1", "a-2", "a-3")
START = 20_000


class Life:
    """One schedule, told by its seed: what platforms, subscribers and the network do."""

    def __init__(self, shop: BookedShop, seed: int) -> None:
        self.rng = random.Random(seed)
        self.shop = shop
        self.alpha = shop.integrator(refusals=RefusalPolicy.RECONSIDER)
        self.product = shop.sell("office", 3_100)
        self.sent: dict[str, Command] = {}
        self.paid = dict.fromkeys(NUMBERS, START)
        for number in NUMBERS:
            shop.elsewhere(number, START)
        shop.server.always = self._fault
        self.steps = [self.charge, self.repeat, self.reverse, self.subscribe, self.leave]
        self.steps += [self.pay, self.tick, self.late, self.away, self.charge, self.run]

    def _fault(self, _call: str) -> Fault:
        return Fault.NONE if self.rng.random() < 0.6 else self.rng.choice(list(Fault))

    def live(self, steps: int) -> None:
        """Do so many random things."""
        for _ in range(steps):
            self.rng.choice(self.steps)()

    def charge(self) -> None:
        """A list of new charges."""
        commands = [
            self.alpha.charge(
                f"c-{len(self.sent)}-{index}",
                self.rng.randint(1, 4_000),
                self.rng.choice(NUMBERS),
                product=self.rng.choice(["x", "y"]),
            )
            for index in range(self.rng.randint(1, 4))
        ]
        self.sent |= {command.external_id: command for command in commands}
        self.shop.process(*commands)

    def repeat(self) -> None:
        """The same ids again, as if no answer had come."""
        if self.sent:
            self.shop.process(*self.rng.sample(list(self.sent.values()), 1))

    def reverse(self) -> None:
        """One of them taken back, perhaps before it was taken."""
        if self.sent:
            command = self.rng.choice(list(self.sent.values()))
            self.shop.process(self.alpha.reverse(command.external_id, command.account))

    def subscribe(self) -> None:
        """Somebody subscribes; perhaps the request comes again later."""
        number = self.rng.choice(NUMBERS)
        act = Subscribe(account=number, actor="tests", product_id=self.product, consent=CONSENT)
        self._act(act, f"key-{self.rng.randint(0, 30)}-{number}")

    def leave(self) -> None:
        """Somebody leaves at once, and gets back what was not used."""
        rows = self.shop.rows(
            "SELECT a.number, s.id FROM subscription s JOIN account a ON a.id = s.account_id"
            " WHERE s.mode = 'billing' AND s.state NOT IN ('ended', 'failed') ORDER BY s.id"
        )
        if rows:
            number, subscription_id = self.rng.choice(rows)
            act = Unsubscribe(
                account=number,
                actor="tests",
                subscription_id=subscription_id,
                immediately=True,
                refund=RefundPolicy.REMAINING_DAYS,
            )
            self._act(act, None)

    def _act(self, act: Subscribe | Unsubscribe, key: str | None) -> None:
        try:
            self.shop.shop.carry_out(act, key)
        except VitrinaError:
            return

    def pay(self) -> None:
        """Money comes in, over there."""
        number, amount = self.rng.choice(NUMBERS), self.rng.randint(1, 3_000)
        self.paid[number] += amount
        self.shop.there.pay(number, amount)

    def tick(self) -> None:
        """Time passes."""
        self.shop.clock.advance(minutes=self.rng.choice([1, 3, 60, 60 * 24]))
        self.shop.resolver.work()
        self.shop.shop.work()

    def run(self) -> None:
        """What is due is charged."""
        self.shop.clock.advance(days=self.rng.choice([0, 10, 31]))
        self.shop.billing.work(automatic=True)

    def late(self) -> None:
        """What was on its way arrives."""
        self.shop.server.deliver_late()

    def away(self) -> None:
        """That billing is restarted."""
        self.shop.server.stop()
        self.charge()
        self.shop.server.start()


@pytest.mark.parametrize("seed", range(12))
def test_a_random_life_ends_in_agreement(shop: BookedShop, seed: int) -> None:
    life = Life(shop, seed)
    life.live(60)
    shop.server.always = lambda _: Fault.NONE
    shop.billing.work(automatic=True)
    outcomes = [shop.process(command)[0] for command in life.sent.values()]
    assert Code.BOOK_UNAVAILABLE not in {outcome.code for outcome in outcomes}
    again = [shop.process(command)[0] for command in life.sent.values()]
    taken = {o.external_id for o in outcomes if o.ok}
    assert {o.external_id for o in again if o.ok} >= taken
    shop.server.deliver_late()
    shop.resolve()
    shop.agree()
    for number, account in shop.there.accounts.items():
        assert account.balance == life.paid[number] - shop.there.moved(number)


# ---------------------------------------------------------------- at once


@pytest.fixture
def other(booked: BookedWorld) -> Iterator[BookedWorld]:
    """A second process on the same database and the same billing."""
    made = BookedWorld(booked.url, booked.server)
    yield made
    made.close()


def together(*works: list[Command], worlds: list[BookedWorld]) -> list[Outcome]:
    """Every world submits its commands, one by one, at the same time as the others."""
    outcomes: list[Outcome] = []
    gate = threading.Barrier(len(worlds))

    def work(world: BookedWorld, commands: list[Command]) -> None:
        gate.wait()
        for command in commands:
            outcomes.extend(world.desk.submit([command]).result(60))

    threads = [
        threading.Thread(target=work, args=(world, commands))
        for world, commands in zip(worlds, works, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def charges(alpha: Platform, many: int) -> list[Command]:
    """Charges of 7 kopecks each, under the same ids whoever makes them."""
    return [alpha.charge(f"c-{index}", 7, "a-1") for index in range(many)]


def test_twins_in_two_processes_take_once(booked: BookedWorld, other: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere("a-1", 10_000)
    outcomes = together(charges(alpha, 40), charges(alpha, 40), worlds=[booked, other])
    assert {outcome.code for outcome in outcomes} <= {Code.OK, Code.BOOK_UNAVAILABLE}
    again = booked.process(*charges(alpha, 40))
    assert {outcome.code for outcome in again} == {Code.OK}
    booked.resolve()
    assert booked.there.accounts["a-1"].balance == 10_000 - 40 * 7


def test_a_resolver_in_a_hurry_takes_nothing_from_a_retry(
    booked: BookedWorld, other: BookedWorld
) -> None:
    """Its clock is ahead, so it lets go of what others are about to use: they are told to retry."""
    alpha = booked.integrator()
    booked.elsewhere("a-1", 10_000)
    faults = random.Random(5)
    booked.server.always = lambda _: faults.choice([Fault.NONE, Fault.NONE, Fault.LOST_AFTER])
    other.clock.advance(days=30)
    over = threading.Event()

    def hurry() -> None:
        while not over.is_set():
            other.resolver.work()

    resolver = threading.Thread(target=hurry)
    resolver.start()
    try:
        left = charges(alpha, 60)
        for _ in range(40):
            outcomes = [booked.desk.submit([command]).result(60)[0] for command in left]
            done = {outcome.external_id for outcome in outcomes if outcome.ok}
            left = [command for command in left if command.external_id not in done]
    finally:
        over.set()
        resolver.join()
    booked.server.always = lambda _: Fault.NONE
    booked.clock.advance(days=31)
    for command in left:
        booked.process(command)
    booked.resolve()
    assert booked.there.accounts["a-1"].balance == 10_000 - 60 * 7


def test_two_resolvers_share_the_work(booked: BookedWorld, other: BookedWorld) -> None:
    alpha = booked.integrator()
    booked.elsewhere("a-1", 10_000)
    booked.process(*charges(alpha, 50))
    booked.process(*(alpha.reverse(f"c-{index}", "a-1") for index in range(20)))
    both = [threading.Thread(target=world.resolver.work) for world in (booked, other)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    booked.resolve()
    assert booked.there.accounts["a-1"].balance == 10_000 - 30 * 7


def test_a_poor_account_is_not_overdrawn_by_many(booked: BookedWorld, other: BookedWorld) -> None:
    alpha, beta = booked.integrator(), booked.integrator("beta")
    booked.elsewhere("a-1", 100)
    outcomes = together(charges(alpha, 20), charges(beta, 20), worlds=[booked, other])
    assert sum(outcome.ok for outcome in outcomes) == 100 // 7
    refused = {outcome.code for outcome in outcomes if not outcome.ok}
    assert refused == {Code.NOT_ENOUGH_MONEY}
