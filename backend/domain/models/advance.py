"""Advance invoice (счёт на будущий период), its lines, and the counter of its own series."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Kopecks, Words


class AdvanceCounter(SQLModel, table=True):
    """The last number of an issuer and year."""

    __tablename__ = "advance_counter"

    issuer: str = Field(primary_key=True, sa_type=Words)
    year: int = Field(primary_key=True)
    last: int


class AdvanceInvoice(SQLModel, table=True):
    """What is asked for before a debit; only what becomes of it is written later."""

    __tablename__ = "advance_invoice"
    __table_args__ = (UniqueConstraint("issuer", "year", "number"),)

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True, unique=True)
    issuer: str = Field(sa_type=Words)
    year: int
    number: int
    due_on: date
    policy: str = Field(sa_type=Words)
    payer: str = Field(sa_type=Words)
    seller: str = Field(sa_type=Words, foreign_key="seller.digest")
    total: int = Field(sa_type=Kopecks)
    vat_total: int = Field(sa_type=Kopecks)
    available: int | None = Field(default=None, sa_type=Kopecks)
    payable: int = Field(sa_type=Kopecks)
    issued_on: date
    created_at: datetime = Field(sa_type=Instant)
    state: str = Field(default="open", sa_type=Words)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = Field(default="", sa_type=Words)
    replaced_by: UUID | None = None


class AdvanceLine(SQLModel, table=True):
    """What one subscription will cost for one period; ``covers``: nothing else asks for it."""

    __tablename__ = "advance_line"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    invoice_id: UUID = Field(primary_key=True)
    line: int = Field(primary_key=True)
    covers: bool = True
    subscription_id: UUID
    product_id: UUID = Field(foreign_key="product.id")
    text: str = Field(sa_type=Words)
    charge_type: str = Field(sa_type=Words)
    period_start: date
    period_end: date
    quantity: int
    amount: int = Field(sa_type=Kopecks)
    vat_kind: str = Field(sa_type=Words)
    vat_rate: int
    vat_amount: int = Field(sa_type=Kopecks)
    vat_note: str = Field(sa_type=Words)


class AdvanceCheck(SQLModel, table=True):
    """An account whose open advance invoices are to be judged anew."""

    __tablename__ = "advance_check"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
