"""Sessions of the cabinet: what a signed-in browser holds, and for how long.

A token is 32 random bytes that only the browser has; the database knows its SHA-256, which is
enough: there is nothing to guess. The times are those of OWASP ASVS 4.0.3, 3.3.2, at level 2.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.domain.values.status import AccountStatus

IDLE = timedelta(minutes=30)
"""A session that nobody used for so long is over."""
ABSOLUTE = timedelta(hours=12)
"""However busy it is, a session is over after this."""
SEEN_AGAIN = timedelta(minutes=1)
"""That a session is used is noted once in this time at most, so it may end so much earlier."""

_CSRF = b"vitrina.cabinet.csrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Somebody wants in. ``mark``: what this browser got when it last signed in, if it did."""

    number: str
    password: str = field(repr=False)
    address: str
    agent: str
    mark: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser. ``expires_at``: when it ends if it is not used any more."""

    digest: bytes = field(repr=False)
    account_id: int
    number: str
    holder: str
    status: AccountStatus
    address: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The session and what its browser is to keep: ``token`` till it ends, ``mark`` for longer.

    The mark opens nothing. It tells this browser from strangers, whose failures then cannot keep
    it out: see ``mark_device``.
    """

    session: Session
    token: str = field(repr=False)
    mark: str = field(repr=False)


def new_token() -> str:
    """The secret of a new session: 32 random bytes as 43 characters of a cookie."""
    return secrets.token_urlsafe(32)


def digest_token(token: str) -> bytes:
    """What is stored of it: 32 bytes."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def expiry(created_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends that was used at ``seen_at`` for the last time."""
    return min(created_at + ABSOLUTE, seen_at + IDLE)


def csrf_token(token: str) -> str:
    """What acts of this session must bring beside its cookie; tells nothing of the token itself."""
    return hmac.digest(token.encode(errors="replace"), _CSRF, "sha256").hex()


def is_csrf_token(given: str, token: str) -> bool:
    """Whether an act brought the right one; takes the same time for every wrong one."""
    return hmac.compare_digest(given.encode(errors="replace"), csrf_token(token).encode())
