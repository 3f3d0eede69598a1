"""Subscription (подписка) and the steps of its life."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Subscription(SQLModel, table=True):
    """``paid_through`` is the day after the last paid one; ``external_key`` the platform's name."""

    __tablename__ = "subscription"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id")
    product_id: UUID = Field(foreign_key="product.id")
    external_key: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    paid_through: date | None = None
    created_at: datetime = Field(sa_type=Instant)


class SubscriptionEvent(SQLModel, table=True):
    """Who moved a subscription from where to where, when and why."""

    __tablename__ = "subscription_event"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    from_state: str | None = Field(default=None, sa_type=Words)
    to_state: str = Field(sa_type=Words)
    actor: str = Field(sa_type=Words)
    reason: str = Field(sa_type=Words)
