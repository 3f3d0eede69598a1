"""The dispatcher: hands facts that were not handed on yet to whoever turns them into something.

One dispatcher works at a time, whichever process it is in, so a consumer sees the facts of an
account in the order in which they happened. What consumers write is committed with the note that
the facts were handed on: whoever dies in between has done nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection

from backend.domain.events import Fact
from backend.domain.ports import Clock
from backend.storage.facts.reading import COLUMNS, fact_of_row
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]
Consumer = Callable[[Driver, Sequence[Fact]], None]
"""Writes what follows from facts, in the transaction that it is given."""

CHUNK = 500
_OLD = 5_000
"""Facts that one pass of forgetting looks at, from the oldest one on."""

_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('vitrina.facts'))"
_UNSENT = f"SELECT {COLUMNS} FROM outbox WHERE sent_at IS NULL ORDER BY number LIMIT %s"
_SENT = "UPDATE outbox SET sent_at = %s WHERE id = ANY (%s)"
_ANY = "SELECT EXISTS (SELECT FROM outbox WHERE sent_at IS NULL)"
_FORGET = """
DELETE FROM outbox o USING (
    SELECT id FROM outbox ORDER BY number LIMIT %s) AS oldest
WHERE o.id = oldest.id AND o.sent_at < %s
"""


class FactDispatcher:
    """``consumers`` are called in their order; ``keep``: for how long facts are kept afterwards."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        consumers: Sequence[Consumer],
        keep: timedelta,
        *,
        chunk: int = CHUNK,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._consumers = consumers
        self._keep = keep
        self._chunk = chunk

    def work(self) -> int:
        """Hand on everything that is there, unless somebody is at it; how many facts."""
        total = 0
        while True:
            done = self._hand_on()
            total += done
            if done < self._chunk:
                return total

    def purge(self) -> int:
        """Forget some of what is old, with the deliveries of it; how many facts."""
        with self._unit_of_work() as unit:
            gone = _forget(unit.driver, self._clock.now() - self._keep)
            unit.commit()
        return gone

    def _hand_on(self) -> int:
        with self._unit_of_work() as unit:
            driver = unit.driver
            if not _is_true(driver, _ANY) or not _is_true(driver, _LOCK):
                return 0
            facts = [fact_of_row(row) for row in driver.execute(_UNSENT.encode(), [self._chunk])]
            if facts:
                for consumer in self._consumers:
                    consumer(driver, facts)
                driver.execute(_SENT, [self._clock.now(), [fact.id for fact in facts]])
                unit.commit()
        return len(facts)


def _is_true(driver: Driver, query: str) -> bool:
    row = driver.execute(query.encode()).fetchone()
    return row is not None and bool(row[0])


def _forget(driver: Driver, before: datetime) -> int:
    return driver.execute(_FORGET, [_OLD, before]).rowcount
