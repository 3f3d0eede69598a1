"""Charge template (шаблон начисления) and the standard tax rates."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Kopecks, Words


class ChargeTemplate(SQLModel, table=True):
    """One version of a template, in force from ``valid_from`` until the next one; never changed."""

    __tablename__ = "charge_template"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id: UUID = Field(primary_key=True)
    code: str = Field(sa_type=Words)
    valid_from: date
    pattern: str = Field(sa_type=Words)
    charge_type: str = Field(sa_type=Words)
    price_source: str = Field(sa_type=Words)
    fixed_amount: int | None = Field(default=None, sa_type=Kopecks)
    rule: str = Field(sa_type=Words)
    days: int = 30
    proration: str = Field(sa_type=Words)
    vat_source: str = Field(sa_type=Words)
    priority: int = 100
    created_at: datetime = Field(sa_type=Instant)


class TaxRate(SQLModel, table=True):
    """The standard VAT rate, in basis points, from a date on."""

    __tablename__ = "tax_rate"

    valid_from: date = Field(primary_key=True)
    rate: int
