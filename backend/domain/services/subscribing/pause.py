"""A pause begins when what is paid is over, costs nothing, and ends when the subscriber says."""

from backend.domain.errors import NotAllowed
from backend.domain.services.billing.line import BilledSubscription, next_line
from backend.domain.services.billing.settle_lines import (
    Billing,
    move,
    settle_lines,
    total,
)
from backend.domain.services.subscribing.close_gap import close_gap
from backend.domain.services.subscribing.commands import Pause, Resume
from backend.domain.services.subscribing.steps import come_back
from backend.domain.services.subscribing.subscriber import Subscriber, require_money
from backend.domain.values.billing import SuspendReason
from backend.domain.values.status import SubscriptionState

_CAN_PAUSE = frozenset({SubscriptionState.ACTIVE, SubscriptionState.TRIAL})


def pause(command: Pause, subscriber: Subscriber, billing: Billing) -> None:
    """Nothing is given back: the service lasts as long as it is paid."""
    whole = subscriber.whole(command.subscription_id)
    if whole[0].state not in _CAN_PAUSE:
        raise NotAllowed("only an active subscription can be paused")
    for each in whole:
        if each.state is not SubscriptionState.CANCELLING:
            _pause(each, billing)


def resume(command: Resume, subscriber: Subscriber, billing: Billing) -> None:
    """Days that are still paid go on as if nothing had been; otherwise the rest of the period is
    paid now, by the template's proration."""
    whole = subscriber.whole(command.subscription_id)
    if not _is_paused(whole[0]):
        raise NotAllowed("only a paused subscription can be resumed by its subscriber")
    today = billing.moment.today
    paused = [each for each in whole if _is_paused(each)]
    unpaid = [each for each in paused if each.next_start <= today]
    for each in paused:
        come_back(each, "resumed", billing)
    lines = [next_line(each, billing.catalogue) for each in unpaid]
    require_money(subscriber.account, total(lines), billing.moment)
    settle_lines(subscriber.account, lines, subscriber.subscriptions, billing)


def _pause(subscription: BilledSubscription, billing: Billing) -> None:
    close_gap(subscription, billing.moment.today, billing)
    subscription.suspend_reason = SuspendReason.USER
    subscription.suspended_on = subscription.next_start
    move(subscription, SubscriptionState.SUSPENDED, "paused", billing)


def _is_paused(subscription: BilledSubscription) -> bool:
    return (
        subscription.state is SubscriptionState.SUSPENDED
        and subscription.suspend_reason is SuspendReason.USER
    )
