"""Bindings: which accounts a portal acts for, and with which scopes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from backend.domain.errors import InvalidRequest, NotAllowed
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.scopes import OF_ACCOUNTS, Scope

LIFETIME = timedelta(days=7)
"""For how long a request waits for its subscriber."""
REFUSED_FOR = timedelta(days=30)
"""For how long a subscriber who has refused is not asked again by the same portal."""
MOST_OF_ACCOUNT = 5
"""Requests that may wait for one subscriber at a time: more would be a nuisance."""
MOST_OF_PORTAL = 1000
"""Requests of one portal that may wait at a time: no portal tries all numbers."""


class Source(StrEnum):
    """Who wanted a binding."""

    OPERATOR = "operator"
    CONSENT = "consent"


class BindingState(StrEnum):
    """``pending → active → revoked``, or ``refused`` or ``expired`` before it was active."""

    PENDING = "pending"
    ACTIVE = "active"
    REFUSED = "refused"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A portal's binding to an account; ``account_id`` is ``None`` for a number nobody has."""

    id: UUID
    portal_id: UUID
    portal: str
    title: str
    number: str
    account_id: int | None
    source: Source
    scopes: frozenset[Scope]
    state: BindingState
    created_at: datetime
    expires_at: datetime | None
    decided_at: datetime | None


class BindingDecided(NotAllowed):
    """The request was decided already, or is over."""

    code = "binding_decided"


def scopes_of_request(portal: Portal, asked: Collection[Scope]) -> frozenset[Scope]:
    """What the subscriber is asked for. Raises ``InvalidRequest``: nothing, or more than the
    portal itself may do."""
    scopes = frozenset(asked)
    if not scopes or not scopes <= portal.scopes & OF_ACCOUNTS:
        raise InvalidRequest("a portal may ask for scopes of its own that concern accounts")
    return scopes


def require_pending(binding: Binding, now: datetime) -> None:
    """Raises ``BindingDecided``."""
    over = binding.expires_at is not None and binding.expires_at <= now
    if binding.state is not BindingState.PENDING or over:
        raise BindingDecided


def require_active(binding: Binding) -> None:
    """Raises ``BindingDecided``."""
    if binding.state is not BindingState.ACTIVE:
        raise BindingDecided
