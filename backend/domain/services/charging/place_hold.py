"""Keep money aside for a later charge."""

from datetime import timedelta

from backend.domain.commands import Hold
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.funds import refuse_debit
from backend.domain.services.charging.rows import HoldRow
from backend.domain.services.charging.state import AccountState, BatchState, StoredHold
from backend.domain.values.codes import Code
from backend.domain.values.status import HoldState


def decide_hold(command: Hold, account: AccountState, state: BatchState) -> Decision:
    """Hold the sum, or say why not: by the same decision as a charge.

    Money that another billing keeps is not held: what it sets aside is charged at once or let go.
    """
    if account.elsewhere is not None:
        return refused(Code.KEPT_ELSEWHERE, command.amount, recorded=False)
    reason = refuse_debit(account, command.amount, command.terms, state.moment)
    if reason is not None:
        return refused(reason, command.amount)
    now = state.moment.at
    hold = StoredHold(
        account_id=account.id,
        id=state.new_id(),
        integrator_id=command.terms.integrator_id,
        external_id=command.external_id,
        subscription_key=command.subscription or command.product,
        product=command.product,
        product_title=command.product_title,
        remaining=command.amount,
        state=HoldState.OPEN,
        text=command.text,
        expires_at=now + timedelta(seconds=command.lifetime_seconds),
    )
    state.holds[(hold.integrator_id, hold.external_id)] = hold
    state.changes.holds.append(
        HoldRow(
            hold.account_id,
            hold.id,
            hold.integrator_id,
            hold.external_id,
            hold.subscription_key,
            hold.product,
            hold.product_title,
            command.amount,
            hold.remaining,
            hold.state,
            hold.text,
            hold.expires_at,
            now,
        )
    )
    account.move(held=command.amount)
    account.spend(hold.integrator_id, command.amount)
    return Decision(Code.OK, command.amount, hold.id)
