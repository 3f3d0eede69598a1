"""What becomes of a hold: captured into a charge (whole or in part), or given back."""

from backend.domain.commands import Capture, Release
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.state import AccountState, BatchState, StoredHold
from backend.domain.services.charging.take_charge import Purchase, describe, take_money
from backend.domain.values.codes import Code
from backend.domain.values.status import AccountStatus, HoldState


def decide_capture(command: Capture, account: AccountState | None, state: BatchState) -> Decision:
    """Charge out of what the hold keeps; a final capture gives the rest back."""
    hold = state.holds.get((command.terms.integrator_id, command.hold))
    if hold is None or account is None or hold.account_id != account.id:
        return refused(Code.UNKNOWN_HOLD, recorded=False)
    amount = hold.remaining if command.amount is None else command.amount
    reason = _refuse_capture(hold, account, amount, state)
    if reason is not None:
        return refused(reason, amount)
    purchase = Purchase(
        external_id=command.external_id,
        product=hold.product,
        product_title=hold.product_title,
        subscription_key=hold.subscription_key,
        amount=amount,
        full_price=None,
        text=hold.text if command.text is None else command.text,
        period_end=command.period_end,
        hold_id=hold.id,
    )
    description = describe(purchase, command.terms, account, state)
    if isinstance(description, Code):
        return refused(description, amount, recorded=False)
    _take_from_hold(hold, amount, account, state)
    decision = take_money(purchase, description, command.terms, account, state)
    if command.final or hold.remaining == 0:
        close_hold(hold, account, state, HoldState.CAPTURED)
    return decision


def decide_release(command: Release, account: AccountState | None, state: BatchState) -> Decision:
    """Give back what the hold still keeps. Releasing an expired hold is done already."""
    hold = state.holds.get((command.terms.integrator_id, command.external_id))
    if hold is None or account is None or hold.account_id != account.id:
        return refused(Code.UNKNOWN_HOLD, recorded=False)
    if hold.state is HoldState.CAPTURED:
        return refused(Code.HOLD_CLOSED)
    remaining = hold.remaining
    if hold.state is HoldState.OPEN:
        close_hold(hold, account, state, HoldState.RELEASED)
    return Decision(Code.OK, remaining, hold.id)


def close_hold(
    hold: StoredHold, account: AccountState, state: BatchState, closed: HoldState
) -> None:
    """Give the rest of an open hold back to the account and close it."""
    _take_from_hold(hold, hold.remaining, account, state)
    hold.state = closed


def _refuse_capture(
    hold: StoredHold, account: AccountState, amount: int, state: BatchState
) -> Code | None:
    if account.status is not AccountStatus.ACTIVE:
        return Code.ACCOUNT_BLOCKED
    if hold.state is HoldState.EXPIRED or state.moment.at >= hold.expires_at:
        return Code.HOLD_EXPIRED
    if hold.state is not HoldState.OPEN:
        return Code.HOLD_CLOSED
    if amount > hold.remaining:
        return Code.HOLD_EXCEEDED
    return None


def _take_from_hold(
    hold: StoredHold, amount: int, account: AccountState, state: BatchState
) -> None:
    account.move(held=-amount)
    account.spend(hold.integrator_id, -amount)
    hold.remaining -= amount
    state.changes.hold_updates[hold.id] = hold
