"""Finalise a month of the whole operator, some accounts at a time.

What is unsettled is state, so there is nothing to remember between chunks or runs: a run that was
killed is begun again and passes over what is done, and two runs at once share the work.
"""

from dataclasses import dataclass
from datetime import date

from backend.domain.services.invoicing.book import InvoiceBook
from backend.domain.services.invoicing.finalise_invoice import finalise_accounts
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.values.invoicing import InvoiceKind

CHUNK = 1000
"""Accounts in one transaction: online debits of these wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkFinalised:
    """``last`` is the account to go on after, ``None`` where there is none left."""

    last: int | None
    invoices: int = 0
    credit_notes: int = 0
    total: int = 0


def finalise_chunk(
    after: int, month: date, book: InvoiceBook, issuing: Issuing, size: int = CHUNK
) -> ChunkFinalised:
    """Settle the month of the next accounts after the given one."""
    last, unsettled = book.next_accounts(after, size, month)
    if not unsettled:
        return ChunkFinalised(last=last)
    made = finalise_accounts(book.lock_all(unsettled), month, book, issuing)
    invoices = sum(row.kind is InvoiceKind.INVOICE for row in made)
    return ChunkFinalised(
        last=last,
        invoices=invoices,
        credit_notes=len(made) - invoices,
        total=sum(row.total for row in made),
    )
