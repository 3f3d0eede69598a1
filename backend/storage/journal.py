"""The exchange journal: noted at once, written soon after, by one thread and ``COPY``.

It is a log for support, not a record: what was noted in the last moments before a crash is lost,
and when support's log cannot keep up, the oldest unwritten pages go, never the service.
"""

import threading
from collections import deque
from dataclasses import fields
from operator import attrgetter

import structlog
from sqlalchemy import Engine

from backend.domain.views import Exchange
from backend.storage.unit_of_work import UnitOfWork

WRITE_SECONDS = 0.5
MAX_WAITING = 10_000

_COLUMNS = tuple(field.name for field in fields(Exchange))
_COPY = f"COPY exchange ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT BINARY)"
_TYPES = (
    "timestamptz", "text", "text", "text", "text", "text", "integer", "integer", "bytea", "bytea"
)  # fmt: skip
_row = attrgetter(*_COLUMNS)

_log = structlog.get_logger(__name__)


class PostgresJournal:
    """Implements the ``ExchangeJournal`` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[Exchange] = deque(maxlen=MAX_WAITING)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def record(self, exchange: Exchange) -> None:
        """Note an exchange; returns at once."""
        self._waiting.append(exchange)

    def close(self) -> None:
        """Write what is noted and stop."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.wait(WRITE_SECONDS):
            self._write()
        self._write()

    def _write(self) -> None:
        page = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not page:
            return
        try:
            with UnitOfWork(self._engine) as unit:
                with unit.driver.cursor() as cursor, cursor.copy(_COPY) as copy:
                    copy.set_types(_TYPES)
                    for exchange in page:
                        copy.write_row(_row(exchange))
                unit.commit()
        except Exception as error:  # whatever it is, the journal goes on
            _log.warning("journal pages lost", pages=len(page), reason=type(error).__name__)
