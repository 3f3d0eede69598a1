"""The forecast desk: one account's coming debits, and looks ahead over everybody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.ports import Clock, NewId
from backend.domain.services.forecasting.announce import FORESEEN, Telling, announce
from backend.domain.services.forecasting.forecast import Forecast
from backend.domain.services.forecasting.foresee import Ahead, foresee
from backend.domain.services.forecasting.judge_advances import asks_for
from backend.domain.services.forecasting.looks import LookView, TotalRow, TotalView, count_debits
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.services.forecasting.situation import Situation
from backend.domain.values.status import AccountStatus
from backend.storage.billing.writing import copy_rows
from backend.storage.books.purse import Purse
from backend.storage.forecasting import look_sql, looks
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.judging import Judging, judge
from backend.storage.forecasting.loading import load_situations
from backend.storage.forecasting.looks import NewLook, TotalsQuery
from backend.storage.forecasting.telling import tell, wanted
from backend.storage.searching.reading import reading
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]

CHUNK_ACCOUNTS = 1000
"""Accounts that are looked at in one transaction."""
LONGEST = 400
"""Days ahead for which one account is asked about, at most."""
_UNKNOWN = AccountStatus.BLOCKED
"""How an account stands of which the billing that keeps its money knows nothing."""
SCHEDULE = "schedule"
"""Who has started a look that came by itself; it comes once a day."""


class ForecastDesk:
    """For the doors, the command line and the tick.

    ``purse`` tells what there is of money that another billing keeps.
    """

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        new_id: NewId,
        advances: AdvanceDesk,
        rules: ForecastRules,
        *,
        purse: Purse | None = None,
        chunk_accounts: int = CHUNK_ACCOUNTS,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._new_id = new_id
        self._advances = advances
        self._purse = purse
        self._chunk_accounts = chunk_accounts
        self.rules = rules

    def of_account(self, account_id: int, until: date | None = None) -> Forecast:
        """The account's forecast up to a day, which is included; by default as far as looks ahead.

        Nothing is locked or written. Raises ``NotFound`` for an account that is closed or none,
        and ``InvalidRequest`` for a day that is over or too far away.
        """
        ahead = self._ahead(until)
        with reading(self._unit_of_work) as driver:
            situations = load_situations(driver, [account_id])
        if not situations:
            raise NotFound("there is no such account")
        return foresee(self._with_money(situations[0]), ahead)

    def open(self, who: str) -> UUID | None:
        """Begin a look ahead over everybody; ``None`` where one is under way already."""
        moment = self._clock.moment()
        until = moment.today + timedelta(days=self.rules.days)
        new = NewLook(self._new_id(), who, until, self._chunk_accounts)
        with self._unit_of_work() as unit:
            opened = looks.open_look(unit.driver, new, moment)
            unit.commit()
        return new.id if opened else None

    def look(self, look_id: UUID) -> Iterator[LookView]:
        """Look at every chunk that is still open, telling the progress after each."""
        while self._look_at_chunk(look_id):
            yield self.view(look_id)
        with self._unit_of_work() as unit:
            looks.finish_look(unit.driver, look_id, self._clock.now())
            unit.commit()
        yield self.view(look_id)

    def work(self) -> int:
        """What the tick does: today's look ahead, or whatever another process has left of one.

        Returns how many accounts were looked at by anybody since.
        """
        self.open(SCHEDULE)
        look_id = self.under_way()
        if look_id is None:
            return 0
        before = self.view(look_id).accounts
        *_, last = self.look(look_id)
        return last.accounts - before

    def under_way(self) -> UUID | None:
        """The look ahead that is at work, if one is."""
        with self._unit_of_work() as unit:
            return looks.under_way(unit.driver)

    def view(self, look_id: UUID) -> LookView:
        """A look ahead and how far it has come. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            return looks.look_view(unit.driver, look_id)

    def views(self, limit: int = 20) -> list[LookView]:
        """The latest ones, newest first."""
        with self._unit_of_work() as unit:
            return looks.look_views(unit.driver, limit)

    def totals(self, query: TotalsQuery) -> tuple[LookView, list[TotalView]]:
        """What the latest finished look foresaw. Raises ``NotFound`` where there was none yet."""
        with reading(self._unit_of_work) as driver:
            latest = looks.latest_done(driver)
            return latest, looks.totals(driver, latest.id, query)

    def _ahead(self, until: date | None) -> Ahead:
        judging = self._advances.judging()
        today = judging.ahead.moment.today
        until = until or today + timedelta(days=self.rules.days)
        if not today <= until <= today + timedelta(days=LONGEST):
            raise InvalidRequest(f"a forecast ends today or later, and within {LONGEST} days")
        return judging.ahead._replace(until=until)

    def _with_money(self, situation: Situation) -> Situation:
        """With what another billing says there is, where it keeps the money and answers."""
        account = situation.account
        if account.elsewhere is None or self._purse is None:
            return situation
        info = self._purse.infos([account.number]).get(account.number)
        if info is None:
            return situation
        told = replace(
            account, elsewhere=None, balance=info.available, status=info.status or _UNKNOWN
        )
        return replace(situation, account=told)

    def _look_at_chunk(self, look_id: UUID) -> bool:
        judging = self._advances.judging()
        today = judging.ahead.moment.today
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(look_sql.TAKE, [look_id, today]).fetchone()
            if chunk is None:
                return False
            number, first, last, until = chunk
            found = self._look_at(unit.driver, look_id, number, (first, last), until, judging)
            now = self._clock.now()
            told = [*found, judging.ahead.moment.at, now, look_id, number]
            unit.driver.execute(look_sql.FINISH_CHUNK, told)
            unit.commit()
        return True

    def _look_at(
        self,
        driver: Driver,
        look_id: UUID,
        number: int,
        span: tuple[int, int],
        until: date,
        judging: Judging,
    ) -> tuple[int, ...]:
        """Look at a chunk's accounts; how many they are, and what came of it, in numbers."""
        ahead = judging.ahead._replace(until=until)
        ids = [row[0] for row in driver.execute(look_sql.ACCOUNTS, span)]
        situations = load_situations(driver, ids)
        forecasts = [foresee(situation, ahead) for situation in situations]
        totals = count_debits(forecasts, look_id, number)
        copy_rows(driver, "forecast_total", TotalRow._fields, totals)
        facts = self._tell(driver, situations, forecasts, ahead)
        wishing = {row[0] for row in driver.execute(look_sql.WITH_ADVANCES, span)}
        wishing |= {each.account_id for each in forecasts if asks_for(each, judging.rules)}
        written = judge(driver, sorted(wishing), judging)
        debits = sum(len(each.debits) for each in forecasts)
        unforeseen = sum(len(each.unforeseen) for each in forecasts)
        return len(situations), debits, unforeseen, facts, written.issued

    def _tell(
        self,
        driver: Driver,
        situations: Sequence[Situation],
        forecasts: Sequence[Forecast],
        ahead: Ahead,
    ) -> int:
        topics = wanted(driver, FORESEEN)
        if not topics:
            return 0
        telling = Telling(topics, ahead.moment.at, ahead.catalogue, self.rules)
        pairs = zip(situations, forecasts, strict=True)
        return tell(driver, [fact for pair in pairs for fact in announce(*pair, telling)])
