"""Credit a final invoice, whole or in part: a document with negative lines at the original rate.

A credit note is about paper, not about money: that comes back by a reversal or a refund, which
finalising then credits by itself. A line credited in full whose charge still stands is free for a
new invoice, which is how a wrong invoice is replaced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.errors import InvalidRequest, NotFound, VitrinaError
from backend.domain.services.invoicing.book import InvoiceBook
from backend.domain.services.invoicing.draft_invoice import Draft
from backend.domain.services.invoicing.issue import Issuing, issue
from backend.domain.services.invoicing.rows import Credited, DraftLine, InvoiceRow, LiveLine
from backend.domain.values.invoicing import InvoiceKind
from backend.domain.values.vat import vat_of_refund


class InvoiceCredited(VitrinaError):
    """The invoice has been credited since it was read."""

    code = "invoice_credited"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditInvoice:
    """Credit an invoice of an account, given by year and number.

    ``lines``: line number → kopecks, or ``None`` for all that is left of it. Empty: everything.
    ``left``: what is left of the invoice as whoever asks has seen it, so that a request that is
    sent again credits nothing a second time.
    """

    account: str
    year: int
    number: int
    lines: Mapping[int, int | None]
    left: int | None = None


def credit_invoice(command: CreditInvoice, book: InvoiceBook, issuing: Issuing) -> InvoiceRow:
    """The credit note. Raises ``NotFound``, ``InvoiceCredited``, and ``InvalidRequest`` where
    nothing is left."""
    payer = book.lock(command.account)
    if payer is None:
        raise NotFound("there is no such account")
    found = book.invoice(payer.account_id, issuing.seller.inn, command.year, command.number)
    if found is None:
        raise NotFound("the account has no such invoice")
    live = {line.line: line for line in book.live_lines(payer.account_id, found.id)}
    left = sum(line.content.amount - line.credited for line in live.values())
    if command.left not in (None, left):
        raise InvoiceCredited
    draft = draft_credit_note(live, command.lines, found.month)
    documents = issue({payer: [draft]}, book, issuing)
    return documents.invoices[0]


def draft_credit_note(
    live: Mapping[int, LiveLine], wanted: Mapping[int, int | None], month: date
) -> Draft:
    """The note that takes back the wanted sums of one invoice's live lines."""
    if not live:
        raise InvalidRequest("nothing is left of the invoice: it has been credited")
    chosen = wanted or dict.fromkeys(live)
    unknown = chosen.keys() - live.keys()
    if unknown:
        raise InvalidRequest("a line that is not on the invoice, or has been credited already")
    return credit_note([(live[line], chosen[line]) for line in sorted(chosen)], month)


def credit_note(parts: Sequence[tuple[LiveLine, int | None]], month: date) -> Draft:
    """The note over parts of lines of one invoice; ``None`` is all that is left of a line."""
    sums = [_sum(line, wanted) for line, wanted in parts]
    lines = [line for line, _ in parts]
    return Draft(
        kind=InvoiceKind.CREDIT_NOTE,
        lines=tuple(_taken_back(line, amount) for line, amount in zip(lines, sums, strict=True)),
        month=month,
        credits=lines[0].invoice_id,
        credited=tuple(
            Credited(line.account_id, line.invoice_id, line.line, amount)
            for line, amount in zip(lines, sums, strict=True)
        ),
    )


def _sum(line: LiveLine, wanted: int | None) -> int:
    left = line.content.amount - line.credited
    amount = left if wanted is None else wanted
    if not 0 < amount <= left:
        raise InvalidRequest("more than what is left of the line, or nothing")
    return amount


def _taken_back(line: LiveLine, amount: int) -> DraftLine:
    """Taxed as refunds of the charge are: all credits of a line together take back its tax."""
    before = line.charged - line.content.amount + line.credited
    vat = vat_of_refund(line.charged, line.charged_vat, before, amount)
    return line.content._replace(amount=-amount, vat_amount=-vat)
