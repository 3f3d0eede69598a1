"""What the cabinet is answered about money: movements, months, invoices."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from backend.api.cabinet.results import Percent
from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.services.cabinet.views import MovementKind
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus


class MovementResult(Outgoing):
    """Money that came or went. Days are inclusive."""

    id: UUID
    kind: MovementKind
    at: datetime
    text: str
    amount: Money = Field(description="Below zero: taken from the account.")
    first_day: date | None = None
    last_day: date | None = None
    product: str | None = None
    reversed: bool = Field(description="A charge that was taken back, whole.")


class MovementsResult(Outgoing):
    """Newest first."""

    movements: list[MovementResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class MonthSum(Outgoing):
    """What one kind of charge cost in a month, less what was given back."""

    charge_type: str = Field(examples=["internet", "software"])
    amount: Money


class MonthResult(Outgoing):
    """A month's charges, less what was given back."""

    month: str = Field(pattern=r"^\d{4}-\d{2}$", examples=["2026-05"])
    total: Money
    sums: list[MonthSum]


class MonthsResult(Outgoing):
    """The last twelve months, this one last; months without charges are there, too."""

    months: list[MonthResult]


class InvoiceSummary(Outgoing):
    """A document of a month. What is not final yet has neither id nor number."""

    id: UUID | None = None
    number: str | None = None
    kind: InvoiceKind
    status: InvoiceStatus
    month: str = Field(examples=["2026-05"])
    issued_on: date | None = None
    total: Money
    vat_total: Money
    pdf: str = Field(
        description="Where its PDF is.", examples=["/api/cabinet/v1/drafts/2026-05/document.pdf"]
    )


class InvoicesResult(Outgoing):
    """Newest first; this month's and last month's drafts lead."""

    invoices: list[InvoiceSummary]


class InvoiceLine(Outgoing):
    """A line. Days are inclusive."""

    text: str
    first_day: date | None = None
    last_day: date | None = None
    quantity: int
    amount: Money
    vat_rate: Percent | None = None
    vat_amount: Money
    vat_note: str


class InvoiceResult(InvoiceSummary):
    """A whole document."""

    account: AccountNumber
    payer: str
    seller: str
    lines: list[InvoiceLine]
