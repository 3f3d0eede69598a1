"""Somebody of the operator's staff, signed in, and how one signs in."""

from dataclasses import dataclass, field
from datetime import datetime

from backend.domain.services.access.check_password import Credentials
from backend.domain.values.roles import Role

REFUSED = "the name, the password or the code is not right"
"""One answer for whoever is not let in: which of them it was, is nobody's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCredentials(Credentials):
    """Those of somebody of the staff who is not switched off."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """One that may be set now: who asks for it has said the present one."""

    known: StaffCredentials
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignIn:
    """Somebody wants in. ``code``: the six digits of the second factor, where there is one."""

    name: str
    password: str = field(repr=False)
    code: str | None = field(default=None, repr=False)
    address: str
    agent: str
    mark: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """A signed-in browser of the staff's. ``has_totp``: whether a second factor is asked for."""

    digest: bytes = field(repr=False)
    staff_id: int
    name: str
    role: Role
    has_totp: bool
    address: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedIn:
    """The session and what its browser is to keep: see ``services.access.sessions.SignedIn``."""

    session: StaffSession
    token: str = field(repr=False)
    mark: str = field(repr=False)
