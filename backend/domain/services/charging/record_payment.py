"""Money came in: the account's balance grows, once per payment document."""

from backend.domain.commands import Pay
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.ledger import Movement, move_money
from backend.domain.services.charging.rows import PaymentRow
from backend.domain.services.charging.state import AccountState, BatchState
from backend.domain.values.codes import Code
from backend.domain.values.ledger import LedgerAccount, TransactionKind


def decide_payment(command: Pay, account: AccountState, state: BatchState) -> Decision:
    """Book the payment. A blocked account may pay: that is how it gets unblocked.

    Where another billing keeps the money, it is that billing's payment and not ours.
    """
    if account.elsewhere is not None:
        return refused(Code.KEPT_ELSEWHERE, command.amount, recorded=False)
    payment_id = move_money(
        state,
        account,
        Movement(
            kind=TransactionKind.PAYMENT,
            debit=LedgerAccount.CASH,
            credit=LedgerAccount.SUBSCRIBER,
            amount=command.amount,
            integrator_id=command.terms.integrator_id,
        ),
    )
    state.changes.payments.append(
        PaymentRow(
            account.id,
            payment_id,
            command.external_id,
            command.amount,
            command.text,
            state.moment.at,
        )
    )
    return Decision(Code.OK, command.amount, payment_id)
