"""Kept sums: no step is lost or counted twice, whoever commits when."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import psycopg
import pytest

from backend.domain.services.subscribing.commands import ChangeProduct, ChangeTime
from backend.storage.reporting.desk import ReportDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import Platform
from tests.reporting_world import ZONE, ReportingWorld

STEP = """
INSERT INTO subscription_event (account_id, subscription_id, id, at, from_state, to_state, actor,
                                reason, product_id)
SELECT account_id, id, gen_random_uuid(), %s, state, 'suspended', 'late', '', product_id
FROM subscription
"""


@pytest.fixture
def world(database_url: str) -> Iterator[ReportingWorld]:
    """Some subscriptions of a platform's, in a database of the test's own."""
    made = ReportingWorld(database_url)
    yield made
    made.close()


def states(world: ReportingWorld) -> dict[str, int]:
    """State → how many."""
    many = Counter[str]()
    for row in world.report("states"):
        many[row["state"]] += row["subscriptions"]
    return dict(many)


def bought(world: ReportingWorld, many: int) -> Platform:
    """A platform, and accounts that it has charged."""
    platform = world.integrator()
    for place in range(many):
        world.account(f"a-{place}", balance=10_00)
        world.buy(platform, account=f"a-{place}")
    return platform


def test_folding_changes_no_answer(world: ReportingWorld) -> None:
    bought(world, 3)
    before = world.report("states")
    assert world.count("subscription_change") > 0
    assert world.reports.fold() > 0
    assert (world.count("subscription_change"), world.report("states")) == (0, before)
    assert world.reports.fold() == 0


def test_what_commits_after_the_fold_is_folded_later(world: ReportingWorld) -> None:
    bought(world, 2)
    with psycopg.connect(world.url) as slow:
        slow.execute(STEP, [world.clock.now()])
        world.clock.advance(days=1)
        world.buy(world.integrator("beta"), "games", account="a-0")
        world.reports.fold()
        assert states(world) == {"active": 3}
        slow.execute("UPDATE subscription SET state = 'suspended' WHERE external_key = 'office'")
        slow.commit()
    assert states(world)["suspended"] == 2
    assert world.reports.fold() > 0
    assert states(world)["suspended"] == 2


def test_folds_at_once_fold_once(world: ReportingWorld) -> None:
    desk = ReportDesk(lambda: UnitOfWork(world.engine), world.clock, ZONE, chunk=3)
    bought(world, 8)
    whole = world.report("states")
    many = world.count("subscription_change")
    with ThreadPoolExecutor(3) as pool:
        folded = [pool.submit(desk.fold) for _ in range(3)]
        total = sum(each.result(60) for each in folded)
    assert total + world.reports.fold() == many
    assert world.report("states") == whole


def test_a_day_is_the_operators(world: ReportingWorld) -> None:
    """Half past midnight in Moscow is the evening before in Greenwich."""
    world.set_day(date(2026, 5, 1))
    world.clock.advance(hours=12.5)
    bought(world, 1)
    world.set_day(date(2026, 5, 3))
    for _ in range(2):
        assert world.report("states", on=date(2026, 5, 1)) == []
        (row,) = world.report("states", on=date(2026, 5, 2))
        assert row["subscriptions"] == 1
        world.reports.fold()
    assert world.value("SELECT min(day) FROM subscription_tally") == date(2026, 5, 2)


def test_a_product_that_is_changed_is_counted_anew(world: ReportingWorld) -> None:
    world.account("a-0", balance=500_00)
    basic, plus = world.sell("basic", 30_00), world.sell("plus", 60_00)
    effect, subscription = world.subscribe(basic, account="a-0")
    assert effect.charged == 30_00
    assert {row["product"] for row in world.report("states")} == {"basic"}
    _change(world, subscription, plus)
    world.reports.fold()
    assert [(row["product"], row["subscriptions"]) for row in world.report("states")] == [
        ("plus", 1)
    ]


def _change(world: ReportingWorld, subscription: UUID, product: UUID) -> None:
    world.do(
        ChangeProduct(
            account="a-0",
            actor="tests",
            subscription_id=subscription,
            product_id=product,
            when=ChangeTime.NOW,
        )
    )
