"""Passwords of the staff, inside the caller's transaction; see ``access.credentials``."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.access.staff import StaffCredentials
from backend.domain.values.identifiers import is_staff_name
from backend.domain.values.roles import Role

_FIND = "SELECT id, name, role, password_hash, changed_at FROM staff WHERE name = %s AND enabled"
_LOCK = "SELECT 1 FROM staff WHERE id = %s AND changed_at = %s AND enabled FOR NO KEY UPDATE"
_REHASH = "UPDATE staff SET password_hash = %s WHERE id = %s"
# Each password has an instant of its own, which tells it from the one before.
_PUT = """
UPDATE staff SET password_hash = %(password_hash)s,
    changed_at = greatest(%(now)s, changed_at + interval '1 microsecond')
WHERE id = %(id)s RETURNING changed_at
"""


class StaffCredentialBook:
    """Reads and writes passwords' hashes."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, name: str) -> StaffCredentials | None:
        """Who may come in under this name; ``None`` for a member switched off, too."""
        # What cannot be a name is looked for as one that nobody has: the same work.
        given = name if is_staff_name(name) else ""
        row = self._driver.execute(_FIND, [given]).fetchone()
        return _credentials(*row) if row else None

    def lock(self, known: StaffCredentials) -> bool:
        """Keep the member as it is until the end; whether the password still is this one."""
        given = [known.id, known.changed_at]
        return self._driver.execute(_LOCK, given).fetchone() is not None

    def rehash(self, known: StaffCredentials, password_hash: str) -> None:
        """Keep the same password under another hash; the caller has locked it."""
        self._driver.execute(_REHASH, [password_hash, known.id])

    def put(self, staff_id: int, password_hash: str, now: datetime) -> datetime:
        """Set another password; when it counts as changed."""
        given = {"id": staff_id, "password_hash": password_hash, "now": now}
        row = self._driver.execute(_PUT, given).fetchone()
        assert row is not None  # noqa: S101 (RETURNING answers the row that was written)
        changed_at: datetime = row[0]
        return changed_at


def _credentials(
    staff_id: int, name: str, role: str, password_hash: str, changed_at: datetime
) -> StaffCredentials:
    return StaffCredentials(
        id=staff_id,
        name=name,
        role=Role(role),
        password_hash=password_hash,
        changed_at=changed_at,
    )
