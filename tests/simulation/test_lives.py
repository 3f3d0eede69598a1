"""Random lives: what the product answers and keeps is what the oracle says, step by step.

``VITRINA_SIMULATION_SEED`` lives the long life of an earlier run once more.
"""

import os
import random
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.simulation.life import ACCOUNTS, PLATFORMS, Life
from tests.simulation.oracle import Ask, Kept, Taken
from tests.world import World

pytestmark = pytest.mark.slow

STEPS = 3_000
IDS = tuple("12345678")
AMOUNTS = (1, 100, 250, 300, 499, 500, 701, 1_200)
STATUSES = ("active", "active", "blocked", "closed")
LIFETIMES = (60, 3_600)
PRODUCTS = ("kav", "nod")
DAYS = (None, 0, 3)
WAITS = (1, 60, 3_600, 36_000)
CREDITS = (0, 0, 200, 1_000)


@pytest.fixture(scope="module")
def world(module_database_url: str) -> Iterator[World]:
    """One database for all lives."""
    made = World(module_database_url)
    yield made
    made.prove()
    made.close()


def asks() -> st.SearchStrategy[Ask]:
    """Commands that often meet: few ids, few accounts, few sums."""
    who, id_ = st.sampled_from(PLATFORMS), st.sampled_from(IDS)
    account = st.sampled_from((*ACCOUNTS, *ACCOUNTS, "nobody"))
    maybe = st.none() | account
    amount, product = st.sampled_from(AMOUNTS), st.sampled_from(PRODUCTS)
    days = st.sampled_from(DAYS)
    build: Callable[..., st.SearchStrategy[Ask]] = st.builds
    return st.one_of(
        build(Ask, st.just("charge"), who, id_, account, amount, product=product, days=days),
        build(Ask, st.just("charge"), who, id_, account, amount, product=product, days=days),
        build(
            Ask,
            st.just("hold"),
            who,
            id_,
            account,
            amount,
            seconds=st.sampled_from(LIFETIMES),
            product=product,
        ),
        build(
            Ask,
            st.just("capture"),
            who,
            id_,
            maybe,
            st.none() | amount,
            hold=id_,
            final=st.booleans(),
            days=days,
        ),
        build(Ask, st.just("release"), who, id_, maybe),
        build(Ask, st.just("reverse"), who, id_, maybe),
        build(Ask, st.just("pay"), st.just("operator"), id_, account, amount),
    )


class Lives(RuleBasedStateMachine):
    """A life in which Hypothesis chooses, and which it shortens when something is wrong."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(self.world)

    @rule(batch=st.lists(asks(), min_size=1, max_size=6), through_lane=st.booleans())
    def call(self, batch: list[Ask], through_lane: bool) -> None:
        """A platform calls, or money comes in."""
        self.life.ask(batch, through_lane=through_lane)

    @rule(ask=asks(), times=st.integers(2, 4))
    def call_again_and_again(self, ask: Ask, times: int) -> None:
        """The same call several times."""
        for _ in range(times):
            self.life.ask([ask], through_lane=False)

    @rule(
        who=st.sampled_from(PLATFORMS),
        account=st.sampled_from((*ACCOUNTS, "nobody")),
        amount=st.sampled_from(AMOUNTS),
    )
    def check(self, who: str, account: str, amount: int) -> None:
        """A platform asks."""
        self.life.check(who, account, amount)

    @rule(seconds=st.sampled_from(WAITS), swept=st.booleans())
    def wait(self, seconds: int, swept: bool) -> None:
        """Time passes, and the scheduler may or may not have woken."""
        self.life.wait(seconds)
        if swept:
            self.life.sweep()

    @rule(account=st.sampled_from(ACCOUNTS), status=st.sampled_from(STATUSES))
    def set_status(self, account: str, status: str) -> None:
        """Blocked, closed, open again."""
        self.life.set_status(account, status)

    @rule(account=st.sampled_from(ACCOUNTS), kopecks=st.sampled_from(CREDITS))
    def set_credit(self, account: str, kopecks: int) -> None:
        """Credit given and taken away."""
        self.life.set_credit(account, kopecks)

    @rule(
        account=st.sampled_from(ACCOUNTS),
        kopecks=st.sampled_from(AMOUNTS),
        days=st.integers(1, 3),
    )
    def promise(self, account: str, kopecks: int, days: int) -> None:
        """A promised payment."""
        self.life.promise(account, kopecks, days)

    @rule(
        who=st.sampled_from(PLATFORMS),
        account=st.sampled_from(ACCOUNTS),
        product=st.sampled_from(PRODUCTS),
        now=st.booleans(),
    )
    def leave(self, who: str, account: str, product: str, now: bool) -> None:
        """The subscriber leaves what a platform charges."""
        self.life.leave(who, account, product, now=now)

    @rule(
        who=st.sampled_from(PLATFORMS),
        account=st.sampled_from(ACCOUNTS),
        product=st.sampled_from(PRODUCTS),
    )
    def keep(self, who: str, account: str, product: str) -> None:
        """The subscriber stays."""
        self.life.keep(who, account, product)

    @invariant()
    def agree(self) -> None:
        """Balances, held and available are the oracle's."""
        self.life.agree()


def test_lives_that_hypothesis_chooses(world: World) -> None:
    Lives.world = world
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    world.prove()


class Chance:
    """A life in which a seeded generator chooses; the same seed is the same life."""

    def __init__(self, life: Life, seed: int) -> None:
        self._life = life
        self._random = random.Random(seed)
        self._ids = [str(number) for number in range(150)]

    def live(self, steps: int) -> None:
        """So many commands, in calls of one to twelve, and what happens in between."""
        done = 0
        while done < steps:
            size = self._random.choice([1, 1, 2, 3, 5, 12])
            batch = [self._ask() for _ in range(size)]
            self._life.ask(batch, through_lane=self._random.random() < 0.5)
            done += size
            if self._random.random() < 0.3:
                self._something_else()
            if self._random.random() < 0.3:
                self._leave_or_stay()
            self._life.agree()

    def _something_else(self) -> None:
        pick, life = self._random.choice, self._life
        account = pick(ACCOUNTS)
        choices: list[Callable[[], None]] = [
            lambda: life.set_status(account, pick(STATUSES)),
            lambda: life.set_status(account, "active"),
            lambda: life.set_credit(account, pick(CREDITS)),
            lambda: life.promise(account, pick(AMOUNTS), pick([1, 2, 3])),
            lambda: life.wait(pick(WAITS)),
            lambda: life.wait(pick(WAITS)),
            life.sweep,
            lambda: life.check(pick(PLATFORMS), account, pick(AMOUNTS)),
        ]
        pick(choices)()

    def _leave_or_stay(self) -> None:
        pick = self._random.choice
        which = (pick(PLATFORMS), pick(ACCOUNTS), pick(PRODUCTS))
        if pick([True, True, False]):
            self._life.leave(*which, now=pick([True, False, False, False]))
        else:
            self._life.keep(*which)

    def _ask(self) -> Ask:
        pick = self._random.choice
        kind = pick(
            [
                "charge",
                "charge",
                "charge",
                "hold",
                "capture",
                "capture",
                "release",
                "reverse",
                "pay",
            ]
        )
        account = pick([*ACCOUNTS, *ACCOUNTS, *ACCOUNTS, "nobody"])
        who, id_, amount = pick(PLATFORMS), pick(self._ids), pick(AMOUNTS)
        if kind == "pay":
            return Ask("pay", "operator", id_, account, amount)
        if kind == "charge":
            product, days = pick(PRODUCTS), pick(DAYS)
            return Ask("charge", who, id_, account, amount, product=product, days=days)
        if kind == "hold":
            seconds, product = pick(LIFETIMES), pick(PRODUCTS)
            return Ask("hold", who, id_, account, amount, seconds=seconds, product=product)
        maybe = pick([account, None])
        if kind == "capture":
            part, final, days = pick([None, amount]), pick([True, False]), pick(DAYS)
            hold = self._one_of(self._life.oracle.kept, who)
            return Ask("capture", who, id_, maybe, part, hold=hold, final=final, days=days)
        if kind == "release":
            return Ask("release", who, id_, maybe)
        return Ask("reverse", who, self._one_of(self._life.oracle.taken, who), maybe)

    def _one_of(self, facts: Sequence[Taken | Kept], who: str) -> str:
        """An id that means something, often one of the latest; or any."""
        known = [fact.id for fact in facts if fact.who == who]
        return self._random.choice([*known[-3:], *known, *self._ids[:20]])


def test_a_long_life(world: World) -> None:
    seed = int(os.environ.get("VITRINA_SIMULATION_SEED") or random.randrange(10**9))
    print(f"VITRINA_SIMULATION_SEED={seed}")  # noqa: T201 (pytest shows it where the life went wrong)
    Chance(Life(world), seed).live(STEPS)
    world.prove()
