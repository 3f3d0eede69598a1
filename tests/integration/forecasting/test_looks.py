"""Looks ahead over everybody: once a day, by anybody, whatever dies; totals, facts, drill."""

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.domain.errors import NotFound
from backend.domain.events import Topic
from backend.domain.services.forecasting.looks import LookState, TotalsBy
from backend.domain.values.recurrence import PeriodRule
from backend.storage.forecasting.looks import TotalsQuery
from backend.storage.unit_of_work import UnitOfWork
from tests.forecast_world import ForecastWorld

DRIVER = Path(__file__).with_name("look_driver.py")
ROOT = DRIVER.parents[3]
MANY = 100
JUNE_1 = date(2026, 6, 1)


def start(world: ForecastWorld, death: int = 0) -> "subprocess.Popen[str]":
    """A process of its own that looks ahead, as the tick does."""
    command = [sys.executable, str(DRIVER), world.url, world.clock.now().isoformat(), str(death)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> int:
    """How it ended."""
    process.communicate(timeout=100)
    return process.returncode


@pytest.fixture
def house(world: ForecastWorld) -> ForecastWorld:
    """A hundred accounts that were charged 50.00 for May and have 20.00 left; it is 29 May."""
    world.hear()
    product = world.product("kav", 50_00)
    world.subscribers(MANY, product, balance=70_00)
    world.run()
    world.set_day(date(2026, 5, 29))
    return world


def everything_seen(world: ForecastWorld) -> tuple[Any, ...]:
    """What a look leaves, but for ids and instants."""
    return (
        world.rows(
            "SELECT due_on, product_id, sum(lines), sum(amount), sum(vat_amount), sum(missing)"
            " FROM forecast_total GROUP BY 1, 2 ORDER BY 1, 2"
        ),
        world.rows(
            "SELECT account_id, topic, content - 'invoice' - 'number' FROM outbox"
            " WHERE topic IN ('debit.coming', 'advance_invoice.issued') ORDER BY 1, 2"
        ),
        world.rows(
            "SELECT account_id, due_on, state, total, payable, available FROM advance_invoice"
            " ORDER BY 1"
        ),
    )


def test_everybody_is_looked_at_once_a_day(house: ForecastWorld) -> None:
    world = house
    assert world.forecasts.work() == MANY
    assert world.forecasts.work() == 0
    (view,) = world.forecasts.views()
    assert (view.state, view.accounts, view.debits) == (LookState.DONE, MANY, 2 * MANY)
    assert (view.facts, view.advances) == (MANY, MANY)
    assert len(world.facts(Topic.DEBIT_COMING)) == MANY
    assert world.count("advance_invoice") == MANY
    told = world.facts(Topic.DEBIT_COMING)[0]
    assert (told["on"], told["amount"], told["missing"]) == ("2026-06-01", 50_00, 30_00)
    assert told["lines"][0]["amount"] == 50_00


def test_somebody_looks_again(house: ForecastWorld) -> None:
    world = house
    world.forecasts.work()
    before = everything_seen(world)
    view = world.look("somebody")
    assert (view.started_by, view.facts, view.advances) == ("somebody", 0, 0)
    assert everything_seen(world)[1:] == before[1:]


def test_two_look_at_once(house: ForecastWorld) -> None:
    crew = [start(house) for _ in range(3)]
    assert [finish(process) for process in crew] == [0, 0, 0]
    house.forecasts.work()
    assert len(house.forecasts.views()) == 1
    assert len(house.facts(Topic.DEBIT_COMING)) == MANY
    numbers = [row[0] for row in house.advance_states()]
    assert numbers == list(range(1, MANY + 1))


@pytest.mark.slow
@pytest.mark.parametrize("death", [3, 8, 14, 21, 33, 47, 58, 75, 100, 120, 150])
def test_one_that_dies_leaves_the_rest_to_others(house: ForecastWorld, death: int) -> None:
    world = house
    assert finish(start(world, death)) == -9
    done = world.count("advance_invoice")
    assert done in range(0, MANY + 1, 25), "a chunk is kept as a whole or not at all"
    world.forecasts.work()
    (view,) = world.forecasts.views()
    assert (view.state, view.accounts) == (LookState.DONE, MANY)
    totals, facts, advances = everything_seen(world)
    assert [(row[0], *row[2:]) for row in totals] == [
        (JUNE_1, MANY, MANY * 50_00, MANY * 9_02, MANY * 30_00),
        (date(2026, 7, 1), MANY, MANY * 50_00, MANY * 9_02, MANY * 50_00),
    ]
    assert Counter(row[1] for row in facts) == {
        Topic.DEBIT_COMING: MANY,
        Topic.ADVANCE_INVOICE_ISSUED: MANY,
    }
    assert len(advances) == MANY


def test_one_of_yesterday_is_given_up(house: ForecastWorld) -> None:
    world = house
    assert world.forecasts.open("somebody") is not None
    world.set_day(date(2026, 5, 30))
    assert world.forecasts.work() == MANY
    states = [view.state for view in world.forecasts.views()]
    assert states == [LookState.DONE, LookState.ABANDONED]


def test_totals_are_those_of_the_accounts(world: ForecastWorld) -> None:
    kav = world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH)
    internet = world.sell("internet", 300_00, rule=PeriodRule.ANCHORED_MONTH, priority=10)
    alpha = world.integrator("alpha")
    for number, balance in (("1", 400_00), ("2", 360_00), ("3", 1000_00)):
        world.account(number, balance)
        world.subscribe(internet, account=number)
        world.subscribe(kav, account=number)
    world.buy(alpha, amount=5_00, account="3", last_day=date(2026, 5, 30))
    with pytest.raises(NotFound):
        world.forecasts.totals(TotalsQuery())
    world.look()

    forecasts = [world.foresee(number=number) for number in ("1", "2", "3")]
    lines = [
        (debit.on, line) for each in forecasts for debit in each.debits for line in debit.lines
    ]

    look, days = world.forecasts.totals(TotalsQuery())
    assert (look.as_of, look.accounts) == (world.today, 3)
    for total in days:
        own = [line for on, line in lines if on.isoformat() == total.key]
        assert total.lines == len(own)
        assert total.amount == sum(line.amount for line in own)
        assert total.vat_amount == sum(line.vat_amount for line in own)
        assert total.missing == sum(line.missing or 0 for line in own)
        assert total.expected == sum(line.amount for line in own if line.expected)
    assert sum(total.amount for total in days) == sum(each.amount for each in forecasts)

    _, products = world.forecasts.totals(TotalsQuery(by=TotalsBy.PRODUCT, on=JUNE_1))
    assert [(each.key, each.amount) for each in products] == [
        (str(internet), 900_00),
        (str(kav), 150_00),
    ]
    _, owners = world.forecasts.totals(TotalsQuery(by=TotalsBy.INTEGRATOR))
    assert [each.key for each in owners] == ["operator", "alpha"]
    _, of_alpha = world.forecasts.totals(TotalsQuery(integrator="alpha"))
    assert [each.key for each in of_alpha] == ["2026-05-31", "2026-06-30"]
    _, types = world.forecasts.totals(TotalsQuery(by=TotalsBy.CHARGE_TYPE, product_id=kav))
    assert [each.key for each in types] == ["kav"]


def test_trials_and_prices_are_told_once(world: ForecastWorld) -> None:
    world.hear()
    world.account(balance=500_00)
    kav = world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH)
    office = world.sell("office", 20_00, rule=PeriodRule.ANCHORED_MONTH, trial_days=20)
    _, paid = world.subscribe(kav)
    _, tried = world.subscribe(office)
    with UnitOfWork(world.engine) as unit:
        unit.driver.execute(
            "INSERT INTO price (product_id, valid_from, existing_from, amount)"
            " VALUES (%s, '2026-06-01', '2026-06-01', 6000)",
            [kav],
        )
        unit.commit()
    for day in range(15, 32):
        world.set_day(date(2026, 5, day))
        world.day()

    assert world.facts(Topic.TRIAL_ENDING) == [
        {
            "ends_on": "2026-05-20",
            "product_id": str(office),
            "amount": 7_10,
            "on": "2026-05-21",
        }
    ]
    assert world.facts(Topic.PRICE_CHANGING) == [
        {
            "product_id": str(kav),
            "on": "2026-06-01",
            "from_amount": 50_00,
            "to_amount": 60_00,
        }
    ]
    told = world.rows(
        "SELECT topic, subscription_id FROM outbox"
        " WHERE topic IN ('trial.ending', 'price.changing') ORDER BY topic"
    )
    assert told == [("price.changing", paid), ("trial.ending", tried)]


def test_what_nobody_wants_to_hear_is_not_written(world: ForecastWorld) -> None:
    world.account(balance=87_70)
    world.subscribe(world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_day(date(2026, 5, 30))
    world.day()
    assert world.count("outbox") == 0
    assert world.count("advance_invoice") == 1
