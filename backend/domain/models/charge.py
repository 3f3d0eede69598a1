"""Charge (начисление): what a ledger movement was for."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Kopecks, Words


class Charge(SQLModel, table=True):
    """Its id is its ledger transaction's. ``period_end`` is the day after the last booked one."""

    __tablename__ = "charge"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    id: UUID = Field(primary_key=True)
    integrator_id: int
    external_id: str = Field(sa_type=Words)
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
