"""One installation for the whole pack: real PostgreSQL, the real application, platforms."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import text
from sqlmodel import select

from backend.app import create_app
from backend.container import Container
from backend.domain import models
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import (
    NewIntegrator,
    add_integrator,
    change_integrator,
    rotate_secret,
)
from backend.domain.values.billing import PriceSource, VatSource
from backend.domain.values.codes import Code
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule
from backend.settings import Settings
from backend.storage.probes import run_probes
from backend.storage.repositories import AccountRepository, IntegratorRepository
from tests.commands import pay
from tests.conformance.facades import FACADES
from tests.conformance.facades.facade import Facade
from tests.conformance.line import Line
from tests.fakes.manual_clock import START, ManualClock

SECRET = "a secret that platforms and the pack share"
TEMPLATE = "worded-by-the-operator"
_T = TypeVar("_T")


class StageClock(ManualClock):
    """A clock for many scenarios, each of which begins on the same day."""

    def reset(self) -> None:
        """Back to the beginning."""
        self._now = START


class Money(NamedTuple):
    """What an account's row says, in kopecks."""

    balance: int
    held: int
    credit: int


class House:
    """The installation, and what its operator does and sees. ``run`` is the platforms' time."""

    def __init__(self, url: str) -> None:
        self.clock = StageClock()
        settings = Settings().with_changes(database_url=url, secret_key="k" * 32)
        self.container = Container(settings, self.clock)
        # Configuration is read when a scenario has changed it, and not beside that by a thread.
        self.container.integrators.close()
        self.container.catalogue.close()
        for name, facade in FACADES.items():
            for code in (name, f"{name}-other"):
                self._connect(code, facade.dialect)
        self._word_charges()
        self.container.integrators.refresh()
        self.line = Line(create_app(self.container))
        self._runner = asyncio.Runner()
        self._documents = 0

    def close(self) -> None:
        """Finish. Every invariant of the ledger holds after all that was sent."""
        self.run(self.line.close())
        self._runner.close()
        try:
            assert [
                finding for finding in run_probes(self.container.engine) if not finding.ok
            ] == []
        finally:
            self.container.close()

    def run(self, calls: Coroutine[Any, Any, _T]) -> _T:
        """Let platforms call; all calls of the pack share one event loop, as in a server."""
        return self._runner.run(calls)

    def facade(self, name: str, code: str, secret: str = SECRET) -> Facade:
        """A way in for the platform with this code."""
        return FACADES[name](self.line, code, secret)

    # ------------------------------------------------------------ what the operator does

    def _connect(self, code: str, dialect: str) -> None:
        with self.container.unit_of_work() as unit, unit.session as session:
            repository = IntegratorRepository(session)
            new = NewIntegrator(code=code, title=code, dialect=dialect)
            add_integrator(new, repository, START)
            rotate_secret(code, repository, START, SECRET)
            session.flush()
            unit.commit()

    def _word_charges(self) -> None:
        """A template, for the products that are given it."""
        template = models.ChargeTemplate(
            id=self.container.new_id(),
            code=TEMPLATE,
            valid_from=START.date(),
            pattern="{product} until {end}, {amount} of {full_price}",
            charge_type="software",
            price_source=PriceSource.CATALOGUE,
            rule=PeriodRule.CALENDAR_MONTH,
            proration=Proration.BY_DAYS,
            vat_source=VatSource.PRODUCT,
            created_at=START,
        )
        with self.container.unit_of_work() as unit, unit.session as session:
            session.add(template)
            session.flush()
            unit.commit()

    def change_platform(self, code: str, **changes: Any) -> None:
        """Change a platform's configuration; it holds for the next call."""
        with self.container.unit_of_work() as unit, unit.session as session:
            change_integrator(code, changes, IntegratorRepository(session))
            session.flush()
            unit.commit()
        self.container.integrators.refresh()

    def open(self, number: str, balance: int) -> None:
        """Open an account, and let money come in."""
        with self.container.unit_of_work() as unit, unit.session as session:
            new = NewAccount(number=number, holder="Subscriber", tariffs=("inet-100", "tv"))
            open_account(new, AccountRepository(session), START)
            session.flush()
            unit.commit()
        if balance:
            self.pay(number, balance)

    def pay(self, number: str, amount: int) -> None:
        """Let money come in."""
        self._documents += 1
        command = pay(f"document-{self._documents}", amount, number)
        (outcome,) = self.container.desk.submit([command]).result(60)
        assert outcome.code is Code.OK

    def change_account(self, change: Callable[..., Any], number: str, *given: Any) -> None:
        """Change an account by one of the operator's services."""
        with self.container.unit_of_work() as unit, unit.session as session:
            change(number, *given, AccountRepository(session))
            session.flush()
            unit.commit()

    def change_product(self, code: str, product: str, mode: str, template: str | None) -> None:
        """Say who charges a platform's product, and how its charges are worded."""
        with self.container.unit_of_work() as unit, unit.session as session:
            query = (
                select(models.Product)
                .join(models.Integrator)
                .where(models.Integrator.code == code, models.Product.code == product)
            )
            row = session.exec(query).one()
            row.mode, row.template = mode, template
            session.flush()
            unit.commit()
        self.container.catalogue.refresh()

    # ------------------------------------------------------------ what is true

    def money(self, number: str) -> Money:
        """An account's money as it is stored."""
        query = "SELECT balance, held, credit_limit FROM account WHERE number = :number"
        (row,) = self.rows(query, number=number)
        return Money(*row)

    def ledger(self, number: str) -> int:
        """What the entries of an account add up to."""
        query = """
            SELECT coalesce(sum(CASE WHEN e.credit = 'subscriber' THEN e.amount ELSE 0 END)
                          - sum(CASE WHEN e.debit = 'subscriber' THEN e.amount ELSE 0 END), 0)
            FROM account a LEFT JOIN entry e ON e.account_id = a.id
            WHERE a.number = :number
        """
        ((total,),) = self.rows(query, number=number)
        return int(total)

    def rows(self, query: str, **given: object) -> list[tuple[Any, ...]]:
        """All rows that a query answers."""
        with self.container.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), given)]

    # ------------------------------------------------------------ an answer that does not come

    async def hang_up_while(self, number: str, call: Awaitable[Any]) -> None:
        """Begin a call about an account, and break it off while the desk is at work on it.

        Another transaction has the account's row, so the desk waits in the middle of its own.
        """
        with self.container.engine.begin() as other:
            other.execute(
                text("SELECT 1 FROM account WHERE number = :number FOR UPDATE"), {"number": number}
            )
            task = asyncio.ensure_future(call)
            while not self._somebody_waits():
                await asyncio.sleep(0.002)
            assert not task.done()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _somebody_waits(self) -> bool:
        query = """
            SELECT count(*) FROM pg_stat_activity
            WHERE cardinality(pg_blocking_pids(pid)) > 0 AND datname = current_database()
        """
        ((waiting,),) = self.rows(query)
        return bool(waiting)
