"""Sessions of the cabinet, inside the caller's transaction."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.access.sessions import SEEN_AGAIN, Session, expiry
from backend.domain.values.status import AccountStatus

_ADD = """
INSERT INTO cabinet_session
    (digest, account_id, created_at, seen_at, expires_at, address, agent)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
_FIND = """
SELECT s.account_id, a.number, a.holder, a.status, s.address, s.created_at, s.seen_at, s.expires_at
FROM cabinet_session s JOIN account a ON a.id = s.account_id
WHERE s.digest = %s AND s.expires_at > %s AND a.status <> 'closed'
"""
# Of several requests at once, one writes.
_SEE = """
UPDATE cabinet_session SET seen_at = %(now)s, expires_at = %(expires_at)s
WHERE digest = %(digest)s AND seen_at = %(seen_at)s
"""
_END = "DELETE FROM cabinet_session WHERE digest = %s"
_END_OTHERS = """
DELETE FROM cabinet_session WHERE account_id = %s AND digest IS DISTINCT FROM %s::bytea
"""


class SessionBook:
    """Reads and writes sessions by the digests of their tokens."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def add(self, session: Session, agent: str) -> None:
        """Begin a session."""
        self._driver.execute(
            _ADD,
            [
                session.digest,
                session.account_id,
                session.created_at,
                session.created_at,
                session.expires_at,
                session.address,
                agent,
            ],
        )

    def find(self, digest: bytes, now: datetime) -> tuple[Session, datetime] | None:
        """A session that goes on, and when it was noted to be used."""
        row = self._driver.execute(_FIND, [digest, now]).fetchone()
        if row is None:
            return None
        account_id, number, holder, status, address, created_at, seen_at, expires_at = row
        session = Session(
            digest=digest,
            account_id=account_id,
            number=number,
            holder=holder,
            status=AccountStatus(status),
            address=address,
            created_at=created_at,
            expires_at=expires_at,
        )
        return session, seen_at

    def see(self, session: Session, seen_at: datetime, now: datetime) -> datetime:
        """Note that a session is used, if that was not noted just now; when it ends."""
        if now - seen_at < SEEN_AGAIN:
            return session.expires_at
        expires_at = expiry(session.created_at, now)
        given = {"digest": session.digest, "seen_at": seen_at, "now": now, "expires_at": expires_at}
        self._driver.execute(_SEE, given)
        return expires_at

    def end(self, digest: bytes) -> None:
        """End one session."""
        self._driver.execute(_END, [digest])

    def end_others(self, account_id: int, kept: bytes | None = None) -> int:
        """End the account's sessions, all or all but one; how many there were."""
        return self._driver.execute(_END_OTHERS, [account_id, kept]).rowcount
