"""What the staff sends and is answered about invoices."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic.types import StringConstraints

from backend.api.cabinet.money_results import InvoiceLine
from backend.api.cabinet.rendering import percent
from backend.api.operator.corrections_results import Reason
from backend.api.wire import AccountNumber, Amount, Incoming, Money, Outgoing
from backend.domain.services.cabinet.views import InvoiceEntry
from backend.domain.services.invoicing.recalculate_month import Recalculation
from backend.domain.services.invoicing.rows import InvoiceRow
from backend.domain.services.invoicing.views import InvoiceView, LineView
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus, format_number

Month = Annotated[
    str,
    StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"),
    Field(description="A month.", examples=["2026-05"]),
]


class StaffInvoice(Outgoing):
    """A document of a month. A draft has neither id nor number nor date."""

    id: UUID | None = None
    number: str | None = Field(None, examples=["2026-000017"])
    kind: InvoiceKind
    status: InvoiceStatus
    month: str = Field(examples=["2026-05"])
    issued_on: date | None = None
    total: Money
    vat_total: Money

    @classmethod
    def of(cls, view: InvoiceView | InvoiceEntry) -> Self:
        """The wire form of a document, or of a draft."""
        return cls(
            id=view.id,
            number=view.number,
            kind=view.kind,
            status=view.status,
            month=f"{view.month:%Y-%m}",
            issued_on=view.issued_on if view.id else None,
            total=view.total,
            vat_total=view.vat_total,
        )


class StaffInvoicesResult(Outgoing):
    """Newest first; this month's and last month's drafts lead."""

    invoices: list[StaffInvoice]


class StaffInvoiceLine(InvoiceLine):
    """A line. Days are inclusive."""

    line: int
    charge_id: UUID
    credited: Money = Field(description="What credit notes have taken back of it.")

    @classmethod
    def of(cls, view: LineView) -> Self:
        """The wire form of a line."""
        return cls(
            line=view.place,
            charge_id=view.charge_id,
            text=view.text,
            first_day=view.first_day,
            last_day=view.last_day,
            quantity=view.quantity,
            amount=view.amount,
            vat_rate=percent(view.vat_rate),
            vat_amount=view.vat_amount,
            vat_note=view.vat_note,
            credited=view.credited,
        )


class StaffInvoiceResult(StaffInvoice):
    """A whole document."""

    account: AccountNumber
    payer: str
    seller: str
    credits: str | None = Field(None, description="The invoice that a credit note is of.")
    left: Money = Field(description="What credit notes have left of an invoice.")
    lines: list[StaffInvoiceLine]

    @classmethod
    def whole(cls, view: InvoiceView) -> Self:
        """The wire form of a document in full."""
        return cls(
            **dict(StaffInvoice.of(view)),
            account=view.account,
            payer=view.payer,
            seller=view.seller.name,
            credits=view.credits,
            left=view.total - sum(line.credited for line in view.lines),
            lines=[StaffInvoiceLine.of(line) for line in view.lines],
        )


class IssuedDocument(Outgoing):
    """A document that was made now."""

    id: UUID
    number: str = Field(examples=["2026-000017"])
    kind: InvoiceKind
    month: str = Field(examples=["2026-05"])
    issued_on: date
    total: Money
    vat_total: Money

    @classmethod
    def of(cls, row: InvoiceRow) -> Self:
        """The wire form of a new document."""
        return cls(
            id=row.id,
            number=format_number(row.year, row.number),
            kind=row.kind,
            month=f"{row.month:%Y-%m}",
            issued_on=row.issued_on,
            total=row.total,
            vat_total=row.vat_total,
        )


class IssuedResult(Outgoing):
    """Documents that were made now; none where nothing was new."""

    made: list[IssuedDocument]


class RecalculatedCharge(Outgoing):
    """A charge that is reversed and the one that takes its place."""

    charge_id: UUID
    text: str
    amount: Money
    vat_amount: Money
    new_text: str
    new_amount: Money
    new_vat_amount: Money


class LeftCharge(Outgoing):
    """A charge that stays as it is, though it may differ, and why."""

    charge_id: UUID
    text: str
    reason: str = Field(examples=["platform_charged", "partly_refunded"])


class RecalculationResult(Outgoing):
    """What recalculating a month changes, or has changed."""

    difference: Money = Field(description="What the account pays more; below zero: gets back.")
    changes: list[RecalculatedCharge]
    left: list[LeftCharge]
    made: list[IssuedDocument]

    @classmethod
    def of(cls, found: Recalculation) -> Self:
        """The wire form of a recalculation."""
        return cls(
            difference=found.difference,
            changes=[
                RecalculatedCharge(
                    charge_id=charge.id,
                    text=charge.text,
                    amount=charge.amount,
                    vat_amount=charge.vat_amount,
                    new_text=line.text,
                    new_amount=line.amount,
                    new_vat_amount=line.vat_amount,
                )
                for charge, line in found.changes
            ],
            left=[
                LeftCharge(charge_id=each.charge.id, text=each.charge.text, reason=each.reason)
                for each in found.left
            ],
            made=[IssuedDocument.of(row) for row in found.documents],
        )


class MonthRequest(Incoming):
    """Whose charges become documents."""

    month: Month


class RecalculationRequest(MonthRequest):
    """Which month is charged anew where price or tax are different now."""

    reason: Reason


class CreditLine(Incoming):
    """A line, and how much of it; by default all that is left."""

    line: int = Field(ge=1, le=10_000)
    amount: Amount | None = None


class CreditRequest(Incoming):
    """Credit an invoice: the named lines, or by default all that is left of it."""

    left: Annotated[
        Amount,
        Field(description="The invoice's `left` as it was read: if it is another by now, nothing "
        "is credited. So a request that is sent again does nothing twice."),
    ]  # fmt: skip
    lines: list[CreditLine] = Field(default_factory=list, max_length=1000)
    reason: Reason

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        if len({each.line for each in self.lines}) != len(self.lines):
            raise ValueError("a line is named once")
        return self
