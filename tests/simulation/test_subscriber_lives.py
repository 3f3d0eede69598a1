"""Random lives of subscribers: what the product does is what the oracle says, day by day.

Acts, payments, outages, a clock that is put back, and ticks of two schedulers at once.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backend.domain.errors import VitrinaError
from backend.domain.services.subscribing.commands import (
    ChangeProduct,
    ChangeTime,
    Command,
    Pause,
    RefundPolicy,
    Resume,
    Subscribe,
    UndoUnsubscribe,
    Unsubscribe,
)
from tests.simulation.subscriber_oracle import GRACE, TRIAL, WARES, Customer, Held
from tests.subscriber_world import CONSENT, SubscriberWorld

pytestmark = pytest.mark.slow

STARTS = (date(2026, 1, 31), date(2027, 12, 15), date(2028, 2, 29))

START_MONEY = 9_000
"""Enough for two months and a half: a life begins well and comes into trouble soon."""
EXAMPLES = int(os.environ.get("VITRINA_SIMULATION_EXAMPLES", "25"))

_lives = count(1)
wares = st.sampled_from(sorted(WARES))
which = st.integers(0, 5)


@pytest.fixture(scope="module")
def world(module_database_url: str) -> Iterator[SubscriberWorld]:
    """One database for all lives."""
    made = SubscriberWorld(module_database_url)
    yield made
    made.prove()
    made.close()


@pytest.fixture(scope="module")
def goods(world: SubscriberWorld) -> dict[str, UUID]:
    """What the oracle's wares are in the catalogue."""
    return {
        ware.name: world.sell(
            ware.name, ware.price, trial_days=TRIAL if ware.trial else 0, end_after_days=GRACE
        )
        for ware in WARES.values()
    }


class Life:
    """One account, lived twice."""

    def __init__(self, world: SubscriberWorld, goods: dict[str, UUID], start: date) -> None:
        self.world = world
        self.goods = goods
        self.number = f"life-{next(_lives)}"
        world.set_day(start)
        world.account(self.number)
        self.customer = Customer(start)
        self.ids: list[UUID] = []
        self.pay(START_MONEY)
        self.subscribe("basic")

    def subscribe(self, ware: str) -> None:
        command = Subscribe(
            account=self.number, actor="life", product_id=self.goods[ware], consent=CONSENT
        )
        self._same(self.customer.subscribe(ware), command)

    def has(self, *states: str) -> bool:
        """Whether a subscription is in one of these states."""
        return any(held.state in states for held in self.customer.held)

    def act(
        self,
        number: int,
        expect: Callable[[Held], str],
        make: Callable[..., Command],
        *states: str,
    ) -> None:
        """Do something with one of the living subscriptions, or of those in these states."""
        living = [
            place
            for place, held in enumerate(self.customer.held)
            if held.living and (not states or held.state in states)
        ]
        if not living:
            return
        place = living[number % len(living)]
        command = make(account=self.number, actor="life", subscription_id=self.ids[place])
        self._same(expect(self.customer.held[place]), command)

    def pay(self, kopecks: int) -> None:
        self.world.pay(kopecks, self.number)
        self.customer.pay(kopecks)

    def pass_days(self, days: int) -> None:
        self.customer.today += timedelta(days=days)
        self.world.set_day(self.customer.today)

    def tick(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(self.world.run_due) for _ in range(2)]:
                done.result()
        self.customer.tick()

    def end(self) -> None:
        """Leave nothing behind that the next life's runs would bill."""
        for _ in range(len(self.ids)):
            self.act(0, lambda held: self.customer.leave_now(held, refund=False), _leave_now)
        self.check()
        late = """
            SELECT count(*) FROM charge c JOIN subscription_event e
              ON e.account_id = c.account_id AND e.subscription_id = c.subscription_id
             AND e.to_state = 'ended' AND e.id < c.id
        """
        assert self.world.value(late) == 0

    def check(self) -> None:
        """Money, states and every single day."""
        assert self.world.balance(self.number) == self.customer.money
        for place, held in enumerate(self.customer.held):
            subscription = self.ids[place]
            assert self.world.state(subscription) == held.state
            days: dict[date, str] = {}
            for kind, start, end in self.world.chain(subscription):
                for day in range((end - start).days):
                    assert start + timedelta(days=day) not in days
                    days[start + timedelta(days=day)] = kind
            assert days == held.days
            query = """
                SELECT coalesce(sum(amount - refunded), 0)::int FROM charge
                WHERE subscription_id = :id
            """
            spent = sum(bill.amount - bill.back for bill in held.bills)
            assert self.world.value(query, id=subscription) == spent

    def _same(self, expected: str, command: Command) -> None:
        try:
            effect = self.world.do(command)
            answer = "ok"
        except VitrinaError as error:
            answer = error.code
        else:
            if isinstance(command, Subscribe):
                self.ids.append(effect.subscriptions[0].id)
        assert answer == expected, command


def _leave_now(**given: object) -> Command:
    return Unsubscribe(immediately=True, **given)  # type: ignore[arg-type]  # what ``act`` gives


class Lives(RuleBasedStateMachine):
    """One life; ``world`` and ``goods`` are the same for all, the test brings them."""

    world: SubscriberWorld
    goods: dict[str, UUID]

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(self.world, self.goods, STARTS[next(_lives) % len(STARTS)])

    @rule(ware=wares)
    def subscribe(self, ware: str) -> None:
        self.life.subscribe(ware)

    @precondition(lambda self: self.life.has("active", "trial"))
    @rule(number=which)
    def pause(self, number: int) -> None:
        self.life.act(number, self.life.customer.pause, Pause, "active", "trial")

    @precondition(lambda self: self.life.has("suspended"))
    @rule(number=which)
    def resume(self, number: int) -> None:
        self.life.act(number, self.life.customer.resume, Resume, "suspended")

    @precondition(lambda self: self.life.has("active", "suspended", "trial"))
    @rule(number=which)
    def leave(self, number: int) -> None:
        self.life.act(number, self.life.customer.leave, Unsubscribe)

    @precondition(lambda self: self.life.has("cancelling"))
    @rule(number=which)
    def stay(self, number: int) -> None:
        self.life.act(number, self.life.customer.stay, UndoUnsubscribe, "cancelling")

    @rule(number=which, act=st.sampled_from(("pause", "resume", "leave", "stay")))
    def act_in_any_state(self, number: int, act: str) -> None:
        make = {"pause": Pause, "resume": Resume, "leave": Unsubscribe, "stay": UndoUnsubscribe}
        self.life.act(number, getattr(self.life.customer, act), make[act])

    @precondition(lambda self: self.life.has("active", "suspended", "trial"))
    @rule(number=which, refund=st.booleans())
    def leave_now(self, number: int, refund: bool) -> None:
        policy = RefundPolicy.REMAINING_DAYS if refund else RefundPolicy.NONE
        self.life.act(
            number,
            lambda held: self.life.customer.leave_now(held, refund=refund),
            lambda **given: Unsubscribe(immediately=True, refund=policy, **given),
        )

    @precondition(lambda self: self.life.has("active", "suspended", "trial"))
    @rule(number=which, ware=wares, now=st.booleans())
    def change(self, number: int, ware: str, now: bool) -> None:
        product = self.life.goods[ware]
        when = ChangeTime.NOW if now else ChangeTime.NEXT_PERIOD
        self.life.act(
            number,
            lambda held: self.life.customer.change(held, ware, now=now),
            lambda **given: ChangeProduct(product_id=product, when=when, **given),
        )

    @rule(kopecks=st.sampled_from((100, 3_000, 7_000, 20_000, 40_000)))
    def pay(self, kopecks: int) -> None:
        self.life.pay(kopecks)

    @rule(days=st.integers(1, 20))
    def days_with_a_tick(self, days: int) -> None:
        self.life.pass_days(days)
        self.life.tick()

    @rule(days=st.integers(1, 70))
    def outage(self, days: int) -> None:
        self.life.pass_days(days)

    @rule(days=st.integers(1, 4))
    def clock_back(self, days: int) -> None:
        self.life.pass_days(-days)

    @rule()
    def tick(self) -> None:
        self.life.tick()

    @invariant()
    def agrees(self) -> None:
        self.life.check()

    def teardown(self) -> None:
        self.life.end()


def test_lives(world: SubscriberWorld, goods: dict[str, UUID]) -> None:
    Lives.world, Lives.goods = world, goods
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
