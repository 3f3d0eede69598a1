"""Tokens by their digests, inside the caller's transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.portals.scopes import Scope

_ADD = """
INSERT INTO portal_token (digest, portal_id, scopes, issued_at, expires_at)
VALUES (%s, %s, %s, %s, %s)
"""
_FIND = "SELECT portal_id, scopes FROM portal_token WHERE digest = %s AND expires_at > %s"
_REVOKE = "DELETE FROM portal_token WHERE digest = %s AND portal_id = %s"
_REVOKE_ALL = "DELETE FROM portal_token WHERE portal_id = %s"
_SWEEP = """
DELETE FROM portal_token WHERE digest IN (
    SELECT digest FROM portal_token WHERE expires_at <= %s LIMIT 1000)
"""


class TokenBook:
    """Only digests come here; a token itself is never stored."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def add(
        self,
        digest: bytes,
        portal_id: UUID,
        scopes: frozenset[Scope],
        now: datetime,
        until: datetime,
    ) -> None:
        """A new token, good until then."""
        self._driver.execute(_ADD, [digest, portal_id, sorted(scopes), now, until])

    def find(self, digest: bytes, now: datetime) -> tuple[UUID, frozenset[Scope]] | None:
        """Whose it is and what it may do; ``None`` for one that is unknown or over."""
        row = self._driver.execute(_FIND, [digest, now]).fetchone()
        return (row[0], frozenset(map(Scope, row[1]))) if row else None

    def revoke(self, digest: bytes, portal_id: UUID) -> None:
        """End it, if it is this portal's."""
        self._driver.execute(_REVOKE, [digest, portal_id])

    def revoke_all(self, portal_id: UUID) -> None:
        """End all of a portal's."""
        self._driver.execute(_REVOKE_ALL, [portal_id])


def sweep_tokens(driver: Connection[Any], now: datetime) -> int:
    """Forget one chunk of those that are over; how many."""
    return driver.execute(_SWEEP, [now]).rowcount
