"""Finalise: let the documents of a month follow the ledger, and never change after that.

Charges on no document make an invoice; lines whose charge was reversed or refunded since make a
credit note for each invoice they are on. What came after the month's invoice goes on a further one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.errors import NotFound
from backend.domain.services.invoicing.book import InvoiceBook, Unsettled
from backend.domain.services.invoicing.credit_invoice import credit_note
from backend.domain.services.invoicing.draft_invoice import Draft, draft_invoice
from backend.domain.services.invoicing.issue import Issuing, issue
from backend.domain.services.invoicing.rows import InvoiceRow, LiveLine, Payer


@dataclass(frozen=True, slots=True)
class Finalised:
    """The month's last invoice, made now or before, and all documents that were made now."""

    invoice: InvoiceRow | None
    made: tuple[InvoiceRow, ...]


def finalise_invoice(account: str, month: date, book: InvoiceBook, issuing: Issuing) -> Finalised:
    """Settle one account's month. With nothing new it answers the invoice that there is."""
    payer = book.lock(account)
    if payer is None:
        raise NotFound("there is no such account")
    made = finalise_accounts([payer], month, book, issuing)
    return Finalised(book.latest(payer.account_id, month), tuple(made))


def finalise_accounts(
    payers: Sequence[Payer], month: date, book: InvoiceBook, issuing: Issuing
) -> list[InvoiceRow]:
    """Settle the month of locked accounts; answers the documents that were made."""
    unsettled = book.unsettled([payer.account_id for payer in payers], month)
    return issue(draft_documents(payers, unsettled, month), book, issuing).invoices


def draft_documents(
    payers: Iterable[Payer], unsettled: Unsettled, month: date
) -> dict[Payer, list[Draft]]:
    """For each account the credit notes, oldest invoice first, and then the invoice."""
    charges, lines = defaultdict(list), defaultdict(list)
    for charge in unsettled.charges:
        charges[charge.account_id].append(charge)
    for line in unsettled.lines:
        lines[line.account_id].append(line)
    return {
        payer: [
            *_credit_notes(lines[payer.account_id], month),
            draft_invoice(charges[payer.account_id], month),
        ]
        for payer in payers
    }


def _credit_notes(lines: Iterable[LiveLine], month: date) -> list[Draft]:
    by_invoice: dict[UUID, list[tuple[LiveLine, int | None]]] = defaultdict(list)
    for line in lines:
        excess = line.content.amount - line.credited - line.standing
        if excess > 0:
            by_invoice[line.invoice_id].append((line, excess))
    return [
        credit_note(sorted(parts, key=lambda part: part[0].line), month)
        for _, parts in sorted(by_invoice.items())
    ]
