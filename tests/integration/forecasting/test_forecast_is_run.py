"""A year is foreseen on its first day, and then lived through: the runs do what was foreseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest

from backend.domain.services.forecasting.forecast import Forecast
from backend.domain.services.subscribing.commands import ChangeTime
from backend.domain.values.billing import CatchUp
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.vat import VatKind
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.forecast_world import ForecastWorld

ONE_DAY = timedelta(days=1)
RICH = 100_000_00
CALENDAR, ANCHORED, DAYS = (
    PeriodRule.CALENDAR_MONTH,
    PeriodRule.ANCHORED_MONTH,
    PeriodRule.DAYS,
)


def price_from(world: ForecastWorld, product: UUID, day: str, amount: int) -> None:
    """Let a product have another price from a day on, for everybody."""
    _execute(
        world,
        "INSERT INTO price (product_id, valid_from, existing_from, amount) VALUES (%s, %s, %s, %s)",
        [product, day, day, amount],
    )


def _execute(world: ForecastWorld, statement: str, given: list[object]) -> None:
    with UnitOfWork(world.engine) as unit:
        unit.driver.execute(statement.encode(), given)
        unit.commit()


# ---------------------------------------------------------------- kinds of subscriptions


def calendar_month(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))


def anchored_month(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 49_99, rule=ANCHORED))


def thirty_days(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 50_00, rule=DAYS))


def several(world: ForecastWorld) -> None:
    """Of different rules and priorities, one of them without tax."""
    world.subscribe(world.sell("internet", 500_00, rule=CALENDAR, priority=10))
    world.subscribe(world.sell("kav", 50_00, rule=DAYS, vat_kind=VatKind.OUTSIDE))
    world.subscribe(world.sell("office", 33_33, rule=ANCHORED, priority=50), quantity=3)


def one_that_stops_the_queue(world: ForecastWorld) -> None:
    world.subscribe(world.sell("internet", 500_00, rule=CALENDAR, priority=10, stops_queue=True))
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))


def a_trial(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 50_00, rule=ANCHORED, trial_days=40))


def a_price_that_changes(world: ForecastWorld) -> None:
    product = world.sell("kav", 50_00, rule=CALENDAR)
    world.subscribe(product)
    price_from(world, product, "2026-07-01", 60_00)
    price_from(world, product, "2026-09-15", 70_00)


def a_tax_that_changes(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 50_00, rule=ANCHORED))
    _execute(world, "INSERT INTO tax_rate VALUES ('2026-08-01', 2500)", [])


def one_that_was_left(world: ForecastWorld) -> None:
    world.subscribe(world.sell("internet", 500_00, rule=CALENDAR))
    world.unsubscribe(world.subscribe(world.sell("kav", 50_00, rule=ANCHORED))[1])


def one_that_becomes_another(world: ForecastWorld) -> None:
    cheaper = world.sell("lite", 20_00, rule=ANCHORED)
    _, subscription = world.subscribe(world.sell("kav", 50_00, rule=ANCHORED))
    world.change(subscription, cheaper, ChangeTime.NEXT_PERIOD)


def a_bundle(world: ForecastWorld) -> None:
    bundle = world.sell("bundle", 100_00, rule=ANCHORED)
    world.sell("part", 10_00, rule=ANCHORED, parent=bundle)
    world.subscribe(bundle)


def a_pause(world: ForecastWorld) -> None:
    world.subscribe(world.sell("internet", 500_00, rule=CALENDAR))
    world.pause(world.subscribe(world.sell("kav", 50_00, rule=ANCHORED))[1])


def months_that_nobody_billed(world: ForecastWorld) -> None:
    world.subscribe(world.sell("kav", 50_00, rule=ANCHORED))
    world.subscribe(world.sell("lite", 20_00, rule=ANCHORED, catch_up=CatchUp.CURRENT))
    world.set_day(world.today + timedelta(days=100))


@dataclass(frozen=True)
class Year:
    """A kind of subscriptions, and the day on which its year begins."""

    kind: Callable[[ForecastWorld], None]
    first_day: date = date(2026, 5, 1)
    debits: int | None = None

    def __str__(self) -> str:
        return f"{self.kind.__name__}-{self.first_day}"


YEARS = [
    Year(calendar_month, debits=12),
    Year(calendar_month, date(2026, 1, 31), 12),
    Year(anchored_month, debits=12),
    Year(anchored_month, date(2026, 1, 31), 12),
    Year(anchored_month, date(2027, 8, 29), 11),
    Year(anchored_month, date(2028, 2, 29), 12),
    Year(thirty_days, date(2026, 1, 31), 12),
    Year(several, date(2026, 1, 31)),
    Year(one_that_stops_the_queue),
    Year(a_trial),
    Year(a_price_that_changes),
    Year(a_tax_that_changes),
    Year(one_that_was_left, debits=12),
    Year(one_that_becomes_another, date(2026, 3, 31)),
    Year(a_bundle),
    Year(a_pause, debits=12),
    Year(months_that_nobody_billed),
]

Charged = list[tuple[object, ...]]


def foreseen(forecast: Forecast) -> dict[date, Charged]:
    """What was foreseen, by day."""
    return {
        debit.on: sorted(
            (
                line.subscription_id,
                line.product_id,
                line.text,
                line.period_start,
                line.period_end,
                line.quantity,
                line.full_price,
                line.amount,
                line.vat_kind,
                line.vat_rate,
                line.vat_amount,
                line.vat_note,
            )
            for line in debit.lines
        )
        for debit in forecast.debits
    }


def charged(world: ForecastWorld, since: date) -> dict[date, Charged]:
    """What runs have charged, by business date."""
    rows = world.rows(
        """
        SELECT business_date, subscription_id, product_id, text, period_start, period_end, quantity,
               full_price, amount, vat_kind, vat_rate, vat_amount, vat_note
        FROM charge WHERE run_id IS NOT NULL AND business_date >= :since
        ORDER BY business_date, subscription_id, product_id, text
        """,
        since=since,
    )
    days: dict[date, Charged] = {}
    for day, *rest in rows:
        days.setdefault(day, []).append(tuple(rest))
    return {day: sorted(lines) for day, lines in days.items()}


def live_through(world: ForecastWorld, forecast: Forecast) -> None:
    """A tick on the day before each debit and on its day; what is missing is paid in right then."""
    for debit in forecast.debits:
        if debit.on > world.today:
            world.set_day(debit.on - ONE_DAY)
            world.run_due()
            world.set_day(debit.on)
        assert debit.available == world.balance()
        if debit.missing:
            world.pay(debit.missing)
        world.run_due()
    world.set_day(forecast.until)
    world.run_due()


@pytest.mark.parametrize("balance", [RICH, None], ids=["rich", "poor"])
@pytest.mark.parametrize("year", YEARS, ids=str)
def test_a_year_goes_as_it_was_foreseen(database_url: str, year: Year, balance: int | None) -> None:
    world = ForecastWorld(database_url, day=year.first_day)
    world.account(balance=RICH)
    year.kind(world)
    if balance is None:  # but for 7.00, all of it was spent elsewhere
        alpha = world.integrator("alpha")
        world.unsubscribe(world.buy(alpha, "spent", amount=world.balance() - 7_00, last_day=None))
        world.platforms_know()
    started = world.today
    forecast = world.foresee(365)
    assert len(forecast.debits) == (year.debits or len(forecast.debits)) > 0

    live_through(world, forecast)

    assert charged(world, started) == foreseen(forecast)
    assert forecast.unforeseen == ()
    world.prove()
    world.close()


def test_what_waits_for_money_costs_nothing_until_it_comes(world: ForecastWorld) -> None:
    world.account(balance=50_00)
    world.subscribe(world.sell("kav", 50_00, rule=ANCHORED, end_after_days=30))
    world.set_day(date(2026, 6, 1))
    world.run_due()
    world.set_day(date(2026, 6, 11))

    forecast = world.foresee(365)

    assert forecast.debits == ()
    (line,) = forecast.on_resumption
    assert line.period_start == date(2026, 6, 11)
    world.pay(line.amount)
    assert world.balance() == 0
    newest = world.row("SELECT amount, period_start, text FROM charge ORDER BY id DESC LIMIT 1")
    assert newest == (line.amount, line.period_start, line.text)


def test_a_part_ends_with_its_bundle_that_is_not_paid(world: ForecastWorld) -> None:
    world.account(balance=110_00)
    bundle = world.sell("bundle", 100_00, rule=ANCHORED, priority=200, end_after_days=10)
    world.sell("part", 10_00, rule=CALENDAR, parent=bundle)
    world.subscribe(bundle)
    world.pay(15_00)
    world.set_day(date(2026, 6, 1))
    world.run_due()  # the part is paid, the bundle is not
    assert world.foresee(365).debits == ()
    for day in (date(2026, 6, 11), date(2026, 7, 1), date(2026, 8, 1)):
        world.set_day(day)
        world.run_due()
    assert charged(world, date(2026, 6, 2)) == {}


def test_a_promise_is_there_only_until_it_ends(world: ForecastWorld) -> None:
    world.account(balance=50_00)
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))
    world.promise(50_00, 30)  # until noon of 31 May
    assert (world.next_debit().available, world.next_debit().missing) == (0, 50_00)


def test_a_promise_that_lasts_pays(world: ForecastWorld) -> None:
    world.account(balance=50_00)
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))
    world.set_day(date(2026, 5, 10))
    world.promise(50_00, 30)
    assert (world.next_debit().available, world.next_debit().missing) == (50_00, 0)


def test_credit_and_what_is_held_count(world: ForecastWorld) -> None:
    world.account(balance=60_00, credit_limit=20_00)
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))
    world.process(world.integrator("alpha").hold("h-1", 5_00))
    debit = world.next_debit()
    assert (debit.available, debit.missing) == (25_00, 25_00)


def test_what_nobody_can_tell_is_said(world: ForecastWorld) -> None:
    world.account(balance=500_00)
    product = world.sell("kav", 50_00, rule=CALENDAR)
    _, subscription = world.subscribe(product)
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE charge_template SET valid_from = '2099-01-01'")
    forecast = world.foresee()
    assert forecast.debits == ()
    (told,) = forecast.unforeseen
    assert (told.subscription_id, told.on, told.reason) == (
        subscription,
        date(2026, 6, 1),
        "not_billable",
    )


def test_what_platforms_charge_is_expected(world: ForecastWorld) -> None:
    world.account(balance=500_00)
    alpha = world.integrator("alpha")
    left = world.buy(alpha, "left", amount=10_00, last_day=date(2026, 5, 30))
    world.buy(alpha, "office", amount=20_00, last_day=date(2026, 5, 30))
    world.buy(alpha, "never", amount=30_00, last_day=None)
    world.unsubscribe(left)

    forecast = world.foresee(62)

    assert [(debit.on, debit.amount) for debit in forecast.debits] == [
        (date(2026, 5, 31), 20_00),
        (date(2026, 6, 30), 20_00),
    ]
    assert all(line.expected for debit in forecast.debits for line in debit.lines)
    assert [(told.product, told.reason) for told in forecast.unforeseen] == [("never", "no_period")]


def test_of_a_blocked_account_it_is_said(world: ForecastWorld) -> None:
    world.account(balance=50_00)
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR))
    _execute(world, "UPDATE account SET status = 'blocked'", [])
    assert world.foresee().is_blocked
    assert world.next_debit().missing == 50_00


def test_of_money_kept_elsewhere_nobody_knows(world: ForecastWorld) -> None:
    world.account(balance=0)
    world.subscribe(world.sell("kav", 50_00, rule=CALENDAR, trial_days=10))
    _execute(world, "UPDATE account SET elsewhere = true", [])
    forecast = world.foresee(number=ACCOUNT)
    debit = forecast.debits[0]
    assert (forecast.available, debit.available, debit.missing) == (None, None, None)
    assert debit.lines[0].missing is None
    _execute(world, "UPDATE account SET elsewhere = false", [])
