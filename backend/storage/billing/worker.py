"""The run's work, a chunk at a time: plan it, later charge it, each in one transaction.

Workers take chunks with ``SKIP LOCKED``: any number of them, in any process, share a run without
knowing of each other. A worker that dies rolls back, and its chunk is free again.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.line import Line
from backend.domain.services.billing.plan_lines import Parked, plan_lines
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.run import hash_of_lines
from backend.domain.services.billing.settle_lines import Billing, LineEnd, settle_lines
from backend.domain.values.billing import PeriodKind
from backend.storage.arrays import columns
from backend.storage.billing import run_sql
from backend.storage.billing.loading import by_id, load_due, load_subscriptions, lock_accounts
from backend.storage.billing.writing import copy_rows, store
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]


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
    ) -> None:
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id

    def plan_chunk(self, run_id: UUID) -> bool:
        """Plan the next open chunk; false where there is none."""
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(run_sql.TAKE_OPEN, [run_id]).fetchone()
            if chunk is None:
                return False
            self._plan(unit.driver, run_id, *chunk)
            unit.commit()
        return True

    def charge_chunk(self, run_id: UUID) -> bool:
        """Charge the next planned chunk; false where there is none."""
        with self._unit_of_work() as unit:
            chunk = unit.driver.execute(run_sql.TAKE_PLANNED, [run_id]).fetchone()
            if chunk is None:
                return False
            self._charge(unit.driver, run_id, *chunk)
            unit.commit()
        return True

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

    def _charge(
        self, driver: Driver, run_id: UUID, number: int, first: int, last: int, planned: str
    ) -> None:
        started = self._clock.now()
        rows = driver.execute(run_sql.LINES, [run_id, first, last])
        lines = [Line._make((*row[:3], _KINDS[row[3]], *row[4:])) for row in rows]
        if hash_of_lines(lines) != planned:
            raise PlanChanged
        ends = self._settle(driver, run_id, lines)
        charged = [line.amount for line, end in ends if end is LineEnd.CHARGED]
        counts = [sum(end is wanted for _, end in ends) for wanted in _COUNTED]
        told = [len(charged), sum(charged), *counts, started, self._clock.now(), run_id, number]
        driver.execute(run_sql.FINISH_CHUNK, told)

    def _settle(
        self, driver: Driver, run_id: UUID, lines: Sequence[Line]
    ) -> list[tuple[Line, LineEnd]]:
        ids = sorted({line.account_id for line in lines})
        accounts = lock_accounts(driver, ids)
        subscriptions = by_id(load_subscriptions(driver, ids))
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
        store(driver, changes)
        return ends


_KINDS = {kind.value: kind for kind in PeriodKind}
_COUNTED = (LineEnd.FREE, LineEnd.UNPAID, LineEnd.SUPERSEDED)
