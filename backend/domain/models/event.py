"""Events: facts on their way to endpoints, and every attempt to deliver them."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, WordList, Words


class EventEndpoint(SQLModel, table=True):
    """Where events go. Without ``topics`` it gets all; without a portal it is the operator's.

    ``secret`` is sealed; ``former_secret`` signs beside it until ``former_until``. ``failures`` in
    a row pause it for longer and longer; ``failing_since`` says when they began.
    """

    __tablename__ = "event_endpoint"

    id: UUID = Field(primary_key=True)
    portal_id: UUID | None = Field(default=None, foreign_key="portal.id")
    url: str = Field(sa_type=Words)
    topics: list[str] = Field(sa_type=WordList)
    secret: bytes
    former_secret: bytes | None = None
    former_until: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    enabled: bool
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
    disabled_reason: str | None = Field(default=None, sa_type=Words)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=Instant)
    paused_until: datetime | None = Field(default=None, sa_type=Instant)


class EventDelivery(SQLModel, table=True):
    """A fact for an endpoint; ``number`` is the fact's. A lane's deliveries go one after another.

    ``taken_until``: somebody is sending it now, or has died while he did.
    """

    __tablename__ = "event_delivery"

    endpoint_id: UUID = Field(primary_key=True, foreign_key="event_endpoint.id", ondelete="CASCADE")
    fact_id: UUID = Field(primary_key=True, foreign_key="outbox.id", ondelete="CASCADE")
    number: int = Field(sa_type=Kopecks)
    lane: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    attempts: int = 0
    trying_since: datetime | None = Field(default=None, sa_type=Instant)
    next_attempt_at: datetime = Field(sa_type=Instant)
    taken_until: datetime | None = Field(default=None, sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)


class EventAttempt(SQLModel, table=True):
    """One attempt: the status of the answer, or the reason why there was none.

    Neither of them: the process ended before it knew.
    """

    __tablename__ = "event_attempt"

    endpoint_id: UUID = Field(primary_key=True)
    fact_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    status: int | None = None
    reason: str | None = Field(default=None, sa_type=Words)
    milliseconds: int | None = None
