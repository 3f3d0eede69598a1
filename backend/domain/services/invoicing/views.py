"""A document as it is shown: on paper, on the screen and as JSON. Sums in kopecks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.services.invoicing.draft_invoice import Draft
from backend.domain.services.invoicing.rows import InvoiceRow, LineRow, Payer
from backend.domain.services.invoicing.totals import RateTotal, totals_of
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus, format_number
from backend.domain.values.period import Period
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line; ``last_day`` is inclusive, ``credited`` what credit notes took back of it."""

    place: int
    charge_id: UUID
    text: str
    charge_type: str
    first_day: date | None
    last_day: date | None
    quantity: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str
    credited: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceView:
    """An invoice, a draft of one, or a credit note, which names what it ``credits``.

    A draft has no number; its date is the day on which it is looked at.
    """

    id: UUID | None
    kind: InvoiceKind
    status: InvoiceStatus
    number: str | None
    issued_on: date
    month: date
    account: str
    payer: str
    seller: Seller
    lines: tuple[LineView, ...]
    totals: tuple[RateTotal, ...]
    total: int
    vat_total: int
    credits: str | None = None
    credits_on: date | None = None


def draft_view(payer: Payer, draft: Draft, seller: Seller, today: date) -> InvoiceView:
    """What the draft would look like if it were issued today."""
    lines = tuple(
        _line(LineRow(payer.account_id, _NOWHERE, place, *line), 0)
        for place, line in enumerate(draft.lines, start=1)
    )
    return InvoiceView(
        id=None,
        kind=draft.kind,
        status=InvoiceStatus.DRAFT,
        number=None,
        issued_on=today,
        month=draft.month,
        account=payer.number,
        payer=payer.holder,
        seller=seller,
        lines=lines,
        totals=totals_of(lines),
        total=draft.total,
        vat_total=draft.vat_total,
    )


def final_view(
    row: InvoiceRow,
    rows: Sequence[tuple[LineRow, int]],
    account: str,
    seller: Seller,
    credited_invoice: InvoiceRow | None = None,
) -> InvoiceView:
    """A final document with its lines, and with each what was credited of it."""
    lines = tuple(_line(line, credited) for line, credited in rows)
    original = credited_invoice
    return InvoiceView(
        id=row.id,
        kind=row.kind,
        status=_status(lines),
        number=format_number(row.year, row.number),
        issued_on=row.issued_on,
        month=row.month,
        account=account,
        payer=row.payer,
        seller=seller,
        lines=lines,
        totals=totals_of(lines),
        total=row.total,
        vat_total=row.vat_total,
        credits=format_number(original.year, original.number) if original else None,
        credits_on=original.issued_on if original else None,
    )


_NOWHERE = UUID(int=0)


def _line(row: LineRow, credited: int) -> LineView:
    period = (
        Period(row.period_start, row.period_end) if row.period_start and row.period_end else None
    )
    return LineView(
        place=row.line,
        charge_id=row.charge_id,
        text=row.text,
        charge_type=row.charge_type,
        first_day=period.start if period else None,
        last_day=period.last_day if period else None,
        quantity=row.quantity,
        amount=row.amount,
        vat_kind=row.vat_kind,
        vat_rate=row.vat_rate,
        vat_amount=row.vat_amount,
        vat_note=row.vat_note,
        credited=credited,
    )


def _status(lines: Sequence[LineView]) -> InvoiceStatus:
    if not any(line.credited for line in lines):
        return InvoiceStatus.FINAL
    if all(line.credited == line.amount for line in lines):
        return InvoiceStatus.CREDITED
    return InvoiceStatus.PARTLY_CREDITED
