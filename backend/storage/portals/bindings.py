"""Bindings of portals to accounts, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.portals.bind import Binding, BindingState, Source
from backend.domain.services.portals.scopes import Scope

_SELECT = """
SELECT b.id, b.portal_id, p.code, p.title, b.number, b.account_id, b.source, b.scopes, b.state,
       b.created_at, b.expires_at, b.decided_at
FROM portal_binding b JOIN portal p ON p.id = b.portal_id
"""
_ADD = """
INSERT INTO portal_binding (id, portal_id, number, account_id, source, scopes, state, created_at,
                            expires_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_DECIDE = "UPDATE portal_binding SET state = %s, decided_at = %s WHERE id = %s"
_LIST = """
INSERT INTO portal_binding (id, portal_id, number, account_id, source, scopes, state, created_at)
SELECT new.id, %(portal)s, a.number, a.id, 'operator', '{}', 'active', %(now)s
FROM unnest(%(ids)s::uuid[], %(numbers)s::text[]) AS new (id, number)
JOIN account a USING (number)
WHERE a.status <> 'closed'
ON CONFLICT (portal_id, number) WHERE state IN ('pending', 'active') DO NOTHING
"""
_ASKED_TWICE = """
UPDATE portal_binding b
SET account_id = a.id, source = 'operator', state = 'active', scopes = '{}', expires_at = NULL,
    decided_at = %(now)s
FROM account a
WHERE b.portal_id = %(portal)s AND b.number = ANY (%(numbers)s) AND a.number = b.number
  AND a.status <> 'closed' AND b.source = 'consent' AND b.state IN ('pending', 'active')
"""
_WAITING = """
SELECT count(*) FILTER (WHERE portal_id = %(portal)s), count(*) FILTER (WHERE number = %(number)s)
FROM portal_binding
WHERE state = 'pending' AND expires_at > %(now)s
  AND (portal_id = %(portal)s OR number = %(number)s)
"""
_EXPIRE = """
UPDATE portal_binding SET state = 'expired', decided_at = expires_at WHERE id IN (
    SELECT id FROM portal_binding WHERE state = 'pending' AND expires_at <= %s LIMIT 1000)
"""
_REACHED = """
SELECT a.id, b.source, b.scopes
FROM account a
LEFT JOIN portal_binding b
    ON b.portal_id = %(portal)s AND b.account_id = a.id AND b.state = 'active'
WHERE a.number = %(number)s AND a.status <> 'closed'
"""
_ALL_NUMBERS = """
SELECT number FROM account WHERE status <> 'closed' AND number > %(after)s
ORDER BY number LIMIT %(limit)s
"""
_BOUND_NUMBERS = """
SELECT a.number FROM portal_binding b JOIN account a ON a.id = b.account_id
WHERE b.portal_id = %(portal)s AND b.state = 'active' AND a.status <> 'closed'
  AND a.number > %(after)s
ORDER BY a.number LIMIT %(limit)s
"""


class BindingBook:
    """Reads and writes bindings."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def add(self, binding: Binding) -> None:
        """A request that waits."""
        given = [
            binding.id,
            binding.portal_id,
            binding.number,
            binding.account_id,
            binding.source,
            sorted(binding.scopes),
            binding.state,
            binding.created_at,
            binding.expires_at,
        ]
        self._driver.execute(_ADD, given)

    def living(self, portal_id: UUID, number: str) -> Binding | None:
        """The one that waits or is active."""
        where = "WHERE b.portal_id = %s AND b.number = %s AND b.state IN ('pending', 'active')"
        return self._one(where, [portal_id, number])

    def refused(self, portal_id: UUID, number: str, since: datetime) -> Binding | None:
        """A request that the subscriber has refused since then."""
        where = "WHERE b.portal_id = %s AND b.number = %s AND b.state = 'refused'"
        return self._one(
            f"{where} AND b.decided_at > %s ORDER BY b.decided_at DESC LIMIT 1",
            [portal_id, number, since],
        )

    def of_portal(self, portal_id: UUID, binding_id: UUID) -> Binding:
        """One of the portal's. Raises ``NotFound``."""
        return self._found("WHERE b.portal_id = %s AND b.id = %s", [portal_id, binding_id])

    def of_account(self, account_id: int, binding_id: UUID) -> Binding:
        """One that its subscriber was asked for. Raises ``NotFound``."""
        where = "WHERE b.account_id = %s AND b.source = 'consent' AND b.id = %s"
        return self._found(where, [account_id, binding_id])

    def consents(self, account_id: int) -> list[Binding]:
        """What waits for the subscriber, and what he agreed to; the newest first."""
        where = (
            "WHERE b.account_id = %s AND b.source = 'consent' AND b.state IN ('pending', 'active')"
        )
        return self._many(f"{where} AND p.enabled ORDER BY b.created_at DESC, b.id", [account_id])

    def page(self, portal_id: UUID, after: str, limit: int) -> list[Binding]:
        """Those that wait or are active, in the order of numbers."""
        where = "WHERE b.portal_id = %s AND b.state IN ('pending', 'active') AND b.number > %s"
        return self._many(f"{where} ORDER BY b.number LIMIT %s", [portal_id, after, limit])

    def decide(self, binding_id: UUID, state: BindingState, now: datetime) -> None:
        """Bring it into its next state."""
        self._driver.execute(_DECIDE, [state, now, binding_id])

    def list_accounts(
        self, portal_id: UUID, numbers: Sequence[str], ids: Sequence[UUID], now: datetime
    ) -> int:
        """Bind accounts as the operator says; how many are bound by it now that were not."""
        given: dict[str, Any] = {
            "portal": portal_id,
            "numbers": list(numbers),
            "ids": list(ids),
            "now": now,
        }
        asked = self._driver.execute(_ASKED_TWICE, given).rowcount
        return asked + self._driver.execute(_LIST, given).rowcount

    def waiting(self, portal_id: UUID, number: str, now: datetime) -> tuple[int, int]:
        """How many requests wait: of the portal, and for the number."""
        given = {"portal": portal_id, "number": number, "now": now}
        row = self._driver.execute(_WAITING, given).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def reached(
        self, portal_id: UUID, number: str
    ) -> tuple[int, Source | None, frozenset[Scope]] | None:
        """The account, and how the portal is bound to it; ``None`` where there is no account."""
        row = self._driver.execute(_REACHED, {"portal": portal_id, "number": number}).fetchone()
        if row is None:
            return None
        source = Source(row[1]) if row[1] else None
        return row[0], source, frozenset(map(Scope, row[2] or ()))

    def numbers(self, portal_id: UUID | None, after: str, limit: int) -> list[str]:
        """Accounts that a portal is bound to, ``None``: all accounts, in the order of numbers."""
        given = {"portal": portal_id, "after": after, "limit": limit}
        query = _ALL_NUMBERS if portal_id is None else _BOUND_NUMBERS
        return [row[0] for row in self._driver.execute(query, given)]

    def _found(self, where: str, given: Sequence[Any]) -> Binding:
        found = self._one(f"{where} FOR NO KEY UPDATE OF b", given)
        if found is None:
            raise NotFound("there is no such binding")
        return found

    def _one(self, where: str, given: Sequence[Any]) -> Binding | None:
        found = self._many(where, given)
        return found[0] if found else None

    def _many(self, where: str, given: Sequence[Any]) -> list[Binding]:
        return [_binding(row) for row in self._driver.execute(f"{_SELECT} {where}".encode(), given)]


def expire_bindings(driver: Connection[Any], now: datetime) -> int:
    """End one chunk of requests that nobody has answered; how many."""
    return driver.execute(_EXPIRE, [now]).rowcount


def _binding(row: Sequence[Any]) -> Binding:
    return Binding(
        id=row[0],
        portal_id=row[1],
        portal=row[2],
        title=row[3],
        number=row[4],
        account_id=row[5],
        source=Source(row[6]),
        scopes=frozenset(map(Scope, row[7])),
        state=BindingState(row[8]),
        created_at=row[9],
        expires_at=row[10],
        decided_at=row[11],
    )
