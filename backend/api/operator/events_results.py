"""What the staff sends and is answered about endpoints and facts."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from backend.api.event_wire import (
    ChangedEventEndpoint,
    EventEndpointResult,
    NewEventEndpoint,
    RedeliverEvents,
    endpoint_fields,
)
from backend.api.operator.accounts_requests import Reason
from backend.api.wire import AccountNumber, Incoming, Outgoing
from backend.domain.endpoints import EndpointChange, EndpointView
from backend.domain.events import Fact, Topic
from backend.domain.services.telling.event import Event


class AddEventEndpoint(NewEventEndpoint):
    """Where events shall go: of all accounts, to a receiver of the operator's own."""

    reason: Reason = Field(default="")


class ChangeEventEndpoint(ChangedEventEndpoint):
    """What is changed; what is left out stays. Enabling goes on where it stopped."""

    reason: Reason = Field(default="")


class ActOnEvents(Incoming):
    """Why it is done."""

    reason: Reason = Field(default="")


class RedeliverEventsSince(RedeliverEvents):
    """Everything that has happened since a moment, once more."""

    reason: Reason = Field(default="")


class StaffEventEndpointResult(EventEndpointResult):
    """An endpoint, and whose it is."""

    portal: str | None = Field(None, description="A portal's code; left out: the operator's own.")

    @classmethod
    def of(cls, view: EndpointView) -> Self:
        """The wire form of an endpoint."""
        return cls.model_validate({**endpoint_fields(view), "portal": view.portal})


class StaffEventEndpointsResult(Outgoing):
    """Oldest first."""

    endpoints: list[StaffEventEndpointResult]


class StaffEventSecretResult(Outgoing):
    """An endpoint's secret, shown this once: what its signatures are checked with."""

    endpoint: StaffEventEndpointResult
    secret: str = Field(
        description="`whsec_` and the key in base64.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )


class FactResult(Outgoing):
    """Something that happened, as events tell it."""

    id: UUID
    topic: Topic
    at: datetime
    account: AccountNumber
    subscription_id: UUID | None = None
    data: dict[str, Any] = Field(description="As the event of this topic has it.")

    @classmethod
    def of(cls, fact: Fact, event: Event) -> Self:
        """The wire form of a fact."""
        return cls(
            id=fact.id,
            topic=fact.topic,
            at=fact.at,
            account=event.data["account"],
            subscription_id=fact.subscription_id,
            data=dict(event.data),
        )


class FactsResult(Outgoing):
    """Newest first; only what somebody wants to hear of is kept."""

    facts: list[FactResult]
    next: int | None = Field(None, description="Give it as `before` for the older ones.")


def facts_of_change(change: EndpointChange, view: EndpointView) -> dict[str, object]:
    """What a record says of an endpoint: only what was to be changed."""
    return {
        name: _plain(getattr(view, name))
        for name in ("url", "topics", "enabled")
        if getattr(change, name) is not None
    }


def without_query(url: str) -> str:
    """An address as records have it: a receiver's own secrets may be in its query."""
    return url.partition("?")[0]


def _plain(given: object) -> object:
    if isinstance(given, list):
        return [str(each) for each in given]
    return without_query(given) if isinstance(given, str) else given
