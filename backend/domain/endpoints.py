"""Endpoints: where events go, what has become of each, and what is needed to send them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from backend.domain.errors import InvalidRequest
from backend.domain.events import Topic


class DeliveryState(StrEnum):
    """What has become of a fact for an endpoint."""

    WAITING = "waiting"
    """For its first attempt, or for the next one."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """Given up, while other events came through."""
    DROPPED = "dropped"
    """Its portal does not act for the account any more."""


class DisabledReason(StrEnum):
    """Why an endpoint gets nothing at present."""

    OWNER = "owner"
    """Whoever has it, or the operator, has switched it off."""
    GONE = "gone"
    """It has answered 410: do not send any more."""
    FAILING = "failing"
    """It has failed for too long."""


class AddressRefused(InvalidRequest):
    """Events are not sent to this address."""

    code: ClassVar[str] = "address_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEndpoint:
    """What is registered. No topics: all."""

    url: str
    topics: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointChange:
    """What is changed; ``None``: stays. Enabling goes on where it stopped."""

    url: str | None = None
    topics: frozenset[Topic] | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointView:
    """An endpoint as it stands. ``portal``: the code of whose it is; ``None``: the operator's own.

    ``former_until``: until when the secret before this one signs as well. ``waiting``: how many
    deliveries do.
    """

    id: UUID
    portal: str | None
    url: str
    topics: Sequence[Topic]
    created_at: datetime
    enabled: bool
    disabled_at: datetime | None
    disabled_reason: DisabledReason | None
    failures: int
    failing_since: datetime | None
    paused_until: datetime | None
    former_until: datetime | None
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """A fact for an endpoint, and how far it has come."""

    endpoint_id: UUID
    fact_id: UUID
    number: int
    topic: Topic
    at: datetime
    account: str
    subscription_id: UUID | None
    state: DeliveryState
    attempts: int
    next_attempt_at: datetime | None
    done_at: datetime | None

    @property
    def cursor(self) -> str:
        """Its place in lists: one fact goes to several endpoints."""
        return f"{self.number}.{self.endpoint_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One attempt. Neither status nor reason: it is under way, or its process has died."""

    number: int
    at: datetime
    status: int | None
    reason: str | None
    milliseconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryQuery:
    """Which deliveries; ``None`` is any. ``before`` is a ``cursor``."""

    endpoint_id: UUID | None = None
    state: DeliveryState | None = None
    topic: Topic | None = None
    account: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent, and with which keys it is signed: one, or two while a secret changes."""

    url: str
    keys: Sequence[bytes]
    id: UUID
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """How an attempt went: the status of the answer, or the reason why there was none."""

    status: int | None = None
    reason: str | None = None
    milliseconds: int = 0

    @property
    def is_accepted(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


class EventSender(Protocol):
    """Sends events to receivers that others have named."""

    def check(self, url: str) -> None:
        """Raise ``AddressRefused`` for an address that nothing is sent to."""
        ...

    def send(self, message: Message) -> Answered:
        """One attempt; whether and when there is another is the desk's business."""
        ...
