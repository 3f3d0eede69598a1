"""The staff's sessions: who is signed in to the desk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from backend.domain.errors import NotAuthenticated
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.sessions import SEEN_AGAIN, digest_token, expiry
from backend.domain.services.access.staff import StaffSession, StaffSignedIn, StaffSignIn
from backend.domain.values.roles import Role
from backend.storage.unit_of_work import UnitOfWork

_FIND = """
SELECT s.staff_id, m.name, m.role, m.totp_secret IS NOT NULL, s.address, s.created_at, s.seen_at,
       s.expires_at
FROM staff_session s JOIN staff m ON m.id = s.staff_id
WHERE s.digest = %s AND s.expires_at > %s AND m.enabled
"""
_SEE = """
UPDATE staff_session SET seen_at = %s, expires_at = %s WHERE digest = %s AND seen_at = %s
"""
_END = "DELETE FROM staff_session WHERE digest = %s"
_END_ALL = "DELETE FROM staff_session WHERE staff_id = %s"


class StaffDesk:
    """Implements the ``StaffAccess`` port; ``key`` is the installation's signing key."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        clock: Clock,
        key: bytes,
        hasher: PasswordHasher,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._key = key
        self._hasher = hasher

    def sign_in(self, command: StaffSignIn) -> StaffSignedIn:
        """A new session."""
        self._hasher.verify(command.password, None)
        raise NotAuthenticated

    def session(self, token: str) -> StaffSession | None:
        """Whose it is; ``None`` for one that is unknown, over, or of a member switched off."""
        digest, now = digest_token(token), self._clock.now()
        with self._unit_of_work() as unit:
            row = unit.driver.execute(_FIND, [digest, now]).fetchone()
            if row is None:
                return None
            found, seen_at = _session(digest, row)
            if now - seen_at >= SEEN_AGAIN:
                found = replace(found, expires_at=expiry(found.created_at, now))
                unit.driver.execute(_SEE, [now, found.expires_at, digest, seen_at])
                unit.commit()
        return found

    def sign_out(self, token: str) -> None:
        """End this session, if there is one."""
        with self._unit_of_work() as unit:
            unit.driver.execute(_END, [digest_token(token)])
            unit.commit()

    def sign_out_everywhere(self, staff_id: int) -> int:
        """End all sessions of a member; how many there were."""
        with self._unit_of_work() as unit:
            ended = unit.driver.execute(_END_ALL, [staff_id]).rowcount
            unit.commit()
        return ended


def _session(digest: bytes, row: tuple[Any, ...]) -> tuple[StaffSession, datetime]:
    staff_id, name, role, has_totp, address, created_at, seen_at, expires_at = row
    found = StaffSession(
        digest=digest,
        staff_id=staff_id,
        name=name,
        role=Role(role),
        has_totp=has_totp,
        address=address,
        created_at=created_at,
        expires_at=expires_at,
    )
    return found, seen_at
