"""The run's work, a chunk at a time: plan it, later charge it, each in one transaction.

Workers take chunks with ``SKIP LOCKED``: any number of them, in any process, share a run without
knowing of each other. A worker that dies rolls back, and its chunk is free again.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import structlog
from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.line import Line
from backend.domain.services.billing.plan_lines import Parked, plan_lines
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.run import hash_of_lines
from backend.domain.services.billing.settle_lines import Billing, LineEnd, settle_lines, total
from backend.domain.services.booking.ask import Wish, ask
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.values.billing import PeriodKind
from backend.storage.arrays import columns
from backend.storage.billing import run_sql
from backend.storage.billing.loading import by_id, load_due, load_subscriptions, lock_accounts
from backend.storage.billing.writing import copy_rows, store
from backend.storage.books.purse import Fund, Funds, Purse, end_booking, joined, rely_on
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]
Chunk = Any
"""A taken chunk: number, first and last account, the hash of its lines."""

_log = structlog.get_logger(__name__)


class PlanChanged(Exception):
    """The stored lines are not those that were hashed: somebody has touched the plan."""


class RunWorker:
    """Plans and charges chunks of runs."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        purse: Purse | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._purse = purse

    def plan_chunk(self, run_id: UUID) -> bool:
        """Plan the next open chunk; false where there is none."""
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(run_sql.TAKE_OPEN, [run_id]).fetchone()
            if chunk is None:
                return False
            self._plan(unit.driver, run_id, *chunk)
            unit.commit()
        return True

    def charge_chunk(self, run_id: UUID, waiting: set[int]) -> bool:
        """Charge the next planned chunk; false where there is none.

        ``waiting`` are the chunks that are left to a later call, because another billing that keeps
        the money of some of their accounts does not answer; they grow here.
        """
        with self._unit_of_work() as unit:
            given = [run_id, list(waiting)]
            chunk = unit.driver.execute(run_sql.TAKE_PLANNED, given).fetchone()
            if chunk is None:
                return False
            try:
                self._charge(unit.driver, run_id, chunk, {})
                unit.commit()
                return True
            except BookUnavailable:
                number = chunk[0]
        if self._purse is None or not self._charge_booked(self._purse, run_id, number):
            _log.warning("a chunk waits for the other billing", run=str(run_id), chunk=number)
            waiting.add(number)
        return True

    def _charge_booked(self, purse: Purse, run_id: UUID, number: int) -> bool:
        """Ask for what the chunk's accounts owe, as one list, then charge it; false where that was
        not answered whole. Another worker may do the same meanwhile: it asks under the same ids."""
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(run_sql.TAKE_ONE_PLANNED, [run_id, number]).fetchone()
            if chunk is None:  # somebody else has it
                return True
            bookings = purse.write_down(unit.driver, self._wishes(unit.driver, run_id, chunk))
            unit.commit()
        answers = ask(purse.book, bookings)
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(run_sql.TAKE_ONE_PLANNED, [run_id, number]).fetchone()
            if chunk is None:
                return True
            funds = {each.wish.account_id: Fund(each, answers.get(each.id)) for each in bookings}
            try:
                self._charge(unit.driver, run_id, chunk, funds)
            except BookUnavailable:
                return False
            unit.commit()
        purse.kick()
        return True

    def _wishes(self, driver: Driver, run_id: UUID, chunk: Chunk) -> list[Wish]:
        lines = self._lines(driver, run_id, chunk)
        accounts = lock_accounts(driver, [line.account_id for line in lines if line.amount])
        wishes = []
        for account_id, due in groupby(lines, attrgetter("account_id")):
            account, owed = accounts.get(account_id), [line for line in due if line.amount]
            if account is None or account.elsewhere is None or not owed:
                continue
            wishes.append(
                Wish(
                    account_id=account_id,
                    number=account.number,
                    cause=f"run:{run_id}",
                    amount=total(owed),
                    partly=True,
                    text=joined(line.text for line in owed),
                )
            )
        return wishes

    def _plan(self, driver: Driver, run_id: UUID, number: int, *span: Any) -> None:
        catalogue, now = self._catalogue(), self._clock.now()
        first, last, day = span
        charged = dict(driver.execute(run_sql.CHARGED_TODAY, [first, last, day]).fetchall())
        lines: list[Line] = []
        parked: list[tuple[Any, ...]] = []
        for subscription in load_due(driver, first, last, day):
            planned = plan_lines(subscription, catalogue, day, charged.get(subscription.id, 0))
            if isinstance(planned, Parked):
                left = (planned.account_id, subscription.id, run_id, planned.reason, now)
                parked.append(left)
            else:
                lines += planned
        copy_rows(driver, "run_line", ("run_id", *Line._fields), ((run_id, *row) for row in lines))
        if parked:
            driver.execute(run_sql.PARK, columns(parked))
        amount = sum(line.amount for line in lines)
        vat = sum(line.vat_amount for line in lines)
        told = [len(lines), amount, vat, hash_of_lines(lines), run_id, number]
        driver.execute(run_sql.PLAN_CHUNK, told)

    def _lines(self, driver: Driver, run_id: UUID, chunk: Chunk) -> list[Line]:
        _, first, last, planned = chunk
        rows = driver.execute(run_sql.LINES, [run_id, first, last])
        lines = [Line._make((*row[:3], _KINDS[row[3]], *row[4:])) for row in rows]
        if hash_of_lines(lines) != planned:
            raise PlanChanged
        return lines

    def _charge(self, driver: Driver, run_id: UUID, chunk: Chunk, funds: Funds) -> None:
        started, number = self._clock.now(), chunk[0]
        ends = self._settle(driver, run_id, self._lines(driver, run_id, chunk), funds)
        charged = [line.amount for line, end in ends if end is LineEnd.CHARGED]
        counts = [sum(end is wanted for _, end in ends) for wanted in _COUNTED]
        told = [len(charged), sum(charged), *counts, started, self._clock.now(), run_id, number]
        driver.execute(run_sql.FINISH_CHUNK, told)

    def _settle(
        self, driver: Driver, run_id: UUID, lines: Sequence[Line], funds: Funds
    ) -> list[tuple[Line, LineEnd]]:
        ids = sorted({line.account_id for line in lines})
        accounts = lock_accounts(driver, ids)
        subscriptions = by_id(load_subscriptions(driver, ids))
        rely_on(funds, accounts, driver)
        changes = BillingChanges()
        billing = Billing(
            self._clock.moment(), self._new_id, self._catalogue(), run_id, changes, actor="run"
        )
        ends: list[tuple[Line, LineEnd]] = []
        for account_id, due in groupby(lines, attrgetter("account_id")):
            account = accounts.get(account_id)
            if account is None:
                ends += [(line, LineEnd.SUPERSEDED) for line in due]
            else:
                ends += settle_lines(account, due, subscriptions, billing)
        for account_id, fund in funds.items():
            account = accounts.get(account_id)
            end_booking(fund.booking, fund.answer, account, changes, billing.moment.at)
        store(driver, changes)
        return ends


_KINDS = {kind.value: kind for kind in PeriodKind}
_COUNTED = (LineEnd.FREE, LineEnd.UNPAID, LineEnd.SUPERSEDED)
