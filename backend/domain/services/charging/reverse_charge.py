"""Take a charge back, whole; or leave a tombstone so that it can never be taken."""

from typing import Protocol
from uuid import UUID

from backend.domain.commands import UNSEEN, Reverse
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.ledger import Movement, move_money
from backend.domain.services.charging.rows import OperationRow
from backend.domain.services.charging.state import AccountState, BatchState, StoredCharge
from backend.domain.values.codes import Code, OperationKind, OperationStatus
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.vat import vat_of_refund


def decide_reversal(command: Reverse, account: AccountState | None, state: BatchState) -> Decision:
    """Give back what is left of the charge, as a new movement that names the old one.

    What the operator has given back already does not come a second time; the answer is the same,
    for nothing of the charge stands. An id that never charged (unknown, or refused) becomes a
    tombstone: should the charge arrive late, or be tried again, it takes no money. An id of another
    account is answered as unknown and leaves no trace, so that the rightful reversal still works.
    """
    key = (command.terms.integrator_id, OperationKind.CHARGE, command.external_id)
    operation = state.operations.get(key)
    if operation is None:
        _bury(command, account, state)
        return refused(Code.UNKNOWN_OPERATION)
    if account is not None and operation.account_id not in (None, account.id):
        return refused(Code.UNKNOWN_OPERATION, recorded=False)
    charge = state.charges.get(operation.target_id) if operation.target_id else None
    if charge is None or account is None:  # it was refused: there is nothing to give back
        state.mark_operation(key, OperationStatus.TOMBSTONE)
        return refused(Code.UNKNOWN_OPERATION)
    state.mark_operation(key, OperationStatus.REVERSED)
    return _give_back(charge, account, state)


def _bury(command: Reverse, account: AccountState | None, state: BatchState) -> None:
    state.remember(
        OperationRow(
            command.terms.integrator_id,
            OperationKind.CHARGE,
            command.external_id,
            state.new_id(),
            account.id if account else None,
            UNSEEN,
            OperationStatus.TOMBSTONE,
            Code.REVERSED,
            None,
            None,
            None,
            command.origin.door,
            command.origin.correlation_id,
            state.moment.at,
        )
    )


def _give_back(charge: StoredCharge, account: AccountState, state: BatchState) -> Decision:
    if charge.reversed:  # by the operator
        return Decision(Code.OK, charge.amount)
    left = charge.amount - charge.refunded
    reversal_id = move_money(state, account, reversal_of(charge)) if left else None
    charge.reversed = True
    state.changes.reversed_charges.append(charge)
    if charge.business_date == state.moment.today:
        account.spend(charge.integrator_id, -charge.amount)
    return Decision(Code.OK, charge.amount, reversal_id)


class Reversible(Protocol):
    """What is known of a charge that is to be taken back. Sums in kopecks."""

    id: UUID
    integrator_id: int
    amount: int
    vat_amount: int
    refunded: int


def reversal_of(charge: Reversible) -> Movement:
    """The movement that gives back all that is left of a charge, and all that is left of its
    tax."""
    left = charge.amount - charge.refunded
    return Movement(
        kind=TransactionKind.REVERSAL,
        debit=LedgerAccount.REVENUE,
        credit=LedgerAccount.SUBSCRIBER,
        amount=left,
        integrator_id=charge.integrator_id,
        vat=vat_of_refund(charge.amount, charge.vat_amount, charge.refunded, left),
        reverses=charge.id,
    )
