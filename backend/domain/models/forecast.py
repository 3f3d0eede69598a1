"""Looks ahead over all accounts: how far one has come, and what it foresaw."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class ForecastPass(SQLModel, table=True):
    """One look ahead, on a business date, to the day ``until``."""

    __tablename__ = "forecast_pass"

    id: UUID = Field(primary_key=True)
    business_date: date
    until: date
    state: str = Field(sa_type=Words)
    started_by: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class ForecastChunk(SQLModel, table=True):
    """A range of accounts that is looked at in one transaction."""

    __tablename__ = "forecast_chunk"

    pass_id: UUID = Field(primary_key=True, foreign_key="forecast_pass.id", ondelete="CASCADE")
    number: int = Field(primary_key=True)
    first_account: int = Field(sa_type=Kopecks)
    last_account: int = Field(sa_type=Kopecks)
    state: str = Field(sa_type=Words)
    accounts: int = 0
    debits: int = 0
    unforeseen: int = 0
    facts: int = 0
    advances: int = 0
    started_at: datetime | None = Field(default=None, sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)


class ForecastTotal(SQLModel, table=True):
    """What was foreseen for a day, a product and a type of charge."""

    __tablename__ = "forecast_total"

    pass_id: UUID = Field(primary_key=True, foreign_key="forecast_pass.id", ondelete="CASCADE")
    chunk: int = Field(primary_key=True)
    due_on: date = Field(primary_key=True)
    product_id: UUID = Field(primary_key=True)
    charge_type: str = Field(primary_key=True, sa_type=Words)
    integrator_id: int = Field(primary_key=True)
    expected: bool = Field(primary_key=True)
    lines: int
    amount: int = Field(sa_type=Kopecks)
    vat_amount: int = Field(sa_type=Kopecks)
    missing: int = Field(sa_type=Kopecks)
    unknown: int = Field(sa_type=Kopecks)
