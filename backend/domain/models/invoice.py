"""Invoice (счёт), its lines and seller, and the counter that numbers invoices without gaps."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.domain.models.columns import Instant, Kopecks, Words


class InvoiceCounter(SQLModel, table=True):
    """The last number of an issuer and year."""

    __tablename__ = "invoice_counter"

    issuer: str = Field(primary_key=True, sa_type=Words)
    year: int = Field(primary_key=True)
    last: int


class Seller(SQLModel, table=True):
    """What invoices say about the seller. Changed details are another row, so old invoices stay."""

    __tablename__ = "seller"

    digest: str = Field(primary_key=True, sa_type=Words)
    details: dict[str, Any] = Field(sa_type=JSONB)


class Invoice(SQLModel, table=True):
    """A final invoice of one account and month, or a credit note to one; never changed.

    ``payer`` is the holder's name as it was; ``month`` the first day of the month of supply.
    """

    __tablename__ = "invoice"
    __table_args__ = (UniqueConstraint("issuer", "year", "number"),)

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Words)
    issuer: str = Field(sa_type=Words)
    year: int
    number: int
    month: date
    credits: UUID | None = None
    payer: str = Field(sa_type=Words)
    seller: str = Field(sa_type=Words, foreign_key="seller.digest")
    total: int = Field(sa_type=Kopecks)
    vat_total: int = Field(sa_type=Kopecks)
    issued_on: date
    created_at: datetime = Field(sa_type=Instant)


class InvoiceLine(SQLModel, table=True):
    """A charge on an invoice, as it was; negative on a credit note.

    ``credited`` kopecks of it have been taken back by credit notes; a line is live while some are
    left, and a charge is on one live line at most.
    """

    __tablename__ = "invoice_line"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    invoice_id: UUID = Field(primary_key=True)
    line: int = Field(primary_key=True)
    charge_id: UUID
    credited: int = Field(default=0, sa_type=Kopecks)
    text: str = Field(sa_type=Words)
    charge_type: str = Field(sa_type=Words)
    period_start: date | None = None
    period_end: date | None = None
    quantity: int
    amount: int = Field(sa_type=Kopecks)
    vat_kind: str = Field(sa_type=Words)
    vat_rate: int
    vat_amount: int = Field(sa_type=Kopecks)
    vat_note: str = Field(sa_type=Words)
