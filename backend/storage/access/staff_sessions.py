"""Sessions of the staff, inside the caller's transaction.

Reading one joins the member: a change of role, or switching off, is true for the very next request
in every process.
"""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.access.sessions import SEEN_AGAIN, expiry
from backend.domain.services.access.staff import StaffSession
from backend.domain.values.roles import Role

_ADD = """
INSERT INTO staff_session (digest, staff_id, created_at, seen_at, expires_at, address, agent)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_FIND = """
SELECT s.staff_id, m.name, m.role, m.totp_secret IS NOT NULL, s.address, s.created_at, s.seen_at,
       s.expires_at
FROM staff_session s JOIN staff m ON m.id = s.staff_id
WHERE s.digest = %s AND s.expires_at > %s AND m.enabled
"""
# Of several requests at once, one writes.
_SEE = """
UPDATE staff_session SET seen_at = %(now)s, expires_at = %(expires_at)s
WHERE digest = %(digest)s AND seen_at = %(seen_at)s
"""
_END = "DELETE FROM staff_session WHERE digest = %s"
_END_OTHERS = """
DELETE FROM staff_session WHERE staff_id = %s AND digest IS DISTINCT FROM %s::bytea
"""


class StaffSessionBook:
    """Reads and writes sessions by the digests of their tokens."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def add(self, session: StaffSession, agent: str) -> None:
        """Begin a session."""
        self._driver.execute(
            _ADD,
            [
                session.digest,
                session.staff_id,
                session.created_at,
                session.created_at,
                session.expires_at,
                session.address,
                agent,
            ],
        )

    def find(self, digest: bytes, now: datetime) -> tuple[StaffSession, datetime] | None:
        """A session that goes on, and when it was noted to be used."""
        row = self._driver.execute(_FIND, [digest, now]).fetchone()
        if row is None:
            return None
        staff_id, name, role, has_totp, address, created_at, seen_at, expires_at = row
        session = StaffSession(
            digest=digest,
            staff_id=staff_id,
            name=name,
            role=Role(role),
            has_totp=has_totp,
            address=address,
            created_at=created_at,
            expires_at=expires_at,
        )
        return session, seen_at

    def see(self, session: StaffSession, seen_at: datetime, now: datetime) -> datetime | None:
        """Note that a session is used, if that was not noted just now: when it ends then."""
        if now - seen_at < SEEN_AGAIN:
            return None
        expires_at = expiry(session.created_at, now)
        given = {"digest": session.digest, "seen_at": seen_at, "now": now, "expires_at": expires_at}
        self._driver.execute(_SEE, given)
        return expires_at

    def end(self, digest: bytes) -> None:
        """End one session."""
        self._driver.execute(_END, [digest])

    def end_others(self, staff_id: int, kept: bytes | None = None) -> int:
        """End the member's sessions, all or all but one; how many there were."""
        return self._driver.execute(_END_OTHERS, [staff_id, kept]).rowcount
