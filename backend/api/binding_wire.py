"""Bindings of portals to accounts, as the contracts show them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import AccountNumber, Incoming, Outgoing
from backend.domain.services.portals.bind import Binding, BindingState, Source
from backend.domain.services.portals.scopes import Scope


class BindingRequest(Incoming):
    """Ask a subscriber for access."""

    account: AccountNumber
    scopes: list[Annotated[Scope, Field(strict=False)]] = Field(
        min_length=1, max_length=len(Scope), description="What for."
    )


class BindingResult(Outgoing):
    """A portal's binding to an account."""

    id: UUID
    account: str
    source: Source = Field(description="Listed by the `operator`, or the subscriber's `consent`.")
    scopes: list[Scope] = Field(description="Empty where the operator has listed it: all.")
    state: BindingState
    created_at: datetime
    expires_at: datetime | None = Field(None, description="Until when a request waits.")
    decided_at: datetime | None = None

    @classmethod
    def of(cls, binding: Binding) -> Self:
        """The wire form."""
        return cls(
            id=binding.id,
            account=binding.number,
            source=binding.source,
            scopes=sorted(binding.scopes),
            state=binding.state,
            created_at=binding.created_at,
            expires_at=binding.expires_at,
            decided_at=binding.decided_at,
        )


class BindingsResult(Outgoing):
    """In the order of account numbers."""

    bindings: list[BindingResult]
    next: str | None = Field(None, description="Give it as `after` for the following ones.")


class ConsentResult(Outgoing):
    """What a portal may do with the account, or wants to."""

    id: UUID
    portal: str = Field(description="The portal's title.")
    scopes: list[Scope]
    state: BindingState
    created_at: datetime
    expires_at: datetime | None = Field(None, description="Until when a request waits.")

    @classmethod
    def of(cls, binding: Binding) -> Self:
        """The wire form."""
        return cls(
            id=binding.id,
            portal=binding.title,
            scopes=sorted(binding.scopes),
            state=binding.state,
            created_at=binding.created_at,
            expires_at=binding.expires_at,
        )


class ConsentsResult(Outgoing):
    """The newest first."""

    portals: list[ConsentResult]
