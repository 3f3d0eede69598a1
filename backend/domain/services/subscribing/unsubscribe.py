"""Leave with the end of what is paid, or at once with the operator's refund; and stay after all."""

from datetime import date

from backend.domain.errors import NotAllowed
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.billing.settle_lines import Billing, move
from backend.domain.services.subscribing.close_gap import close_gap
from backend.domain.services.subscribing.commands import (
    RefundPolicy,
    UndoUnsubscribe,
    Unsubscribe,
)
from backend.domain.services.subscribing.give_back import give_back_from
from backend.domain.services.subscribing.leave_platform import leave_platform, stay_on_platform
from backend.domain.services.subscribing.steps import end
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.billing import SuspendReason
from backend.domain.values.status import SubscriptionState


def unsubscribe(command: Unsubscribe, subscriber: Subscriber, billing: Billing) -> None:
    """Never refused: not for debts, a blocked account, an archived product or one without price.

    Days of service that no run has billed yet are not billed any more.
    """
    charged_elsewhere = subscriber.of_platforms.get(command.subscription_id)
    if charged_elsewhere is not None:
        leave_platform(command, charged_elsewhere, billing)
        return
    for each in subscriber.whole(command.subscription_id):
        if not command.immediately:
            _let_run_out(each, billing)
            continue
        if command.refund is RefundPolicy.REMAINING_DAYS:
            give_back_from(billing.moment.today, each, subscriber, billing)
        end(each, billing.moment.today, "unsubscribed", billing)


def undo_unsubscribe(command: UndoUnsubscribe, subscriber: Subscriber, billing: Billing) -> None:
    """Possible until the day on which it ends; who was in a pause is in it again."""
    charged_elsewhere = subscriber.of_platforms.get(command.subscription_id)
    if charged_elsewhere is not None:
        stay_on_platform(charged_elsewhere, billing)
        return
    today = billing.moment.today
    chosen, *parts = subscriber.whole(command.subscription_id)
    if not _can_stay(chosen, today):
        raise NotAllowed("only a subscription that is going to end can be kept, until it ends")
    for each in (chosen, *parts):
        if _can_stay(each, today):
            each.cancel_on = None
            paused = each.suspend_reason is SuspendReason.USER
            following = SubscriptionState.SUSPENDED if paused else SubscriptionState.ACTIVE
            move(each, following, "kept", billing)


def _let_run_out(subscription: BilledSubscription, billing: Billing) -> None:
    if subscription.state is SubscriptionState.CANCELLING:
        return
    today = billing.moment.today
    close_gap(subscription, today, billing)
    if subscription.next_start <= today:
        end(subscription, today, "unsubscribed", billing)
        return
    if subscription.suspend_reason is SuspendReason.MONEY:  # paid again, by a clock put back
        subscription.suspend_reason = subscription.suspended_on = None
    subscription.cancel_on = subscription.next_start
    move(subscription, SubscriptionState.CANCELLING, "unsubscribed", billing)


def _can_stay(subscription: BilledSubscription, today: date) -> bool:
    return (
        subscription.state is SubscriptionState.CANCELLING
        and subscription.cancel_on is not None
        and today < subscription.cancel_on
    )
