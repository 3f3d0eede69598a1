"""A year, day by day: each debit is told of once and asked for once, and then charged as told."""

from datetime import date, timedelta

import pytest

from backend.domain.events import Topic
from backend.domain.values.recurrence import PeriodRule
from tests.forecast_world import ForecastWorld


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "first_day"),
    [
        (PeriodRule.CALENDAR_MONTH, date(2026, 5, 1)),
        (PeriodRule.ANCHORED_MONTH, date(2026, 1, 31)),
        (PeriodRule.DAYS, date(2026, 2, 1)),
    ],
)
def test_one_notice_and_one_advance_invoice_per_period(
    database_url: str, rule: PeriodRule, first_day: date
) -> None:
    world = ForecastWorld(database_url, day=first_day)
    world.hear()
    world.account(balance=57_70)
    world.subscribe(world.sell("kav", 50_00, rule=rule))
    asked: list[date] = []
    for _ in range(365):
        world.set_day(world.today + timedelta(days=1))
        world.day()
        for due_on, payable in world.rows(
            "SELECT due_on, payable FROM advance_invoice WHERE state = 'open'"
        ):
            if due_on not in asked:
                assert due_on - world.today == timedelta(days=5)
                asked.append(due_on)
            if due_on - world.today == timedelta(days=1):
                world.pay(payable)
                world.advances.work()
    starts = [
        row[0]
        for row in world.rows(
            "SELECT business_date FROM charge WHERE run_id IS NOT NULL ORDER BY 1"
        )
    ]
    assert len(starts) >= 11
    debits = world.facts(Topic.DEBIT_COMING)
    told = [date.fromisoformat(fact["on"]) for fact in debits]
    assert asked[: len(starts)] == told[: len(starts)] == starts
    assert len(told) - len(starts) <= 1
    amounts = [
        row[0]
        for row in world.rows("SELECT amount FROM charge WHERE run_id IS NOT NULL ORDER BY id")
    ]
    assert [fact["amount"] for fact in debits][: len(amounts)] == amounts
    states = [row[2] for row in world.advance_states()]
    assert states[: len(starts)] == ["settled"] * len(starts)
    world.prove()
    world.close()
