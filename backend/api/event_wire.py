"""Endpoints and deliveries as staff and portals send them and are answered."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime, BeforeValidator, Field
from pydantic.types import StringConstraints

from backend.api.wire import AccountNumber, Incoming, Outgoing
from backend.domain.endpoints import (
    Answered,
    AttemptView,
    DeliveryState,
    DeliveryView,
    DisabledReason,
    EndpointChange,
    EndpointView,
    NewEndpoint,
)
from backend.domain.events import Topic
from backend.storage.events.desk import DeliveryDetails

Url = Annotated[
    str,
    StringConstraints(min_length=8, max_length=2000, pattern=r"^https?://[^\s\x00-\x1f\x7f]+$"),
    Field(
        description="Where events are posted: `https`, a public host, no name and password in it.",
        examples=["https://portal.example/vitrina/events"],
    ),
]
Topics = Annotated[
    list[Annotated[Topic, Field(strict=False)]],
    Field(max_length=len(Topic), description="Which events; an empty list: all."),
]


_CURSOR = r"^[0-9]{1,18}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
Before = Annotated[
    str | None,
    Query(pattern=_CURSOR, description="The `next` of a page."),
]


def _require_text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('a moment is a text such as "2026-05-01T09:30:00+03:00"')
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_require_text), Field(strict=False)]


class NewEventEndpoint(Incoming):
    """Where events shall go."""

    url: Url
    topics: Topics = Field(default_factory=list)

    def new(self) -> NewEndpoint:
        """As the domain wants it."""
        return NewEndpoint(url=self.url, topics=frozenset(self.topics))


class ChangedEventEndpoint(Incoming):
    """What is changed; what is left out stays. Enabling goes on where it stopped."""

    url: Url | None = None
    topics: Topics | None = None
    enabled: bool | None = None

    def change(self) -> EndpointChange:
        """As the domain wants it."""
        topics = None if self.topics is None else frozenset(self.topics)
        return EndpointChange(url=self.url, topics=topics, enabled=self.enabled)


class RedeliverEvents(Incoming):
    """Everything that has happened since a moment."""

    since: Moment


class EventEndpointResult(Outgoing):
    """An endpoint as it stands. While it is disabled, what happens waits for it."""

    id: UUID
    url: str
    topics: list[Topic] = Field(description="Empty: all.")
    created_at: datetime
    enabled: bool
    disabled_at: datetime | None = None
    disabled_reason: DisabledReason | None = Field(
        None, description="`gone`: it answered 410; `failing`: for too long; `owner`: switched off."
    )
    failures: int = Field(description="In a row, up to now.")
    failing_since: datetime | None = None
    paused_until: datetime | None = Field(
        None, description="After several failures in a row it is left alone for a while."
    )
    former_secret_until: datetime | None = Field(
        None, description="Until when the secret before the present one signs as well."
    )
    waiting: int = Field(description="Deliveries that wait for it.")

    @classmethod
    def of(cls, view: EndpointView) -> Self:
        """The wire form of an endpoint."""
        return cls.model_validate(endpoint_fields(view))


class EventEndpointsResult(Outgoing):
    """Oldest first."""

    endpoints: list[EventEndpointResult]


class EventSecretResult(Outgoing):
    """An endpoint's secret, shown this once: what its signatures are checked with."""

    endpoint: EventEndpointResult
    secret: str = Field(
        description="`whsec_` and the key in base64.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )


class EventAttemptResult(Outgoing):
    """One attempt. With neither status nor reason it is under way, or its process has died."""

    number: int
    at: datetime
    status: int | None = Field(None, description="Of the answer; 2xx is accepted.")
    reason: str | None = Field(
        None,
        description="Why there was no answer, or none that counts.",
        examples=["timeout", "connect", "redirect", "forbidden_address"],
    )
    milliseconds: int | None = None

    @classmethod
    def of(cls, view: AttemptView) -> Self:
        """The wire form of an attempt."""
        return cls.model_validate(view, from_attributes=True)


class EventDeliveryResult(Outgoing):
    """An event for an endpoint, and how far it has come."""

    endpoint_id: UUID
    event_id: UUID = Field(description="The `webhook-id` of every attempt.")
    type: Topic
    at: datetime = Field(description="When it happened.")
    account: AccountNumber
    subscription_id: UUID | None = None
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None = None
    done_at: datetime | None = None

    @classmethod
    def of(cls, view: DeliveryView) -> Self:
        """The wire form of a delivery."""
        return cls(**delivery_fields(view))


class EventDeliveriesResult(Outgoing):
    """Newest events first."""

    deliveries: list[EventDeliveryResult]
    next: str | None = Field(None, description="Give it as `before` for the older ones.")

    @classmethod
    def of(cls, found: list[DeliveryView], limit: int) -> Self:
        """A page of what was found with a limit of one more."""
        return cls(
            deliveries=[EventDeliveryResult.of(view) for view in found[:limit]],
            next=found[limit - 1].cursor if len(found) > limit else None,
        )


class EventDeliveryDetails(EventDeliveryResult):
    """With what is sent, the same bytes each time, and every attempt."""

    body: str
    tries: list[EventAttemptResult]

    @classmethod
    def whole(cls, details: DeliveryDetails) -> Self:
        """The wire form of a delivery in full."""
        return cls(
            **delivery_fields(details.delivery),
            body=details.body,
            tries=[EventAttemptResult.of(each) for each in details.attempts],
        )


class PingResult(Outgoing):
    """What came of a test event."""

    accepted: bool
    status: int | None = None
    reason: str | None = None
    milliseconds: int

    @classmethod
    def of(cls, answered: Answered) -> Self:
        """The wire form of an attempt that nothing follows from."""
        return cls(
            accepted=answered.is_accepted,
            status=answered.status,
            reason=answered.reason,
            milliseconds=answered.milliseconds,
        )


class RedeliveredResult(Outgoing):
    """How many deliveries are made once more."""

    deliveries: int


def endpoint_fields(view: EndpointView) -> dict[str, object]:
    """What results of endpoints have in common."""
    names = EventEndpointResult.model_fields.keys() - {"former_secret_until"}
    found: dict[str, object] = {name: getattr(view, name) for name in names}
    return {**found, "former_secret_until": view.former_until}


def delivery_fields(view: DeliveryView) -> dict[str, object]:
    """What results of deliveries have in common."""
    names = EventDeliveryResult.model_fields.keys() - {"event_id", "type"}
    found: dict[str, object] = {name: getattr(view, name) for name in names}
    return {**found, "event_id": view.fact_id, "type": view.topic}
