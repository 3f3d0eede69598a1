"""What reports are counted from: tallies of subscriptions, and refusals that were tried again."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class SubscriptionChange(SQLModel, table=True):
    """How many subscriptions came to a product and state at an instant, or left it: below zero.

    The database writes it with every step of a subscription's life; the tick adds it up.
    """

    __tablename__ = "subscription_change"

    id: int | None = Field(default=None, primary_key=True, sa_type=Kopecks)
    at: datetime = Field(sa_type=Instant)
    product_id: UUID
    state: str = Field(sa_type=Words)
    change: int = Field(sa_type=Kopecks)


class SubscriptionTally(SQLModel, table=True):
    """The same, added up by the operator's days."""

    __tablename__ = "subscription_tally"

    day: date = Field(primary_key=True)
    product_id: UUID = Field(primary_key=True)
    state: str = Field(primary_key=True, sa_type=Words)
    change: int = Field(sa_type=Kopecks)


class Refusal(SQLModel, table=True):
    """What an operation was answered before it was tried again; the columns are the operation's."""

    __tablename__ = "refusal"

    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id")
    kind: str = Field(sa_type=Words)
    external_id: str = Field(sa_type=Words)
    account_id: int = Field(sa_type=Kopecks)
    code: str = Field(sa_type=Words)
    amount: int | None = Field(default=None, sa_type=Kopecks)
    available: int | None = Field(default=None, sa_type=Kopecks)
    recorded_at: datetime = Field(sa_type=Instant)
