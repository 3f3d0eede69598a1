"""Charge (начисление): what a ledger movement was for."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Kopecks, Words


class Charge(SQLModel, table=True):
    """Its id is its ledger transaction's. ``period_end`` is the day after the last booked one.

    The tax is frozen here as it was on the day of supply; ``vat_rate`` is in basis points.
    """

    __tablename__ = "charge"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    id: UUID = Field(primary_key=True)
    integrator_id: int
    external_id: str | None = Field(default=None, sa_type=Words)
    subscription_id: UUID
    product_id: UUID
    hold_id: UUID | None = None
    amount: int = Field(sa_type=Kopecks)
    full_price: int | None = Field(default=None, sa_type=Kopecks)
    text: str = Field(sa_type=Words)
    period_start: date | None = None
    period_end: date | None = None
    business_date: date
    reversed: bool = False
    charge_type: str = Field(default="software", sa_type=Words)
    template_id: UUID | None = Field(default=None, foreign_key="charge_template.id")
    quantity: int = 1
    vat_kind: str = Field(default="outside", sa_type=Words)
    vat_rate: int = 0
    vat_amount: int = Field(default=0, sa_type=Kopecks)
    vat_note: str = Field(default="", sa_type=Words)
    mode: str = Field(default="platform", sa_type=Words)
    run_id: UUID | None = None
    refunded: int = Field(default=0, sa_type=Kopecks)


class Refund(SQLModel, table=True):
    """A part of a charge given back. Its id is its ledger transaction's.

    The period are the days that were not used; a refund by a sum has none.
    """

    __tablename__ = "refund"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    id: UUID = Field(primary_key=True)
    charge_id: UUID
    amount: int = Field(sa_type=Kopecks)
    vat_amount: int = Field(sa_type=Kopecks)
    text: str = Field(sa_type=Words)
    period_start: date | None = None
    period_end: date | None = None
    business_date: date
    actor: str = Field(sa_type=Words)
