"""What operations on forecasts and advance invoices find when they are tried."""

from datetime import date

from backend.domain.values.recurrence import PeriodRule
from tests.commands import ACCOUNT
from tests.contract.operator.cells import Things
from tests.contract.operator.world import DeskWorld


def a_coming_debit(world: DeskWorld) -> Things:
    """A subscription for 300.00 that was charged for May; 200.00 are left, and June comes soon."""
    world.subscribe(world.sell("kav", 300_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_day(date(2026, 5, 28))
    return {"number": ACCOUNT}


def a_look(world: DeskWorld) -> Things:
    """A look ahead over everybody that is done."""
    a_coming_debit(world)
    world.forecasts.work()
    return {"number": ACCOUNT}


def an_advance_invoice(world: DeskWorld) -> Things:
    """An advance invoice for June: 100.00 are missing."""
    a_look(world)
    return {"number": ACCOUNT, "id": str(world.value("SELECT id FROM advance_invoice"))}
