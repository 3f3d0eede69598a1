"""Draft an invoice: an account's charges of one month in their order, and what they come to.

Platform-charged and billing-charged, Internet and software are all lines of one invoice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.services.invoicing.rows import Credited, DraftLine, OpenCharge
from backend.domain.values.invoicing import INTERNET, InvoiceKind
from backend.domain.values.vat import vat_of_refund


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document without a number. A credit note says what it ``credits`` and of which lines."""

    kind: InvoiceKind
    lines: tuple[DraftLine, ...]
    month: date
    credits: UUID | None = None
    credited: tuple[Credited, ...] = ()

    @property
    def total(self) -> int:
        """The one payable total, in kopecks, tax included."""
        return sum(line.amount for line in self.lines)

    @property
    def vat_total(self) -> int:
        """The tax in it."""
        return sum(line.vat_amount for line in self.lines)


def draft_invoice(charges: Iterable[OpenCharge], month: date) -> Draft:
    """The invoice that these charges would make: the Internet first, then by type, product, period.

    What was refunded before the charge came on any document is not on it.
    """
    lines = (_line(charge) for charge in sorted(charges, key=_order))
    return Draft(
        kind=InvoiceKind.INVOICE, lines=tuple(line for line in lines if line.amount), month=month
    )


def _order(item: OpenCharge) -> tuple[bool, str, str, date, UUID]:
    charge = item.charge
    return (
        charge.charge_type != INTERNET,
        charge.charge_type,
        item.product,
        charge.period_start or date.min,
        charge.charge_id,
    )


def _line(item: OpenCharge) -> DraftLine:
    charge = item.charge
    if not item.charge.text:
        charge = charge._replace(text=item.product)
    if not item.refunded:
        return charge
    given_back = vat_of_refund(charge.amount, charge.vat_amount, 0, item.refunded)
    return charge._replace(
        amount=charge.amount - item.refunded, vat_amount=charge.vat_amount - given_back
    )
