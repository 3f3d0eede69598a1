"""Coming debits of money that another billing keeps: it is asked, and may not answer."""

from collections.abc import Iterator
from datetime import date

import pytest

from backend.domain.values.recurrence import PeriodRule
from tests.booked_world import BookedShop
from tests.commands import ACCOUNT
from tests.forecast_world import forecast_desks


@pytest.fixture
def world(database_url: str) -> Iterator[BookedShop]:
    """50.00 were taken for May over there, and 20.00 are left; it is 29 May."""
    made = BookedShop(database_url)
    made.elsewhere(balance=70_00)
    made.subscribe(made.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH))
    made.resolve()
    made.set_day(date(2026, 5, 29))
    yield made
    made.agree()
    made.close()
    made.server.stop()


def test_that_billing_tells_what_there_is(world: BookedShop) -> None:
    _, forecasts = forecast_desks(world, purse=world.purse)
    account_id = world.value("SELECT id FROM account WHERE number = :number", number=ACCOUNT)
    debit = forecasts.of_account(account_id).debits[0]
    assert (debit.available, debit.missing) == (20_00, 30_00)


def test_one_that_does_not_answer_leaves_it_unknown(world: BookedShop) -> None:
    _, forecasts = forecast_desks(world)
    account_id = world.value("SELECT id FROM account WHERE number = :number", number=ACCOUNT)
    forecast = forecasts.of_account(account_id)
    assert (forecast.available, forecast.debits[0].missing) == (None, None)


def test_over_everybody_it_is_a_sum_of_its_own(world: BookedShop) -> None:
    _, forecasts = forecast_desks(world, purse=world.purse)
    forecasts.work()
    row = world.row("SELECT sum(amount), sum(missing), sum(unknown) FROM forecast_total")
    assert row == (100_00, 0, 100_00)
    assert world.count("advance_invoice") == 0, "what is missing is not known"
