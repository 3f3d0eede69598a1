"""Portals and their secrets, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection, errors

from backend.domain.errors import AlreadyExists, NotFound
from backend.domain.integrator import SecretDigest
from backend.domain.services.portals.portal import Portal, Reach
from backend.domain.services.portals.scopes import Scope

_SECRETS = """
SELECT salt, digest, expires_at FROM portal_secret WHERE portal_id = %s ORDER BY id DESC
"""
_ALL = """
SELECT id, code, title, enabled, reach, scopes, networks, calls_per_minute, calls_per_day,
       created_at
FROM portal
"""
_ADD = """
INSERT INTO portal (id, code, title, enabled, reach, scopes, networks, calls_per_minute,
                    calls_per_day, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_CHANGE = """
UPDATE portal SET title = %s, enabled = %s, reach = %s, scopes = %s, networks = %s,
                  calls_per_minute = %s, calls_per_day = %s
WHERE id = %s
"""
_NEW_DIGEST = """
INSERT INTO portal_secret (portal_id, salt, digest, created_at) VALUES (%s, %s, %s, %s)
"""
_END_OTHERS = """
DELETE FROM portal_secret WHERE portal_id = %(portal)s AND id <> coalesce(
    (SELECT max(id) FROM portal_secret WHERE portal_id = %(portal)s), 0)
"""
_END_SOON = """
UPDATE portal_secret SET expires_at = least(coalesce(expires_at, %(until)s), %(until)s)
WHERE portal_id = %(portal)s
"""


class PortalBook:
    """Reads and writes portals."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def all(self) -> list[Portal]:
        """Every portal in the order of codes, without secrets."""
        return [_portal(row, ()) for row in self._driver.execute(f"{_ALL} ORDER BY code")]

    def find(self, code: str, *, lock: bool = False) -> Portal:
        """With its secrets; ``lock`` keeps others from changing it. Raises ``NotFound``."""
        found = self._one("WHERE code = %s", code, lock=lock)
        if found is None:
            raise NotFound("there is no such portal")
        return found

    def known(self, code: str) -> Portal | None:
        """With its secrets, switched on or not; ``None`` if there is none."""
        return self._one("WHERE code = %s", code)

    def by_id(self, portal_id: UUID) -> Portal | None:
        """With its secrets; ``None`` if there is none."""
        return self._one("WHERE id = %s", portal_id)

    def add(self, portal: Portal) -> None:
        """Raises ``AlreadyExists``."""
        given = [portal.id, portal.code, *_changeable(portal), portal.created_at]
        try:
            with self._driver.transaction():
                self._driver.execute(_ADD, given)
        except errors.UniqueViolation:
            raise AlreadyExists from None

    def change(self, portal: Portal) -> None:
        """Write everything of it that can change."""
        self._driver.execute(_CHANGE, [*_changeable(portal), portal.id])

    def add_secret(
        self, portal_id: UUID, secret: SecretDigest, now: datetime, until: datetime
    ) -> None:
        """A new secret; the one before it is good until then, older ones end now."""
        self._driver.execute(_END_OTHERS, {"portal": portal_id})
        self._driver.execute(_END_SOON, {"portal": portal_id, "until": until})
        self._driver.execute(_NEW_DIGEST, [portal_id, secret.salt, secret.digest, now])

    def _one(self, where: str, value: object, *, lock: bool = False) -> Portal | None:
        locking = " FOR NO KEY UPDATE" if lock else ""
        row = self._driver.execute(f"{_ALL} {where}{locking}".encode(), [value]).fetchone()
        if row is None:
            return None
        found = self._driver.execute(_SECRETS, [row[0]])
        secrets = [SecretDigest(salt=s, digest=d, expires_at=until) for s, d, until in found]
        return _portal(row, secrets)


def _changeable(portal: Portal) -> list[Any]:
    return [
        portal.title,
        portal.enabled,
        portal.reach,
        sorted(portal.scopes),
        list(portal.networks),
        portal.calls_per_minute,
        portal.calls_per_day,
    ]


def _portal(row: Sequence[Any], secrets: Sequence[SecretDigest]) -> Portal:
    id_, code, title, enabled, reach, scopes, networks, minute, day, created_at = row
    return Portal(
        id=id_,
        code=code,
        title=title,
        enabled=enabled,
        reach=Reach(reach),
        scopes=frozenset(map(Scope, scopes)),
        networks=tuple(networks),
        calls_per_minute=minute,
        calls_per_day=day,
        created_at=created_at,
        secrets=tuple(secrets),
    )
