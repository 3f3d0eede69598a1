"""Billing run (биллинговый прогон): its plan in chunks and lines, and what it left to people."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class BillingRun(SQLModel, table=True):
    """One run of a business date. ``hash`` is over its plan, ``difference`` to the run before."""

    __tablename__ = "billing_run"

    id: UUID = Field(primary_key=True)
    business_date: date
    state: str = Field(sa_type=Words)
    hash: str | None = Field(default=None, sa_type=Words)
    difference: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    created_at: datetime = Field(sa_type=Instant)
    approved_by: str | None = Field(default=None, sa_type=Words)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class RunChunk(SQLModel, table=True):
    """A range of accounts that is planned, and later charged, in one transaction."""

    __tablename__ = "run_chunk"

    run_id: UUID = Field(primary_key=True, foreign_key="billing_run.id")
    number: int = Field(primary_key=True)
    first_account: int = Field(sa_type=Kopecks)
    last_account: int = Field(sa_type=Kopecks)
    state: str = Field(sa_type=Words)
    lines: int = 0
    amount: int = Field(default=0, sa_type=Kopecks)
    vat_amount: int = Field(default=0, sa_type=Kopecks)
    hash: str | None = Field(default=None, sa_type=Words)
    charged: int = 0
    charged_sum: int = Field(default=0, sa_type=Kopecks)
    free: int = 0
    unpaid: int = 0
    superseded: int = 0
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class RunLine(SQLModel, table=True):
    """A planned line, exactly as it will be charged."""

    __tablename__ = "run_line"

    run_id: UUID = Field(primary_key=True)
    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str = Field(sa_type=Words)
    product_id: UUID
    template_id: UUID
    charge_type: str = Field(sa_type=Words)
    period_start: date
    period_end: date
    quantity: int
    full_price: int = Field(sa_type=Kopecks)
    amount: int = Field(sa_type=Kopecks)
    vat_kind: str = Field(sa_type=Words)
    vat_rate: int
    vat_amount: int = Field(sa_type=Kopecks)
    vat_note: str = Field(sa_type=Words)
    text: str = Field(sa_type=Words)
    priority: int


class Parked(SQLModel, table=True):
    """A subscription that a run left to a person, and who dealt with it."""

    __tablename__ = "parked"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    subscription_id: UUID = Field(primary_key=True)
    run_id: UUID = Field(primary_key=True)
    reason: str = Field(sa_type=Words)
    parked_at: datetime = Field(sa_type=Instant)
    resolved_at: datetime | None = Field(default=None, sa_type=Instant)
    resolved_by: str | None = Field(default=None, sa_type=Words)
