"""Advance invoices: issued before the debit, followed, settled, replaced, voided; never twice."""

from datetime import date

import psycopg
import pytest

from backend.domain.events import Topic
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.status import AccountStatus
from backend.storage.forecasting.reading import AdvanceQuery
from backend.storage.unit_of_work import UnitOfWork
from tests.forecast_world import ForecastWorld, forecast_desks

JUNE_1 = date(2026, 6, 1)


@pytest.fixture
def almost_due(world: ForecastWorld) -> ForecastWorld:
    """A subscription for 50.00 that was paid in May; 37.70 are left on 27 May."""
    world.hear()
    world.account(balance=87_70)
    world.subscribe(world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_day(date(2026, 5, 27))
    return world


def test_what_is_missing_is_asked_for_days_before(almost_due: ForecastWorld) -> None:
    world = almost_due
    debit = world.next_debit()
    assert (debit.on, debit.amount, debit.missing) == (JUNE_1, 50_00, 12_30)

    world.day()

    assert world.advance_states() == [(1, JUNE_1, "open", 12_30)]
    (told,) = world.facts(Topic.ADVANCE_INVOICE_ISSUED)
    assert (told["number"], told["on"], told["total"], told["payable"]) == (
        "A-2026-000001",
        "2026-06-01",
        50_00,
        12_30,
    )


def test_it_is_asked_for_once(almost_due: ForecastWorld) -> None:
    world = almost_due
    for day in (27, 28, 29, 30, 31):
        world.set_day(date(2026, 5, day))
        world.day()
        world.look()
    assert world.advance_states() == [(1, JUNE_1, "open", 12_30)]
    assert len(world.facts(Topic.DEBIT_COMING)) == 1


def test_too_early_nothing_is_asked_for(almost_due: ForecastWorld) -> None:
    almost_due.set_day(date(2026, 5, 26))
    almost_due.day()
    assert almost_due.advance_states() == []


def test_a_payment_settles_it(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.pay(12_29)
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "open", 12_30)]
    world.pay(1)
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "settled", 12_30)]
    assert len(world.facts(Topic.ADVANCE_INVOICE_SETTLED)) == 1
    world.set_day(JUNE_1)
    world.day()
    assert world.balance() == 0
    assert world.count("charge") == 2
    assert world.count("advance_invoice") == 1


def test_a_promise_settles_it(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.promise(100_00, 30)
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "settled", 12_30)]


def test_money_spent_meanwhile_is_asked_for_by_another_one(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.buy(world.integrator("alpha"), amount=10_00, last_day=date(2026, 6, 30))
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "replaced", 12_30), (2, JUNE_1, "open", 22_30)]
    old = world.advances.find(AdvanceQuery(state=AdvanceState.REPLACED))[0]
    assert old.replaced_by == "A-2026-000002"


def test_another_subscription_of_the_day_is_asked_for_together(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.pay(4_00)
    world.subscribe(world.sell("office", 20_00, rule=PeriodRule.CALENDAR_MONTH))  # 3.23 for May
    world.advances.work()
    ends = world.advance_states()
    assert [row[:3] for row in ends] == [(1, JUNE_1, "replaced"), (2, JUNE_1, "open")]
    assert ends[1][3] == 70_00 - world.balance()


def test_who_leaves_owes_nothing(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.unsubscribe(world.value("SELECT id FROM subscription"))
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30)]
    assert len(world.facts(Topic.ADVANCE_INVOICE_VOIDED)) == 1


def test_who_comes_back_is_asked_again(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    subscription = world.value("SELECT id FROM subscription")
    world.unsubscribe(subscription)
    world.advances.work()
    world.undo(subscription)
    world.set_day(date(2026, 5, 28))
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30), (2, JUNE_1, "open", 12_30)]


def test_a_pause_voids_it(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.pause(world.value("SELECT id FROM subscription"))
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30)]


def test_what_was_not_paid_in_time_is_void(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.set_day(JUNE_1)
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30)]
    assert world.value("SELECT state FROM subscription") == "suspended"


def test_a_run_that_is_late_leaves_it_open(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.set_day(date(2026, 6, 2))
    world.look()
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "open", 12_30)]


def test_another_price_is_noticed_by_the_next_look(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    with UnitOfWork(world.engine) as unit:
        unit.driver.execute(
            "INSERT INTO price (product_id, valid_from, existing_from, amount)"
            " SELECT id, '2026-05-28', '2026-05-28', 6000 FROM product"
        )
        unit.commit()
    world.set_day(date(2026, 5, 28))
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "replaced", 12_30), (2, JUNE_1, "open", 22_30)]


def test_in_full_it_is_asked_for_whatever_there_is(almost_due: ForecastWorld) -> None:
    world = almost_due
    rules = ForecastRules(advance=AdvanceRules(5, AdvancePolicy.FULL))
    world.advances, world.forecasts = forecast_desks(world, rules)
    world.pay(100_00)
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "open", 50_00)]
    world.set_day(JUNE_1)
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "settled", 50_00)]


def test_a_debt_is_asked_for_as_well(world: ForecastWorld) -> None:
    world.account(credit_limit=60_00)
    world.subscribe(world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_credit_limit(0)
    world.set_day(date(2026, 5, 28))
    world.day()
    assert world.advance_states() == [(1, JUNE_1, "open", 100_00)]
    view = world.advances.one(world.open_advance())
    assert (view.summary.total, view.from_balance) == (50_00, -50_00)


def test_a_person_takes_it_back_for_good(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    with UnitOfWork(world.engine) as unit:
        world.advances.void(unit.driver, world.open_advance())
        unit.commit()
    world.set_day(date(2026, 5, 28))
    world.day()
    world.look()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE advance_invoice SET payable = 1",
        "UPDATE advance_invoice SET number = 9",
        "DELETE FROM advance_line",
        "UPDATE advance_line SET amount = 1",
        "UPDATE advance_invoice SET state = 'open', closed_at = NULL",
    ],
)
def test_what_it_says_never_changes(almost_due: ForecastWorld, statement: str) -> None:
    almost_due.day()
    with psycopg.connect(almost_due.url) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement)


def test_without_an_open_one_nothing_is_marked(almost_due: ForecastWorld) -> None:
    almost_due.pay(1_00)
    assert almost_due.count("advance_check") == 0


def test_a_closed_account_owes_nothing(almost_due: ForecastWorld) -> None:
    world = almost_due
    world.day()
    world.set_status(AccountStatus.CLOSED)
    world.advances.work()
    assert world.advance_states() == [(1, JUNE_1, "voided", 12_30)]
