"""Give drafts their numbers and make them final.

Numbers come last, right before the rows are written: whoever has the counter waits for nobody, so
finalisers queue for a moment and never in a circle, and a transaction that fails takes its numbers
back with it. That is what makes them gapless.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.domain.ports import NewId
from backend.domain.services.invoicing.book import InvoiceBook
from backend.domain.services.invoicing.draft_invoice import Draft
from backend.domain.services.invoicing.rows import Documents, InvoiceRow, LineRow, Payer
from backend.domain.values.moment import Moment
from backend.domain.values.seller import Seller


@dataclass(frozen=True, slots=True)
class Issuing:
    """When and by whom documents are issued."""

    moment: Moment
    seller: Seller
    new_id: NewId


def issue(
    drafts: Mapping[Payer, Sequence[Draft]], book: InvoiceBook, issuing: Issuing
) -> Documents:
    """Number the drafts in the order of their accounts and write them."""
    documents = Documents()
    wanted = [(payer, draft) for payer, own in drafts.items() for draft in own if draft.lines]
    if not wanted:
        return documents
    book.remember_seller(issuing.seller)
    year = issuing.moment.today.year
    first = book.reserve(issuing.seller.inn, year, len(wanted))
    digest = issuing.seller.digest()
    for number, (payer, draft) in enumerate(wanted, start=first):
        row = _row(payer, draft, number, digest, issuing)
        documents.invoices.append(row)
        documents.lines.extend(_lines(row, draft))
        documents.credited.extend(draft.credited)
    book.store(documents)
    return documents


def _row(payer: Payer, draft: Draft, number: int, digest: str, issuing: Issuing) -> InvoiceRow:
    return InvoiceRow(
        payer.account_id,
        issuing.new_id(),
        draft.kind,
        issuing.seller.inn,
        issuing.moment.today.year,
        number,
        draft.month,
        draft.credits,
        payer.holder,
        digest,
        draft.total,
        draft.vat_total,
        issuing.moment.today,
        issuing.moment.at,
    )


def _lines(row: InvoiceRow, draft: Draft) -> Iterator[LineRow]:
    for place, line in enumerate(draft.lines, start=1):
        yield LineRow(row.account_id, row.id, place, *line)
