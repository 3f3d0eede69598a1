"""Passwords of accounts, inside the caller's transaction.

A credential is locked by whoever lets somebody in and by whoever changes it: a session never
outlives the change of the password that opened it.
"""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.access.check_password import AccountCredentials
from backend.domain.values.identifiers import is_account_number
from backend.domain.values.status import AccountStatus

_FIND_ACCOUNT = "SELECT id FROM account WHERE number = %s AND status <> 'closed'"
_FIND = """
SELECT a.id, a.number, a.holder, a.status, c.password_hash, c.changed_at
FROM account a JOIN credential c ON c.account_id = a.id
WHERE a.number = %s AND a.status <> 'closed'
"""
_LOCK = """
SELECT 1 FROM credential WHERE account_id = %s AND changed_at = %s FOR NO KEY UPDATE
"""
_REHASH = "UPDATE credential SET password_hash = %s WHERE account_id = %s"
# Each password has an instant of its own, which tells it from the one before.
_PUT = """
INSERT INTO credential AS old (account_id, password_hash, changed_at) VALUES (%s, %s, %s)
ON CONFLICT (account_id) DO UPDATE
SET password_hash = excluded.password_hash,
    changed_at = greatest(excluded.changed_at, old.changed_at + interval '1 microsecond')
RETURNING changed_at
"""
_REMOVE = "DELETE FROM credential WHERE account_id = %s"


class CredentialBook:
    """Reads and writes passwords' hashes."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def account(self, number: str) -> int | None:
        """The id of an account that is not closed."""
        row = self._driver.execute(_FIND_ACCOUNT, [_safe(number)]).fetchone()
        return row[0] if row else None

    def find(self, number: str) -> AccountCredentials | None:
        """The account with its password; ``None`` where it is closed or one of both is missing."""
        row = self._driver.execute(_FIND, [_safe(number)]).fetchone()
        return _credentials(*row) if row else None

    def lock(self, known: AccountCredentials) -> bool:
        """Keep the password from being changed until the end; whether it still is this one."""
        given = [known.id, known.changed_at]
        return self._driver.execute(_LOCK, given).fetchone() is not None

    def rehash(self, known: AccountCredentials, password_hash: str) -> None:
        """Keep the same password under another hash; the caller has locked it."""
        self._driver.execute(_REHASH, [password_hash, known.id])

    def put(self, account_id: int, password_hash: str, now: datetime) -> datetime:
        """Set another password; when it counts as changed."""
        row = self._driver.execute(_PUT, [account_id, password_hash, now]).fetchone()
        assert row is not None  # noqa: S101 (RETURNING answers the row that was written)
        changed_at: datetime = row[0]
        return changed_at

    def remove(self, account_id: int) -> None:
        """Leave the account without a password."""
        self._driver.execute(_REMOVE, [account_id])


def _safe(number: str) -> str:
    """What cannot be a number is looked for, too, as one that nobody has: the same work."""
    return number if is_account_number(number) else ""


def _credentials(
    account_id: int, number: str, holder: str, status: str, password_hash: str, changed_at: datetime
) -> AccountCredentials:
    return AccountCredentials(
        id=account_id,
        name=number,
        holder=holder,
        status=AccountStatus(status),
        password_hash=password_hash,
        changed_at=changed_at,
    )
