"""Everything that one process has for money which another billing keeps."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from backend.domain.ports import Clock, NewId
from backend.domain.services.booking.account_book import AccountBook
from backend.storage.books.desk import BookedDesk
from backend.storage.books.purse import Purse
from backend.storage.books.resolver import Resolver
from backend.storage.charging.desk import PostgresDesk
from backend.storage.failures import DATABASE_FAILURES
from backend.storage.unit_of_work import UnitOfWork

_log = structlog.get_logger(__name__)


class BookOffice:
    """Made once; ``close`` it in the end. ``purse`` pays for what billing charges."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        book: AccountBook,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._book = book
        self._clock = clock
        self._new_id = new_id
        self._resolver = Resolver(unit_of_work, book, clock)
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="books")
        self._asked = threading.Event()
        self.purse = Purse(unit_of_work, book, clock, new_id, self.kick)

    def desk(self, ledger: PostgresDesk, *, max_batch: int, max_queue: int) -> BookedDesk:
        """The doors' desk over the ledger's."""
        return BookedDesk(
            ledger,
            self._book,
            self._clock,
            self._new_id,
            max_batch=max_batch,
            max_queue=max_queue,
            kick=self.kick,
        )

    def kick(self) -> None:
        """Finish soon what has just come to its end, on a thread of its own; returns at once.

        Where that is not to be, the tick does it.
        """
        if self._asked.is_set():
            return
        self._asked.set()
        try:
            self._aside.submit(self._work_aside)
        except RuntimeError:  # it is closed
            _log.info("bookings left to the tick")

    def work(self) -> int:
        """What the tick does: finish everything that is not final and due."""
        return self._resolver.work()

    def close(self) -> None:
        """Finish what is being asked; the rest is left to others, or to the next start."""
        self._resolver.stop()
        self._aside.shutdown()

    def _work_aside(self) -> None:
        self._asked.clear()
        try:
            self._resolver.work()
        except DATABASE_FAILURES as error:
            _log.warning("bookings left to the tick", reason=type(error).__name__)
        except Exception:  # nobody waits for the result, so it is told here or nowhere
            _log.exception("bookings")
