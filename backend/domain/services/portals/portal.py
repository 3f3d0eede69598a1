"""A portal and its credentials: client credentials of OAuth 2 (RFC 6749), tokens by RFC 6750."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.domain.errors import InvalidRequest, NotAllowed, NotAuthenticated
from backend.domain.integrator import SecretDigest
from backend.domain.services.portals.scopes import Scope


class Reach(StrEnum):
    """Whose accounts a portal may act for."""

    ALL = "all"
    """Every account: the operator's own portal."""
    BOUND = "bound"
    """Those that the operator has listed, and those whose subscribers have agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A third-party cabinet. ``networks``: whence it may ask for tokens; empty is anywhere."""

    id: UUID
    code: str
    title: str
    enabled: bool
    reach: Reach
    scopes: frozenset[Scope]
    networks: tuple[str, ...]
    calls_per_minute: int
    calls_per_day: int
    created_at: datetime
    secrets: Sequence[SecretDigest] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PortalCaller:
    """A portal with a token: it may do what the token's scopes say."""

    portal: Portal
    scopes: frozenset[Scope]

    def require(self, scope: Scope) -> None:
        """Raises ``InsufficientScope``."""
        if scope not in self.scopes:
            raise InsufficientScope(scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """``token`` is shown this once; ``expires_in`` are seconds."""

    token: str = field(repr=False)
    expires_in: int
    scopes: frozenset[Scope]


class TokenRefused(NotAuthenticated):
    """The token is missing, unknown, over or revoked: get another one."""


class InvalidScope(InvalidRequest):
    """The portal asks for a scope that it does not have, or that there is not."""

    code = "invalid_scope"


class InsufficientScope(NotAllowed):
    """The token lacks the scope that this needs. ``scope``: which one."""

    code = "insufficient_scope"

    def __init__(self, scope: Scope) -> None:
        super().__init__("the token, or the subscriber's consent, lacks the scope that this needs")
        self.scope = scope


def granted(portal: Portal, asked: Collection[str] | None) -> frozenset[Scope]:
    """The scopes of a new token: those asked for, or all that the portal has.

    Raises ``InvalidScope``.
    """
    if not asked:
        return portal.scopes
    if not set(asked) <= portal.scopes:
        raise InvalidScope
    return frozenset(Scope(each) for each in asked)
