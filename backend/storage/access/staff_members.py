"""The staff as its admins see it: who there is, appointing, changing, new passwords.

Everything runs in a unit of work of the caller's, together with its record. Admins are locked
first and in order, so that of two who dismiss each other at once one stays.
"""

from dataclasses import replace
from typing import Any

from psycopg import Connection

from backend.domain.errors import AlreadyExists, NotFound
from backend.domain.ports import Clock, PasswordHasher
from backend.domain.services.access.choose_password import choose_password
from backend.domain.services.access.limit_sign_ins import digest_account
from backend.domain.services.access.realm import Realm
from backend.domain.services.access.staff_members import (
    Member,
    MemberChange,
    change_member,
    require_free_name,
)
from backend.domain.values.identifiers import is_staff_name
from backend.domain.values.roles import Role
from backend.storage.access.attempts import AttemptBook
from backend.storage.access.staff_credentials import StaffCredentialBook
from backend.storage.access.staff_sessions import StaffSessionBook
from backend.storage.access.staff_totp import forget_second_factor
from backend.storage.unit_of_work import UnitOfWork

_ALL = """
SELECT m.id, m.name, m.role, m.enabled, m.totp_secret IS NOT NULL, m.created_at,
       (SELECT max(s.seen_at) FROM staff_session s WHERE s.staff_id = m.id)
FROM staff m
"""
_LIST = f"{_ALL} ORDER BY m.name"
_FIND = f"{_ALL} WHERE m.name = %s FOR UPDATE OF m"
_ADMINS = "SELECT name FROM staff WHERE role = 'admin' AND enabled ORDER BY id FOR UPDATE"
_ADD = """
INSERT INTO staff (name, role, enabled, password_hash, changed_at, created_at)
VALUES (%(name)s, %(role)s, true, %(password_hash)s, %(now)s, %(now)s)
ON CONFLICT (name) DO NOTHING RETURNING id
"""
_CHANGE = "UPDATE staff SET role = %s, enabled = %s WHERE id = %s"


class MemberDesk:
    """``key`` is the installation's signing key."""

    def __init__(self, clock: Clock, key: bytes, hasher: PasswordHasher) -> None:
        self._clock = clock
        self._key = key
        self._hasher = hasher

    def hashed(self, name: str, password: str) -> str:
        """What is stored of a password. Raises ``WeakPassword`` and ``Busy``."""
        return self._hasher.hash(choose_password(password, name))

    def members(self, unit: UnitOfWork) -> list[Member]:
        """Everybody, by name."""
        return [_member(row) for row in unit.driver.execute(_LIST)]

    def add(self, unit: UnitOfWork, name: str, role: Role, password_hash: str) -> Member:
        """Appoint somebody. Raises ``InvalidRequest`` and ``AlreadyExists``."""
        require_free_name(name)
        now = self._clock.now()
        given = {"name": name, "role": role.value, "password_hash": password_hash, "now": now}
        if unit.driver.execute(_ADD, given).fetchone() is None:
            raise AlreadyExists("somebody has this name, or had it")
        return Member(name=name, role=role, enabled=True, has_totp=False, created_at=now)

    def change(self, unit: UnitOfWork, name: str, change: MemberChange) -> tuple[Member, Member]:
        """How a member was and is; what was changed ends the sessions.

        Raises ``NotFound``, and ``NotAllowed`` where no admin would be left.
        """
        admins = {admin for (admin,) in unit.driver.execute(_ADMINS)}
        staff_id, before = _locked(unit.driver, name)
        after = change_member(before, change, admins)
        if after != before:
            unit.driver.execute(_CHANGE, [after.role.value, after.enabled, staff_id])
            StaffSessionBook(unit.driver).end_others(staff_id)
            after = replace(after, seen_at=None)
        return before, after

    def reset_password(
        self, unit: UnitOfWork, name: str, password_hash: str
    ) -> tuple[Member, Member]:
        """How a member was and is: with another password, without a second factor, sessions and
        counted attempts. Raises ``NotFound``.
        """
        staff_id, before = _locked(unit.driver, name)
        StaffCredentialBook(unit.driver).put(staff_id, password_hash, self._clock.now())
        forget_second_factor(unit.driver, staff_id)
        StaffSessionBook(unit.driver).end_others(staff_id)
        AttemptBook(unit.driver).clear_all(digest_account(name, self._key, Realm.DESK))
        return before, replace(before, has_totp=False, seen_at=None)


def _locked(driver: Connection[Any], name: str) -> tuple[int, Member]:
    row = driver.execute(_FIND, [name if is_staff_name(name) else ""]).fetchone()
    if row is None:
        raise NotFound("nobody of the staff has this name")
    return row[0], _member(row)


def _member(row: tuple[Any, ...]) -> Member:
    _, name, role, enabled, has_totp, created_at, seen_at = row
    return Member(
        name=name,
        role=Role(role),
        enabled=enabled,
        has_totp=has_totp,
        created_at=created_at,
        seen_at=seen_at,
    )
