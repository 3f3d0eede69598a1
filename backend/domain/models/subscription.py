"""Subscription (подписка) and the steps of its life."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Kopecks, Words


class Subscription(SQLModel, table=True):
    """``paid_through`` is the day after the last paid one; ``external_key`` the platform's name.

    What follows ``mode`` is for billing-charged ones: see ``services.billing.line``. ``parent_id``
    is the bundle's subscription that it came with.
    """

    __tablename__ = "subscription"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    integrator_id: int = Field(foreign_key="integrator.id")
    product_id: UUID = Field(foreign_key="product.id")
    external_key: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    paid_through: date | None = None
    created_at: datetime = Field(sa_type=Instant)
    mode: str = Field(default="platform", sa_type=Words)
    quantity: int = 1
    anchor: date | None = None
    next_start: date | None = None
    next_seq: int = 0
    trial_until: date | None = None
    cancel_on: date | None = None
    suspend_reason: str | None = Field(default=None, sa_type=Words)
    suspended_on: date | None = None
    next_product_id: UUID | None = Field(default=None, foreign_key="product.id")
    parent_id: UUID | None = None


class SubscriptionEvent(SQLModel, table=True):
    """Who moved a subscription from where to where, when and why.

    ``product_id`` is the product after it; ``former_product_id`` the one before, where it changed.
    """

    __tablename__ = "subscription_event"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    from_state: str | None = Field(default=None, sa_type=Words)
    to_state: str = Field(sa_type=Words)
    actor: str = Field(sa_type=Words)
    reason: str = Field(sa_type=Words)
    product_id: UUID = Field(foreign_key="product.id")
    former_product_id: UUID | None = Field(default=None, foreign_key="product.id")


class SubscriptionPeriod(SQLModel, table=True):
    """A row of a subscription's chain of periods; it starts where the one before it ends."""

    __tablename__ = "subscription_period"
    __table_args__ = (UniqueConstraint("account_id", "subscription_id", "seq", "period_end"),)

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    previous_seq: int | None = None
    period_start: date
    period_end: date
    kind: str = Field(sa_type=Words)
    run_id: UUID | None = None


class Trial(SQLModel, table=True):
    """A trial that an account has had of a product: there is no second one."""

    __tablename__ = "trial"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    product_id: UUID = Field(primary_key=True, foreign_key="product.id")
    subscription_id: UUID
    trial_until: date


class Consent(SQLModel, table=True):
    """To which offer the subscriber agreed: its version and the SHA-256 of its text, in hex."""

    __tablename__ = "consent"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    version: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=Instant)
    address: str = Field(sa_type=Words)
    text_hash: str = Field(sa_type=Words)
