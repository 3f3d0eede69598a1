"""A world in which everybody's debits are foreseen, and asked for in advance."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.services.forecasting.forecast import Debit, Forecast
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.forecasting.looks import LookView
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.values.advance import AdvancePolicy
from backend.domain.values.moment import start_of_day
from backend.storage.books.purse import Purse
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY
from tests.commands import ACCOUNT
from tests.invoicing_world import SELLER
from tests.subscriber_world import SubscriberWorld
from tests.world import World

ZONE = ZoneInfo("Europe/Moscow")
RULES = ForecastRules(advance=AdvanceRules(5, AdvancePolicy.MISSING))


def forecast_desks(
    world: World,
    rules: ForecastRules = RULES,
    *,
    chunk_accounts: int = 100,
    purse: Purse | None = None,
) -> tuple[AdvanceDesk, ForecastDesk]:
    """The desks of advance invoices and of forecasts over a world."""

    def unit_of_work() -> UnitOfWork:
        return UnitOfWork(world.engine)

    advances = AdvanceDesk(
        unit_of_work,
        lambda: read_catalogue(world.engine),
        world.clock,
        new_id,
        SELLER,
        rules.advance,
        partial(start_of_day, zone=ZONE),
    )
    forecasts = ForecastDesk(
        unit_of_work,
        world.clock,
        new_id,
        advances,
        rules,
        chunk_accounts=chunk_accounts,
        purse=purse,
    )
    return advances, forecasts


class ForecastWorld(SubscriberWorld):
    """``forecasts`` and ``advances`` work by ``rules``."""

    def __init__(self, url: str, *, day: date = FIRST_DAY, rules: ForecastRules = RULES) -> None:
        super().__init__(url, day=day)
        self.advances, self.forecasts = forecast_desks(self, rules)

    @property
    def today(self) -> date:
        """The operator's date."""
        return self.clock.moment().today

    def foresee(self, days: int = 62, number: str = ACCOUNT) -> Forecast:
        """An account's forecast so many days ahead."""
        until = self.today + timedelta(days=days)
        return self.forecasts.of_account(self.account_id(number), until)

    def next_debit(self, number: str = ACCOUNT) -> Debit:
        """The first debit that is foreseen."""
        return self.foresee(number=number).debits[0]

    def account_id(self, number: str = ACCOUNT) -> int:
        """An account's id."""
        query = "SELECT id FROM account WHERE number = :number"
        return int(self.value(query, number=number))

    def look(self, who: str = "tests") -> LookView:
        """Look ahead over everybody."""
        look_id = self.forecasts.open(who)
        assert look_id is not None
        *_, view = self.forecasts.look(look_id)
        return view

    def day(self) -> None:
        """What a day's tick does: what is due, the run, a look ahead, advance invoices."""
        self.run_due()
        self.forecasts.work()
        self.advances.work()

    def facts(self, topic: str) -> list[dict[str, Any]]:
        """The content of the facts of a topic, in order."""
        query = "SELECT content FROM outbox WHERE topic = :topic ORDER BY number"
        return [row[0] for row in self.rows(query, topic=topic)]

    def advance_states(self) -> list[tuple[Any, ...]]:
        """(number, day of the debit, state, payable) of every advance invoice."""
        query = "SELECT number, due_on, state, payable FROM advance_invoice ORDER BY number"
        return self.rows(query)

    def open_advance(self) -> UUID:
        """The one that is open."""
        return UUID(str(self.value("SELECT id FROM advance_invoice WHERE state = 'open'")))
