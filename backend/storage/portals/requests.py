"""Requests by their keys: begun, answered, and answered again from what was stored.

``begin`` commits before anything is done, ``finish`` after it. Whoever dies in between leaves the
key outstanding, and after a minute whoever comes with it again takes it over.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.ports import Clock
from backend.domain.services.portals.do_once import KEPT, KeyOutstanding, Noted, Replay, judge
from backend.storage.unit_of_work import UnitOfWork

_NOTE = """
INSERT INTO portal_request (portal_id, key, fingerprint, began_at) VALUES (%s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""
_FIND = """
SELECT fingerprint, began_at, status, content_type, body FROM portal_request
WHERE portal_id = %s AND key = %s FOR NO KEY UPDATE
"""
_TAKE_OVER = "UPDATE portal_request SET began_at = %s WHERE portal_id = %s AND key = %s"
_FINISH = """
UPDATE portal_request SET finished_at = %s, status = %s, content_type = %s, body = %s
WHERE portal_id = %s AND key = %s AND finished_at IS NULL
"""
_FORGET = "DELETE FROM portal_request WHERE portal_id = %s AND key = %s AND finished_at IS NULL"
_SWEEP = """
DELETE FROM portal_request WHERE (portal_id, key) IN (
    SELECT portal_id, key FROM portal_request WHERE began_at < %s LIMIT 1000)
"""


class RequestDesk:
    """Every method is a transaction of its own."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def begin(self, portal_id: UUID, key: str, fingerprint: bytes) -> Replay | None:
        """What was answered, or ``None``: the request is the caller's to do.

        Raises ``KeyReused`` and ``KeyOutstanding``.
        """
        now = self._clock.now()
        with self._unit_of_work() as unit:
            noted = unit.driver.execute(_NOTE, [portal_id, key, fingerprint, now]).rowcount
            replay = None if noted else self._again(unit.driver, portal_id, key, fingerprint)
            unit.commit()
        return replay

    def finish(self, portal_id: UUID, key: str, answer: Replay) -> None:
        """Remember the answer; an earlier one stands."""
        given = [self._clock.now(), answer.status, answer.content_type, answer.body]
        with self._unit_of_work() as unit:
            unit.driver.execute(_FINISH, [*given, portal_id, key])
            unit.commit()

    def forget(self, portal_id: UUID, key: str) -> None:
        """Nothing was done and nothing decided: the key is free again."""
        with self._unit_of_work() as unit:
            unit.driver.execute(_FORGET, [portal_id, key])
            unit.commit()

    def _again(
        self, driver: Connection[Any], portal_id: UUID, key: str, fingerprint: bytes
    ) -> Replay | None:
        row = driver.execute(_FIND, [portal_id, key]).fetchone()
        if row is None:  # forgotten in this moment
            raise KeyOutstanding
        noted = Noted(
            fingerprint=row[0], began_at=row[1], status=row[2], content_type=row[3], body=row[4]
        )
        replay = judge(noted, fingerprint, self._clock.now())
        if replay is None:
            driver.execute(_TAKE_OVER, [self._clock.now(), portal_id, key])
        return replay


def sweep_requests(driver: Connection[Any], now: datetime) -> int:
    """Forget one chunk of old answers; how many."""
    return driver.execute(_SWEEP, [now - KEPT]).rowcount
