"""The run: planned, reviewed, applied exactly; resumed, shared, caught up."""

from datetime import date

import psycopg
import pytest

from backend.domain.errors import AlreadyExists, NotAllowed, NotFound
from backend.domain.events import Topic
from backend.domain.services.billing.run import RunState
from backend.domain.values.billing import CatchUp
from backend.storage.billing.worker import PlanChanged
from tests.billing_world import BillingWorld

PERIODS = """
SELECT period_start, period_end, kind FROM subscription_period
ORDER BY account_id, subscription_id, seq
"""


def test_a_run_charges_every_due_subscription_once(world: BillingWorld) -> None:
    internet, antivirus = world.product("internet", 30000), world.product("antivirus", 5000)
    world.subscribers(250, internet, antivirus, balance=100_000)

    view = world.run()

    assert (view.state, view.lines, view.charged) == (RunState.DONE, 500, 500)
    assert view.chunks == 3
    assert view.charged_sum == view.amount == 250 * 35000
    assert world.value("SELECT sum(balance) FROM account") == 250 * 65000
    assert world.billing.open() is None
    world.prove()


def test_a_charge_says_what_the_plan_said(world: BillingWorld) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=5000)

    world.run()

    line = world.row(
        "SELECT text, amount, vat_kind, vat_rate, vat_amount, period_start, period_end FROM charge"
    )
    assert line == (
        "antivirus, 1 мая – 31 мая, 50р.", 5000, "taxed", 2200, 902,
        date(2026, 5, 1), date(2026, 6, 1),
    )  # fmt: skip
    parts = world.rows("SELECT credit, amount FROM entry WHERE debit = 'subscriber' ORDER BY line")
    assert parts == [("revenue", 4098), ("vat", 902)]


def test_nothing_is_charged_before_the_plan_is_approved(world: BillingWorld) -> None:
    world.subscribers(3, world.product("antivirus", 5000), balance=5000)
    planned = world.plan()

    assert planned.state is RunState.PLANNED
    assert [view.charged for view in world.billing.apply(planned.id)] == [0]
    with pytest.raises(NotAllowed):
        world.billing.approve(planned.id, "another hash", "tests")
    assert world.count("charge") == 0


def test_a_plan_is_approved_once_and_may_be_given_up_before(world: BillingWorld) -> None:
    world.subscribers(3, world.product("antivirus", 5000), balance=5000)
    planned = world.plan()
    world.billing.cancel(planned.id)

    with pytest.raises(AlreadyExists):
        world.billing.approve(planned.id, planned.hash or "", "tests")
    assert world.run().charged == 3
    with pytest.raises(NotAllowed):
        world.billing.cancel(world.billing.views()[0].id)


def test_a_touched_plan_is_not_applied(world: BillingWorld) -> None:
    world.subscribers(3, world.product("antivirus", 5000), balance=5000)
    planned = world.plan()
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE run_line SET amount = 1")
    world.billing.approve(planned.id, planned.hash or "", "tests")

    with pytest.raises(PlanChanged):
        list(world.billing.apply(planned.id))
    assert world.count("charge") == 0


def test_what_changed_since_the_plan_is_left_to_the_next_run(world: BillingWorld) -> None:
    world.subscribers(2, world.product("antivirus", 5000), balance=5000)
    planned = world.plan()
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE subscription SET quantity = 2 WHERE account_id = 1")
        owner.execute("UPDATE account SET balance = 10000 WHERE id = 1")
    world.billing.approve(planned.id, planned.hash or "", "tests")
    *_, view = world.billing.apply(planned.id)

    assert (view.charged, view.superseded) == (1, 1)
    assert world.run().charged_sum == 10000


def test_missed_months_are_caught_up_one_by_one(world: BillingWorld) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=100_000)
    world.set_day(date(2026, 8, 3))

    assert world.run().charged == 4
    assert [row[0].month for row in world.rows(PERIODS)] == [5, 6, 7, 8]
    world.prove()


def test_only_the_current_month_costs_where_the_product_says_so(world: BillingWorld) -> None:
    antivirus = world.product("antivirus", 5000, catch_up=CatchUp.CURRENT)
    world.subscribers(1, antivirus, balance=100_000)
    world.set_day(date(2026, 7, 3))

    view = world.run()

    assert (view.charged, view.free) == (1, 2)
    assert [row[2] for row in world.rows(PERIODS)] == ["forgiven", "forgiven", "charged"]


def test_a_parked_subscription_waits_for_a_person_and_holds_up_nobody(world: BillingWorld) -> None:
    parked = world.product("parked", 5000, catch_up=CatchUp.PARK)
    world.subscribers(2, parked, world.product("antivirus", 5000), balance=100_000)
    world.set_day(date(2026, 6, 3))

    view = world.run()

    assert (view.charged, view.parked) == (4, 2)
    assert world.billing.open() is None
    waiting = world.billing.parked()
    assert [(item.account, item.reason) for item in waiting] == [
        ("S000000001", "several_periods_due"),
        ("S000000002", "several_periods_due"),
    ]
    world.billing.resume(waiting[0].subscription_id, CatchUp.CURRENT, "tests")
    world.billing.resume(waiting[1].subscription_id, CatchUp.ALL, "tests")
    assert world.rows("SELECT balance FROM account ORDER BY id") == [(85_000,), (80_000,)]
    assert world.billing.parked() == []
    with pytest.raises(NotFound):
        world.billing.resume(waiting[0].subscription_id, CatchUp.ALL, "tests")
    world.prove()


def test_a_product_without_a_price_is_parked(world: BillingWorld) -> None:
    world.subscribers(1, world.product("antivirus", 5000), balance=100_000)
    with psycopg.connect(world.url) as owner:
        owner.execute("DELETE FROM price")

    assert (world.run().lines, world.billing.parked()[0].reason) == (0, "not_billable")


def test_a_small_balance_pays_for_the_internet_first(world: BillingWorld) -> None:
    antivirus = world.product("antivirus", 5000, priority=20)
    internet = world.product("internet", 30000, priority=10)
    office = world.product("office", 1000, priority=30)
    world.subscribers(1, antivirus, internet, office, balance=31500)
    world.hear(Topic.SUBSCRIPTION_SUSPENDED)

    view = world.run()

    assert (view.charged, view.unpaid) == (2, 1)
    states = dict(world.rows("SELECT external_key, state FROM subscription"))
    assert states == {"internet": "active", "antivirus": "suspended", "office": "active"}
    facts = world.rows("SELECT topic, content ->> 'reason' FROM outbox")
    assert facts == [("subscription.suspended", "lack of money")]
    world.prove()


def test_a_product_may_stop_the_lines_after_it(world: BillingWorld) -> None:
    internet = world.product("internet", 30000, priority=10, stops_queue=True)
    world.subscribers(1, internet, world.product("antivirus", 5000), balance=5000)

    assert (world.run().charged, world.balance("S000000001")) == (0, 5000)


def test_a_run_of_yesterday_that_nobody_approved_gives_way(world: BillingWorld) -> None:
    world.subscribers(2, world.product("antivirus", 5000), balance=5000)
    stale = world.plan()
    world.set_day(date(2026, 5, 2))

    assert world.run().charged == 2
    assert world.billing.view(stale.id).state is RunState.CANCELLED


def test_the_plan_tells_what_differs_from_the_run_before(world: BillingWorld) -> None:
    antivirus = world.product("antivirus", 5000)
    world.subscribers(3, antivirus, balance=100_000)
    world.run()
    world.subscribers(4, antivirus, balance=100_000, first_day=date(2026, 6, 1))
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE subscription SET state = 'ended' WHERE account_id = 1")
        owner.execute("UPDATE price SET existing_from = '2030-01-01', valid_from = '2020-01-01'")
        owner.execute(
            "INSERT INTO price VALUES (%s, '2026-05-15', 7000, '2026-06-01')", [antivirus]
        )
        owner.execute("UPDATE subscription SET quantity = 100 WHERE account_id = 2")
    world.set_day(date(2026, 6, 1))

    difference = world.plan().difference

    assert difference == {
        "new": 1, "gone": 1, "price_changed": 2, "vat_changed": 0, "outliers": 0
    }  # fmt: skip


def test_the_tick_bills_by_itself_only_where_that_is_wanted(world: BillingWorld) -> None:
    world.subscribers(2, world.product("antivirus", 5000), balance=5000)

    assert world.billing.work(automatic=False) == 0
    assert world.billing.views()[0].state is RunState.PLANNED
    assert world.billing.work(automatic=True) == 2
    assert world.billing.work(automatic=True) == 0
    world.prove()


def test_a_clock_that_goes_back_charges_nothing_twice(world: BillingWorld) -> None:
    world.subscribers(2, world.product("antivirus", 5000), balance=50_000)
    world.run()
    world.set_day(date(2026, 4, 20))
    assert world.billing.open() is None
    world.set_day(date(2026, 5, 31))
    assert world.billing.open() is None
    world.set_day(date(2026, 6, 1))
    assert world.run().charged == 2
    world.prove()


def test_no_title_breaks_a_copy(world: BillingWorld) -> None:
    title = "a\\b\tc\nd\\N «№»"
    world.subscribers(1, world.product(title, 5000), balance=5000)

    assert world.run().charged == 1
    assert world.value("SELECT text FROM charge") == f"{title}, 1 мая – 31 мая, 50р."
