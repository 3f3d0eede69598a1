"""A database with an operator's accounts and integrators on it, and desks that work there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, text
from sqlmodel import Session

from backend.domain.commands import Check, Command, Terms
from backend.domain.events import Topic
from backend.domain.outcome import Outcome, Verdict
from backend.domain.services.administration.change_account import (
    promise_payment,
    set_credit_limit,
    set_status,
)
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.set_up_integrator import NewIntegrator, add_integrator
from backend.domain.values.codes import Code, RefusalPolicy
from backend.domain.values.status import AccountStatus
from backend.storage.catalogue import read_catalogue
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.facts.interest import declare
from backend.storage.probes import run_probes
from backend.storage.repositories import AccountRepository, IntegratorRepository
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT, Platform, pay
from tests.fakes.manual_clock import ManualClock


class Money(NamedTuple):
    """What an account's row says."""

    balance: int
    held: int


class World:
    """One process's view: an engine of its own, a desk, and questions that tests ask."""

    def __init__(
        self,
        url: str,
        *,
        clock: ManualClock | None = None,
        engine: Engine | None = None,
        make_id: Callable[[], UUID] = new_id,
    ) -> None:
        self.url = url
        self.clock = clock or ManualClock()
        self.engine = engine or open_engine(url, pool_size=4)
        self.catalogue = read_catalogue(self.engine)
        self.desk = PostgresDesk(
            self.engine,
            self.clock,
            make_id,
            catalogue=lambda: self.catalogue,
            max_batch=1000,
            max_queue=5000,
        )
        self._documents = 0

    def close(self) -> None:
        """Finish, and let go of the database."""
        self.desk.close()
        self.engine.dispose()

    def refresh(self) -> None:
        """Take notice of what has changed in the catalogue, as a process does every second."""
        self.catalogue = read_catalogue(self.engine)

    # ------------------------------------------------------------ what the operator does

    def integrator(
        self,
        code: str = "alpha",
        *,
        refusals: RefusalPolicy = RefusalPolicy.REMEMBER,
        max_charge: int | None = None,
        max_daily: int | None = None,
    ) -> Platform:
        """Connect a platform."""
        new = NewIntegrator(
            code=code,
            title=code,
            dialect="native",
            refusals=refusals,
            max_charge=max_charge,
            max_daily=max_daily,
        )
        with self.session() as session:
            row = add_integrator(new, IntegratorRepository(session), self.clock.now())
            assert row.id is not None
            terms = Terms(
                integrator_id=row.id,
                integrator_code=code,
                refusals=refusals,
                max_charge=max_charge,
                max_daily=max_daily,
            )
        return Platform(terms)

    def account(self, number: str = ACCOUNT, balance: int = 0, *, credit_limit: int = 0) -> None:
        """Open an account, and pay in what it shall have."""
        new = NewAccount(number=number, holder="Иванов Д. И.", credit_limit=credit_limit)
        with self.session() as session:
            open_account(new, AccountRepository(session), self.clock.now())
        if balance:
            self.pay(balance, number)

    def pay(self, amount: int, number: str = ACCOUNT) -> None:
        """Let money come in."""
        self._documents += 1
        (outcome,) = self.process(pay(f"opening-{number}-{self._documents}", amount, number))
        assert outcome.code is Code.OK

    def set_status(self, status: AccountStatus, number: str = ACCOUNT) -> None:
        """Block, unblock, close."""
        with self.session() as session:
            set_status(number, status, AccountRepository(session))

    def set_credit_limit(self, kopecks: int, number: str = ACCOUNT) -> None:
        """Change how far below zero it may spend."""
        with self.session() as session:
            set_credit_limit(number, kopecks, AccountRepository(session))

    def promise(self, kopecks: int, days: int, number: str = ACCOUNT) -> None:
        """Let it spend what it will pay later."""
        with self.session() as session:
            promise_payment(number, kopecks, days, AccountRepository(session), self.clock.now())

    def hear(self, *topics: Topic) -> None:
        """Want to hear of these topics, or of all: from now on their facts are written."""
        with UnitOfWork(self.engine) as unit:
            declare(unit.driver, "tests", topics or tuple(Topic))
            unit.commit()

    def topics(self) -> list[str]:
        """What the outbox tells, in order."""
        return [row[0] for row in self.rows("SELECT topic FROM outbox ORDER BY number")]

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose changes are committed."""
        with UnitOfWork(self.engine) as unit:
            session = unit.session
            yield session
            session.flush()
            unit.commit()

    # ------------------------------------------------------------ what the doors do

    def process(self, *commands: Command) -> list[Outcome]:
        """One batch in one transaction."""
        return self.desk.process(commands)

    def submit(self, *commands: Command) -> list[Outcome]:
        """One call through the lane, which isolates what fails."""
        return self.desk.submit(commands).result(60)

    def codes(self, *commands: Command) -> list[Code]:
        """The codes of one call."""
        return [outcome.code for outcome in self.submit(*commands)]

    def one(self, command: Command) -> Outcome:
        """The outcome of a single command."""
        (outcome,) = self.submit(command)
        return outcome

    def check(self, check: Check) -> Verdict:
        """The verdict on a single check."""
        (verdict,) = self.desk.answer([check])
        return verdict

    # ------------------------------------------------------------ what is true now

    def money(self, number: str = ACCOUNT) -> Money:
        """Balance and held."""
        query = "SELECT balance, held FROM account WHERE number = :number"
        return Money(*self.row(query, number=number))

    def balance(self, number: str = ACCOUNT) -> int:
        """The stored balance."""
        return self.money(number).balance

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 (a name of ours)

    def value(self, query: str, **given: object) -> Any:
        """The one value of the one row that a query answers."""
        return self.row(query, **given)[0]

    def row(self, query: str, **given: object) -> tuple[Any, ...]:
        """The one row that a query answers."""
        (row,) = self.rows(query, **given)
        return row

    def rows(self, query: str, **given: object) -> list[tuple[Any, ...]]:
        """All rows that a query answers."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), given)]

    def prove(self) -> None:
        """Every invariant holds."""
        broken = [finding for finding in run_probes(self.engine) if not finding.ok]
        assert not broken
