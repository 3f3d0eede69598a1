"""Recalculate an account's month: charges that the catalogue would make otherwise now.

Each is reversed whole and charged anew for the same period, as new movements of the ledger; where
the month has been invoiced, documents follow: a credit note and a new invoice. What a platform has
charged is not recalculated (its price is the platform's, and its reversal too), nor is what no rule
of the catalogue has made, such as the difference on a change of product; both are named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.errors import InvalidRequest, NotFound, VitrinaError
from backend.domain.services.billing.line import BilledSubscription, Line, next_line
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.billing.settle_lines import Billing, charge_line
from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.charging.state import AccountState
from backend.domain.services.invoicing.book import InvoiceBook
from backend.domain.services.invoicing.finalise_invoice import finalise_accounts
from backend.domain.services.invoicing.issue import Issuing
from backend.domain.services.invoicing.rows import InvoiceRow
from backend.domain.values.billing import ChargingMode
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind


class NotCovered(InvalidRequest):
    """The account cannot pay what the month would cost more."""

    code = "not_covered"


class RecordedCharge(NamedTuple):
    """A charge of the month that stands, its subscription, and its row in the chain if any."""

    id: UUID
    integrator_id: int
    mode: ChargingMode
    charge_type: str
    product_id: UUID
    period_start: date
    period_end: date
    quantity: int
    full_price: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str
    text: str
    refunded: int
    subscription_id: UUID
    key: str
    anchor: date | None
    seq: int | None


class Change(NamedTuple):
    """A charge and the line that takes its place."""

    charge: RecordedCharge
    line: Line


class Left(NamedTuple):
    """A charge that differs from the catalogue or cannot be compared, and why it stays."""

    charge: RecordedCharge
    reason: str


@dataclass(slots=True)
class Recalculation:
    """What recalculating changes. ``difference`` in kopecks; above zero the account pays more."""

    changes: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    documents: list[InvoiceRow] = field(default_factory=list)

    @property
    def difference(self) -> int:
        """What all changes together cost the account."""
        return sum(line.amount - charge.amount for charge, line in self.changes)


class RecalculationBook(InvoiceBook, Protocol):
    """What recalculation needs of storage besides documents."""

    def lock_state(self, number: str) -> AccountState | None:
        """The account and its money, kept from others until the commit; not a closed one."""
        ...

    def recorded(self, account_id: int, month: date) -> list[RecordedCharge]:
        """The account's charges of the month that stand and have a period, oldest first."""
        ...

    def store_changes(self, changes: BillingChanges, reversed_ids: Sequence[UUID]) -> None:
        """Write movements and charges; mark the reversed charges before the new ones come."""
        ...


def preview_recalculation(
    account: str, month: date, book: RecalculationBook, catalogue: Catalogue
) -> Recalculation:
    """What recalculating would change now; nothing is written."""
    return _compare(_locked(account, book), month, book, catalogue)


def recalculate_month(
    account: str, month: date, book: RecalculationBook, billing: Billing, issuing: Issuing
) -> Recalculation:
    """Do what the preview says. Raises ``NotCovered``, and nothing was done."""
    state = _locked(account, book)
    found = _compare(state, month, book, billing.catalogue)
    if not found.changes:
        return found
    if found.difference > max(state.available(billing.moment.at), 0):
        raise NotCovered
    billing.changes.accounts[state.id] = state
    for charge, line in found.changes:
        _reverse(state, charge, billing)
        if line.amount:
            charge_line(state, line, billing)
    book.store_changes(billing.changes, [charge.id for charge, _ in found.changes])
    if book.latest(state.id, month) is not None:
        payers = book.lock_all([state.id])
        found.documents = finalise_accounts(payers, month, book, issuing)
    return found


def _locked(account: str, book: RecalculationBook) -> AccountState:
    state = book.lock_state(account)
    if state is None:
        raise NotFound("there is no such account, or it is closed")
    return state


def _compare(
    state: AccountState, month: date, book: RecalculationBook, catalogue: Catalogue
) -> Recalculation:
    found = Recalculation()
    for charge in book.recorded(state.id, month):
        answer = recalculated(state.id, charge, catalogue)
        if isinstance(answer, str):
            found.left.append(Left(charge, answer))
        elif answer is not None:
            found.changes.append(Change(charge, answer))
    return found


def recalculated(
    account_id: int, charge: RecordedCharge, catalogue: Catalogue
) -> Line | str | None:
    """The line that the catalogue makes of a charge's period now; why it stays; ``None``: same."""
    if charge.mode is ChargingMode.PLATFORM:
        return "platform_charged"
    if charge.seq is None or charge.anchor is None:
        return "not_a_whole_row"
    if charge.refunded:
        return "partly_refunded"
    subscription = BilledSubscription(
        account_id,
        charge.subscription_id,
        charge.product_id,
        charge.key,
        SubscriptionState.ACTIVE,
        charge.anchor,
        charge.period_start,
        charge.seq,
        charge.quantity,
    )
    try:
        line = next_line(subscription, catalogue, until=charge.period_end)
    except (VitrinaError, LookupError) as error:
        return str(getattr(error, "code", "not_billable"))
    if line.period_end != charge.period_end or line.charge_type != charge.charge_type:
        return "another_period"
    return None if _same(line, charge) else line


def _same(line: Line, charge: RecordedCharge) -> bool:
    """Whether price and tax are as they were. Texts alone are no reason: old ones never change."""
    return (
        (line.amount, line.full_price, line.vat_kind, line.vat_rate, line.vat_amount, line.vat_note)
        == (charge.amount, charge.full_price, charge.vat_kind, charge.vat_rate, charge.vat_amount,
            charge.vat_note)
    )  # fmt: skip


def _reverse(account: AccountState, charge: RecordedCharge, billing: Billing) -> None:
    reversal_id, moment, changes = billing.new_id(), billing.moment, billing.changes
    changes.transactions.append(
        TransactionRow(
            account.id, reversal_id, TransactionKind.REVERSAL, charge.id, moment.today, moment.at
        )
    )
    parts = (
        (LedgerAccount.REVENUE, charge.amount - charge.vat_amount),
        (LedgerAccount.VAT, charge.vat_amount),
    )
    for number, (debit, amount) in enumerate(parts, start=1):
        if amount:
            changes.entries.append(
                EntryRow(
                    account.id,
                    reversal_id,
                    number,
                    debit,
                    LedgerAccount.SUBSCRIBER,
                    amount,
                    charge.integrator_id,
                )
            )
    account.move(balance=charge.amount)
