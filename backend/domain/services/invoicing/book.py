"""What invoicing needs of storage, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from backend.domain.services.invoicing.rows import (
    Documents,
    InvoiceRow,
    LiveLine,
    OpenCharge,
    Payer,
)
from backend.domain.values.seller import Seller


class Unsettled(NamedTuple):
    """Where documents do not follow the ledger yet: charges on none, lines that stand for more."""

    charges: Sequence[OpenCharge]
    lines: Sequence[LiveLine]


class InvoiceBook(Protocol):
    """Reads charges and documents and writes documents. Accounts are locked first, ascending."""

    def lock(self, number: str) -> Payer | None:
        """The account with this number, closed ones too, kept from others until the commit."""
        ...

    def lock_all(self, account_ids: Sequence[int]) -> list[Payer]:
        """The accounts in ascending order, kept from others until the commit."""
        ...

    def next_accounts(self, after: int, size: int, month: date) -> tuple[int | None, list[int]]:
        """The last of the next ``size`` accounts, ``None`` after the last of all, and those of
        them that have something unsettled in the month. Nothing is locked."""
        ...

    def unsettled(self, account_ids: Sequence[int], month: date) -> Unsettled:
        """What there is to settle in the month, in order of account."""
        ...

    def invoice(self, account_id: int, issuer: str, year: int, number: int) -> InvoiceRow | None:
        """The account's invoice (not a credit note) with this number."""
        ...

    def latest(self, account_id: int, month: date) -> InvoiceRow | None:
        """The account's last invoice (not a credit note) of the month."""
        ...

    def live_lines(self, account_id: int, invoice_id: UUID) -> list[LiveLine]:
        """The invoice's lines that have not been credited in full."""
        ...

    def remember_seller(self, seller: Seller) -> None:
        """Keep the seller's details as they are now."""
        ...

    def reserve(self, issuer: str, year: int, count: int) -> int:
        """The first of so many numbers in a row; others wait for theirs until the commit."""
        ...

    def store(self, documents: Documents) -> None:
        """Write the documents and what they credit."""
        ...
