"""The billing desk: plan, review, apply; whole runs over the worker's chunks, with progress."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.catalogue import Catalogue
from backend.domain.errors import AlreadyExists
from backend.domain.ports import Clock, NewId
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.run import RunState, RunView
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.charging.state import Elsewhere
from backend.domain.values.billing import CatchUp
from backend.storage.billing import runs
from backend.storage.billing.parking import LineEnds, ParkedView, parked_views, resume
from backend.storage.billing.worker import RunWorker
from backend.storage.books.purse import Draft, Purse, pay_from
from backend.storage.unit_of_work import UnitOfWork

CHUNK_ACCOUNTS = 1500
"""Accounts charged in one transaction: larger chunks make online charges of them wait."""


class BillingDesk:
    """Runs, for the scheduler, the command line and the staff's REST."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        new_id: NewId,
        *,
        chunk_accounts: int = CHUNK_ACCOUNTS,
        purse: Purse | None = None,
    ) -> None:
        self._chunk_accounts = chunk_accounts
        self._unit_of_work = unit_of_work
        self._catalogue = catalogue
        self._worker = RunWorker(unit_of_work, catalogue, clock, new_id, purse)
        self._purse = purse
        self._clock = clock
        self._new_id = new_id

    def open(self) -> UUID | None:
        """Begin today's run; ``None`` where nothing is due or one is under way."""
        run_id, moment = self._new_id(), self._clock.moment()
        with self._unit_of_work() as unit:
            if not runs.open_run(unit.driver, run_id, moment, self._chunk_accounts):
                return None
            unit.commit()
        return run_id

    def plan(self, run_id: UUID) -> Iterator[RunView]:
        """Plan every chunk that is still open, telling the progress after each."""
        while self._worker.plan_chunk(run_id):
            yield self.view(run_id)
        self._do(runs.finish_plan, run_id)
        yield self.view(run_id)

    def approve(self, run_id: UUID, plan_hash: str, who: str) -> None:
        """Let exactly this plan be charged."""
        self._do(runs.approve, run_id, plan_hash, who)

    def apply(self, run_id: UUID) -> Iterator[RunView]:
        """Charge every chunk that is not done, telling the progress after each.

        A chunk whose money another billing keeps, and does not answer for, is left to a later call.
        """
        waiting: set[int] = set()
        while self._worker.charge_chunk(run_id, waiting):
            yield self.view(run_id)
        self._do(runs.finish_run, run_id, self._clock.now())
        yield self.view(run_id)

    def cancel(self, run_id: UUID) -> None:
        """Give up a run that has not begun to charge."""
        self._do(runs.cancel, run_id, self._clock.now())

    def work(self, *, automatic: bool) -> int:
        """What the tick does: open, plan and, where that is automatic, approve and charge.

        Goes on with whatever another process has left. Returns how many lines came to an end.
        """
        self.open()
        settled = 0
        with self._unit_of_work() as unit:
            waiting = runs.under_way(unit.driver)
        for run_id, state in waiting:
            settled += self._advance(run_id, state, automatic=automatic)
        return settled

    def view(self, run_id: UUID) -> RunView:
        """A run and how far it has come. Raises ``NotFound``."""
        with self._unit_of_work() as unit:
            return runs.run_view(unit.driver, run_id)

    def views(self) -> list[RunView]:
        """The latest runs, newest first."""
        with self._unit_of_work() as unit:
            return runs.run_views(unit.driver)

    def parked(self) -> list[ParkedView]:
        """Subscriptions that wait for a person, the longest first."""
        with self._unit_of_work() as unit:
            return parked_views(unit.driver)

    def resume(self, subscription_id: UUID, policy: CatchUp, who: str) -> LineEnds:
        """Charge a parked subscription's due periods: ``ALL`` of them, or the ``CURRENT`` one."""

        catalogue = self._catalogue()

        def decide(driver: Connection[Any], elsewhere: Elsewhere) -> Draft[LineEnds]:
            billing = Billing(
                self._clock.moment(), self._new_id, catalogue, None, BillingChanges(), who
            )
            return resume(driver, subscription_id, policy, billing, elsewhere)

        cause = f"parked:{subscription_id}"
        return pay_from(self._purse, self._unit_of_work, cause, decide, partly=True)

    def _advance(self, run_id: UUID, state: RunState, *, automatic: bool) -> int:
        if state is RunState.PLANNING:
            for _ in self.plan(run_id):
                pass
            state = self.view(run_id).state
        if state is RunState.PLANNED and automatic:
            with suppress(AlreadyExists):  # another scheduler was first
                self.approve(run_id, self.view(run_id).hash or "", "automatic")
            state = RunState.APPLYING
        if state is not RunState.APPLYING:
            return 0
        before = self.view(run_id).done
        for _ in self.apply(run_id):
            pass
        return self.view(run_id).done - before

    def _do(self, step: Callable[..., object], *given: Any) -> None:
        with self._unit_of_work() as unit:
            driver: Connection[Any] = unit.driver
            step(driver, *given)
            unit.commit()
