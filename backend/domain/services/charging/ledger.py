"""Movements of money in the ledger, and the account's stored balance that follows them."""

from dataclasses import dataclass
from uuid import UUID

from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.charging.state import AccountState, BatchState
from backend.domain.values.ledger import LedgerAccount, TransactionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """``amount`` kopecks from the debited ledger account to the credited one."""

    kind: TransactionKind
    debit: LedgerAccount
    credit: LedgerAccount
    amount: int
    integrator_id: int
    reverses: UUID | None = None


def move_money(state: BatchState, account: AccountState, movement: Movement) -> UUID:
    """Write a transaction of one entry; the stored balance follows the subscriber's side of it."""
    transaction_id = state.new_id()
    state.changes.transactions.append(
        TransactionRow(
            account.id,
            transaction_id,
            movement.kind,
            movement.reverses,
            state.moment.today,
            state.moment.at,
        )
    )
    state.changes.entries.append(
        EntryRow(
            account.id,
            transaction_id,
            1,
            movement.debit,
            movement.credit,
            movement.amount,
            movement.integrator_id,
        )
    )
    if movement.debit is LedgerAccount.SUBSCRIBER:
        account.move(balance=-movement.amount)
    if movement.credit is LedgerAccount.SUBSCRIBER:
        account.move(balance=movement.amount)
    return transaction_id
