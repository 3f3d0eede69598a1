"""Several at once: one account has one winner, and nobody waits in a circle."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from backend.domain.errors import AlreadyExists
from backend.domain.services.subscribing.commands import Subscribe, Unsubscribe
from tests.commands import ACCOUNT
from tests.subscriber_world import CONSENT, SubscriberWorld

JUNE_1 = date(2026, 6, 1)
SUBSCRIBERS = 120


def at_once(*works: Callable[[], object]) -> list[object]:
    """Start all at the same moment; what each answered or raised."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_twin_subscribers_have_one_subscription(world: SubscriberWorld) -> None:
    world.account(balance=50_000)
    command = Subscribe(
        account=ACCOUNT, actor="tests", product_id=world.sell("kav", 5_000), consent=CONSENT
    )
    answers = at_once(*[lambda: world.shop.carry_out(command)] * 4)
    assert sum(isinstance(answer, AlreadyExists) for answer in answers) == 3
    assert (world.count("subscription"), world.balance()) == (1, 45_000)


@pytest.mark.slow
def test_none_is_charged_after_leaving(world: SubscriberWorld) -> None:
    product = world.sell("kav", 5_000)
    numbers = [f"7{number:03d}" for number in range(SUBSCRIBERS)]
    commands = []
    for number in numbers:
        world.account(number, 50_000)
        effect = world.shop.carry_out(
            Subscribe(account=number, actor="tests", product_id=product, consent=CONSENT)
        )
        commands.append(
            Unsubscribe(account=number, actor="tests", subscription_id=effect.subscriptions[0].id)
        )
    world.set_day(JUNE_1)

    def leave(some: Sequence[Unsubscribe]) -> None:
        for command in some:
            world.shop.carry_out(command)

    answers = at_once(
        lambda: leave(commands[::2]),
        lambda: leave(commands[1::2][::-1]),
        lambda: world.billing.work(automatic=True),
        lambda: world.billing.work(automatic=True),
    )
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    world.run_due()
    # Either the run was first, and June is paid to its end; or nothing of June is charged.
    charged_after = """
        SELECT count(*) FROM charge c JOIN subscription_event e
          ON e.account_id = c.account_id AND e.subscription_id = c.subscription_id
         AND e.reason = 'unsubscribed' AND e.id < c.id
    """
    assert world.value(charged_after) == 0
    states = dict(world.rows("SELECT state, count(*) FROM subscription GROUP BY state"))
    assert sum(states.values()) == SUBSCRIBERS
    assert set(states) <= {"ended", "cancelling"}
    charges = world.value("SELECT count(*) FROM charge WHERE period_start = '2026-06-01'")
    assert charges == states.get("cancelling", 0)
