"""Movements of money in the ledger, and the account's stored balance that follows them."""

from dataclasses import dataclass
from uuid import UUID

from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.charging.state import AccountState, BatchState
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """``amount`` kopecks from the debited ledger account to the credited one.

    ``vat`` kopecks of it belong to the tax, and only the rest to revenue.
    """

    kind: TransactionKind
    debit: LedgerAccount
    credit: LedgerAccount
    amount: int
    integrator_id: int
    vat: int = 0
    reverses: UUID | None = None


def move_money(state: BatchState, account: AccountState, movement: Movement) -> UUID:
    """Write a transaction; the stored balance follows the subscriber's side of its entries."""
    transaction_id = state.new_id()
    transaction, entries = write_down(movement, account, transaction_id, state.moment)
    state.changes.transactions.append(transaction)
    state.changes.entries += entries
    return transaction_id


def write_down(
    movement: Movement, account: AccountState, transaction_id: UUID, moment: Moment
) -> tuple[TransactionRow, list[EntryRow]]:
    """The rows of a movement; the account's state has it done."""
    if movement.debit is LedgerAccount.SUBSCRIBER:
        account.move(balance=-movement.amount)
    if movement.credit is LedgerAccount.SUBSCRIBER:
        account.move(balance=movement.amount)
    transaction = TransactionRow(
        account.id, transaction_id, movement.kind, movement.reverses, moment.today, moment.at
    )
    entries = [
        EntryRow(account.id, transaction_id, line, debit, credit, amount, movement.integrator_id)
        for line, (debit, credit, amount) in enumerate(_sides(movement, account.side), start=1)
    ]
    return transaction, entries


def _sides(
    movement: Movement, subscriber: LedgerAccount
) -> list[tuple[LedgerAccount, LedgerAccount, int]]:
    debit, credit = movement.debit, movement.credit
    if subscriber is not LedgerAccount.SUBSCRIBER:
        debit, credit = (
            subscriber if side is LedgerAccount.SUBSCRIBER else side for side in (debit, credit)
        )
    if not movement.vat:
        return [(debit, credit, movement.amount)]
    taxed = {LedgerAccount.REVENUE: LedgerAccount.VAT}
    sides = [
        (debit, credit, movement.amount - movement.vat),
        (taxed.get(debit, debit), taxed.get(credit, credit), movement.vat),
    ]
    return [side for side in sides if side[2]]
