"""What invoicing reads and writes: one tuple type per shape of row, sums in kopecks."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from backend.domain.values.invoicing import InvoiceKind
from backend.domain.values.vat import VatKind


class DraftLine(NamedTuple):
    """A line before it has a place: a charge as it is, or negative, what is given back of it."""

    charge_id: UUID
    text: str
    charge_type: str
    period_start: date | None
    period_end: date | None
    quantity: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str


class OpenCharge(NamedTuple):
    """A charge that stands and is on no live line. ``refunded`` of it has been given back."""

    account_id: int
    product: str
    refunded: int
    charge: DraftLine


class LiveLine(NamedTuple):
    """A line of a final invoice of which ``credited`` has been taken back so far, not all.

    Its charge of ``charged`` kopecks with ``charged_vat`` in them stands for ``standing``: nothing
    once it was reversed, and less than was charged after a refund.
    """

    account_id: int
    invoice_id: UUID
    line: int
    credited: int
    standing: int
    charged: int
    charged_vat: int
    content: DraftLine


class Payer(NamedTuple):
    """A locked account, and its holder as documents will name him."""

    account_id: int
    number: str
    holder: str


class InvoiceRow(NamedTuple):
    """A final document."""

    account_id: int
    id: UUID
    kind: InvoiceKind
    issuer: str
    year: int
    number: int
    month: date
    credits: UUID | None
    payer: str
    seller: str
    total: int
    vat_total: int
    issued_on: date
    created_at: datetime


class LineRow(NamedTuple):
    """A line of a final document."""

    account_id: int
    invoice_id: UUID
    line: int
    charge_id: UUID
    text: str
    charge_type: str
    period_start: date | None
    period_end: date | None
    quantity: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str


class Credited(NamedTuple):
    """How much more of a line is credited now."""

    account_id: int
    invoice_id: UUID
    line: int
    amount: int


@dataclass(slots=True)
class Documents:
    """Everything that one transaction of invoicing writes."""

    invoices: list[InvoiceRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    credited: list[Credited] = field(default_factory=list)
