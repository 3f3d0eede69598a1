"""Take the platform's word about its subscription's state."""

from backend.domain.commands import ReportStatus
from backend.domain.services.charging.decision import Decision, refused
from backend.domain.services.charging.state import AccountState, BatchState
from backend.domain.services.charging.subscriptions import move_subscription, subscription_of
from backend.domain.values.codes import Code
from backend.domain.values.status import FINAL_STATES


def decide_status(command: ReportStatus, account: AccountState, state: BatchState) -> Decision:
    """Move the subscription, as far as the table of transitions allows it.

    That something is over which is not there (any more) is true already.
    """
    key = (account.id, command.terms.integrator_id, command.subscription or command.product)
    living = state.subscriptions.get(key)
    over = living is None or living.state in FINAL_STATES
    if over and command.state in FINAL_STATES:
        return Decision(Code.OK)
    subscription = subscription_of(
        state,
        account,
        command.terms,
        product=command.product,
        product_title=command.product_title,
        external_key=command.subscription or command.product,
    )
    moved = move_subscription(
        state,
        subscription,
        command.state,
        actor=command.terms.integrator_code,
        reason=command.reason,
    )
    if not moved:
        return refused(Code.TRANSITION_REFUSED)
    return Decision(Code.OK, target_id=subscription.id)
