"""Portals as the staff sends them and is answered."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import Field

from backend.api.binding_wire import BindingResult
from backend.api.wire import AccountNumber, Incoming, Name, Outgoing, Text
from backend.domain.services.portals.portal import Portal, Reach
from backend.domain.services.portals.quota import Quota, Span
from backend.domain.services.portals.scopes import Scope
from backend.domain.services.portals.set_up import MAX_CALLS, NewPortal
from backend.domain.values.identifiers import INTEGRATOR_CODE

_Scopes = Annotated[
    list[Annotated[Scope, Field(strict=False)]], Field(min_length=1, max_length=len(Scope))
]
_Reach = Annotated[
    Reach,
    Field(
        strict=False,
        description="`all` accounts, for a portal of your own; or those that it is `bound` to.",
    ),
]
_Networks = Annotated[
    list[Annotated[str, Field(max_length=64)]],
    Field(max_length=100, description="Whence it may ask for tokens; empty: anywhere."),
]
_Calls = Annotated[int, Field(ge=1, le=MAX_CALLS)]
_Reason = Annotated[Text, Field(description="Why, for the record.")]


class AddPortal(Incoming):
    """A third-party cabinet that shall have access."""

    code: Annotated[str, Field(pattern=f"^{INTEGRATOR_CODE}$", description="Its `client_id`.")]
    title: Name = Field(description="What subscribers read when it asks for access.")
    reach: _Reach = Reach.BOUND
    scopes: _Scopes = Field(default_factory=lambda: sorted(Scope))
    networks: _Networks = Field(default_factory=list)
    calls_per_minute: _Calls = 300
    calls_per_day: _Calls = 50_000
    reason: _Reason = ""

    def new(self) -> NewPortal:
        """As the domain wants it."""
        return NewPortal(
            code=self.code,
            title=self.title,
            reach=self.reach,
            scopes=frozenset(self.scopes),
            networks=tuple(self.networks),
            calls_per_minute=self.calls_per_minute,
            calls_per_day=self.calls_per_day,
        )


class ChangePortal(Incoming):
    """What is changed; what is left out stays. Switched off, it loses its tokens at once."""

    title: Name | None = None
    enabled: bool | None = None
    reach: _Reach | None = None
    scopes: _Scopes | None = None
    networks: _Networks | None = None
    calls_per_minute: _Calls | None = None
    calls_per_day: _Calls | None = None
    reason: _Reason = ""

    def changes(self) -> dict[str, Any]:
        """The fields that were given."""
        given = self.model_dump(exclude={"reason"}, exclude_none=True)
        if "scopes" in given:
            given["scopes"] = frozenset(given["scopes"])
        if "networks" in given:
            given["networks"] = tuple(given["networks"])
        return given


class ActOnPortal(Incoming):
    """Nothing but why."""

    reason: _Reason = ""


class BindAccounts(Incoming):
    """Accounts that a portal shall act for."""

    accounts: list[AccountNumber] = Field(min_length=1, max_length=10_000)
    reason: _Reason = ""


class QuotaResult(Outgoing):
    """Calls since the present minute or day began."""

    span: Span
    limit: int
    calls: int

    @classmethod
    def of(cls, quota: Quota) -> Self:
        """The wire form."""
        return cls(span=quota.span, limit=quota.limit, calls=quota.calls)


class PortalResult(Outgoing):
    """A third-party cabinet."""

    code: str
    title: str
    enabled: bool
    reach: Reach
    scopes: list[Scope]
    networks: list[str]
    calls_per_minute: int
    calls_per_day: int
    created_at: datetime

    @classmethod
    def of(cls, portal: Portal) -> Self:
        """The wire form."""
        return cls(**facts_of(portal), code=portal.code, created_at=portal.created_at)


class PortalsResult(Outgoing):
    """In the order of codes."""

    portals: list[PortalResult]


class PortalDetails(PortalResult):
    """With what it has used of its quotas."""

    usage: list[QuotaResult]


class PortalSecretResult(Outgoing):
    """A portal with a new secret, which cannot be read again."""

    portal: PortalResult
    secret: str


class PortalBindingsResult(Outgoing):
    """In the order of account numbers."""

    bindings: list[BindingResult]
    next: str | None = Field(None, description="Give it as `after` for the following ones.")


class BoundResult(Outgoing):
    """How many accounts a portal acts for now that it did not act for before."""

    bound: int


def facts_of(portal: Portal) -> dict[str, Any]:
    """What can be changed of it."""
    return {
        "title": portal.title,
        "enabled": portal.enabled,
        "reach": portal.reach,
        "scopes": sorted(portal.scopes),
        "networks": list(portal.networks),
        "calls_per_minute": portal.calls_per_minute,
        "calls_per_day": portal.calls_per_day,
    }
