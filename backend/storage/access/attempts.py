"""Attempts at passwords, counted one at a time for each account and network.

The locks are of the transaction and taken in ascending order; they are held while a row is counted
and written, never while a password is looked at.
"""

import hashlib
from datetime import datetime
from typing import Any, LiteralString

from psycopg import Connection

from backend.domain.errors import TooManyAttempts
from backend.domain.services.access.limit_sign_ins import (
    Attempt,
    Limit,
    Scope,
    limits_of,
    seconds_to_wait,
)

_LOCK = "SELECT pg_advisory_xact_lock(%s)"
_WHERE: dict[Scope, LiteralString] = {
    Scope.HERE: "account = %(account)s AND network = %(network)s AND device IS NULL",
    Scope.ACCOUNT: "account = %(account)s AND device IS NULL",
    Scope.NETWORK: "network = %(network)s AND device IS NULL",
    Scope.DEVICE: "account = %(account)s AND device = %(device)s",
}
_DECISIVE: LiteralString = (
    "SELECT at FROM sign_in_failure WHERE {} ORDER BY at DESC OFFSET %(before)s LIMIT 1"
)
_ADD = """
INSERT INTO sign_in_failure (account, network, device, at)
VALUES (%(account)s, %(network)s, %(device)s, %(at)s) RETURNING id
"""
_WITHDRAW = "DELETE FROM sign_in_failure WHERE id = %s"
# Later ones are under way: they are right or wrong by themselves.
_CLEAR = "DELETE FROM sign_in_failure WHERE {} AND id <= %(id)s"
_CLEAR_ALL = "DELETE FROM sign_in_failure WHERE account = %s"


class AttemptBook:
    """Counts attempts, inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def begin(self, attempt: Attempt, now: datetime) -> int:
        """Count an attempt as failed until it is known better; its id.

        Raises ``TooManyAttempts``, and then has counted nothing.
        """
        for key in _lock_keys(attempt):
            self._driver.execute(_LOCK, [key])
        found = [(limit, self._decisive(limit, attempt)) for limit in limits_of(attempt)]
        if seconds := seconds_to_wait(found, now):
            raise TooManyAttempts(seconds)
        row = self._driver.execute(_ADD, {**_values(attempt), "at": now}).fetchone()
        assert row is not None  # noqa: S101 (RETURNING answers the row that was written)
        attempt_id: int = row[0]
        return attempt_id

    def withdraw(self, attempt_id: int) -> None:
        """Forget an attempt whose password nobody has looked at."""
        self._driver.execute(_WITHDRAW, [attempt_id])

    def clear(self, attempt: Attempt, attempt_id: int) -> None:
        """The password was right: forget this attempt and those before it from the same place."""
        scope = Scope.HERE if attempt.device is None else Scope.DEVICE
        self._driver.execute(_CLEAR.format(_WHERE[scope]), {**_values(attempt), "id": attempt_id})

    def clear_all(self, account: bytes) -> None:
        """The account has another password: what was tried at the old one is no matter."""
        self._driver.execute(_CLEAR_ALL, [account])

    def _decisive(self, limit: Limit, attempt: Attempt) -> datetime | None:
        given = {**_values(attempt), "before": limit.failures - 1}
        row = self._driver.execute(_DECISIVE.format(_WHERE[limit.scope]), given).fetchone()
        return row[0] if row else None


def _values(attempt: Attempt) -> dict[str, Any]:
    return {"account": attempt.account, "network": attempt.network, "device": attempt.device}


def _lock_keys(attempt: Attempt) -> list[int]:
    """Eight bytes of what is counted together; that two share a key costs a short wait."""
    names = [attempt.account]
    if attempt.device is None:
        names.append(attempt.network.encode())
    digests = (hashlib.sha256(b"vitrina.attempt:" + name).digest() for name in names)
    return sorted(int.from_bytes(digest[:8], signed=True) for digest in digests)
