"""The operation desk on PostgreSQL: lanes in front, transactions with bounded retries behind.

Repeating a batch is always safe, even after a commit whose answer was lost: every command carries
the id that its row has, so an attempt that finds its own row knows that it succeeded.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

import psycopg
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.domain.catalogue import Catalogue
from backend.domain.commands import Check, Command, Pay
from backend.domain.errors import Unavailable
from backend.domain.outcome import Outcome, Verdict
from backend.domain.ports import Clock, NewId, OperationRaced
from backend.domain.services.charging.process_batch import check_batch, process_batch
from backend.domain.values.codes import Code
from backend.storage.charging.book import PostgresBook
from backend.storage.lane import Lane
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import metrics

Answer = TypeVar("Answer")

_PAUSES = (0.0, 0.02, 0.1, 0.3, 0.6, 1.0)
"""Seconds before each attempt: a race is over at once, a restarting database needs a little."""

_LIMIT_EXCEEDED = "54"
"""The class of errors about what is sent, such as a value too long to be indexed."""

_log = structlog.get_logger(__name__)


class PostgresDesk:
    """Implements the ``OperationDesk`` port. One lane writes, one only asks.

    ``after_payments`` is called after the commit of a batch with payments, before it is answered.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        new_id: NewId,
        *,
        catalogue: Callable[[], Catalogue],
        max_batch: int,
        max_queue: int,
        after_payments: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine = engine
        self._after_payments = after_payments
        self._clock = clock
        self._new_id = new_id
        self._catalogue = catalogue
        self._charging: Lane[Command, Outcome] = Lane(
            self.process,
            failed,
            name="charging",
            max_batch=max_batch,
            max_queue=max_queue,
            observe=metrics.observe_batch,
        )
        self._asking: Lane[Check, Verdict] = Lane(
            self.answer, unanswered, name="asking", max_batch=max_batch, max_queue=max_queue
        )

    def submit(self, commands: Sequence[Command]) -> "Future[list[Outcome]]":
        """Queue commands for the next batch. Raises ``Busy`` when the queue is full."""
        return self._charging.submit(commands)

    def check(self, checks: Sequence[Check]) -> "Future[list[Verdict]]":
        """Queue checks; they are answered without locking anything."""
        return self._asking.submit(checks)

    def process(self, commands: Sequence[Command]) -> list[Outcome]:
        """One batch in one transaction, now, on the caller's thread."""
        outcomes = self.in_transaction(
            lambda book: process_batch(commands, book, self._clock.moment())
        )
        if any(isinstance(command, Pay) for command in commands):
            self._follow_payments()
        return outcomes

    def answer(self, checks: Sequence[Check]) -> list[Verdict]:
        """One batch of checks, now, on the caller's thread."""
        return self.in_transaction(lambda book: check_batch(checks, book, self._clock.moment()))

    def close(self) -> None:
        """Finish what is queued and stop."""
        self._charging.close()
        self._asking.close()

    def _follow_payments(self) -> None:
        try:
            self._after_payments()
        except Exception:  # what is committed is answered as such, whatever follows it
            _log.exception("after payments")

    def in_transaction(self, work: Callable[[PostgresBook], list[Answer]]) -> list[Answer]:
        """Do it in a transaction of its own, again where that may help. Raises ``Unavailable``."""
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                with UnitOfWork(self._engine) as unit:
                    answers = work(PostgresBook(unit.driver, self._new_id, self._catalogue()))
                    unit.commit()
                    return answers
            except OperationRaced:
                continue
            except (psycopg.Error, DBAPIError) as error:
                cause = error.orig if isinstance(error, DBAPIError) else error
                if not _may_pass(cause):
                    raise
                _log.warning("batch repeated", reason=type(cause).__name__)
            except PoolTimeout as error:  # it has waited long enough already
                raise Unavailable from error
        raise Unavailable


def _may_pass(error: BaseException | None) -> bool:
    """Whether trying again may help: the server was away or busy, the batch is not to blame."""
    if isinstance(error, psycopg.OperationalError):
        return not (error.sqlstate or "").startswith(_LIMIT_EXCEEDED)
    return isinstance(error, psycopg.InterfaceError)


def failed(command: Command, error: Exception) -> Outcome:
    """The outcome of a command that fails by itself."""
    _log.error(
        "operation failed alone",
        kind=command.kind,
        correlation_id=command.origin.correlation_id,
        exc_info=error,
    )
    return Outcome(
        code=Code.FAILED,
        kind=command.kind,
        external_id=command.external_id,
        account=command.account,
    )


def unanswered(check: Check, error: Exception) -> Verdict:
    """The verdict on a check that fails by itself."""
    _log.error("check failed alone", exc_info=error)
    return Verdict(code=Code.FAILED, account=check.account, external_id=check.external_id)
