"""What ends by itself: what was left, when its paid days are over; what was not paid in time."""

from datetime import timedelta

from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.subscribing.resume_after_payment import is_unpaid
from backend.domain.services.subscribing.steps import end
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.status import SubscriptionState


def end_cancelled(subscriber: Subscriber, billing: Billing) -> int:
    """End what is to end today or was to end before; how many did."""
    ended = 0
    for each in subscriber.subscriptions.values():
        on = each.cancel_on
        if each.state is not SubscriptionState.CANCELLING or on is None:
            continue
        if on <= billing.moment.today and each.next_start >= on:
            end(each, on, "unsubscribed", billing)
            ended += 1
    return ended


def end_overdue(subscriber: Subscriber, billing: Billing) -> int:
    """End what has waited for money as long as its product allows, with its parts; how many did."""
    ended = 0
    today = billing.moment.today
    for each in list(subscriber.subscriptions.values()):
        if not is_unpaid(each) or each.suspended_on is None:
            continue
        grace = timedelta(days=billing.catalogue.products[each.product_id].end_after_days)
        if each.suspended_on + grace <= today:
            for part in (each, *subscriber.parts_of(each)):
                if part.state is not SubscriptionState.ENDED:
                    end(part, today, "not paid in time", billing)
                    ended += 1
    return ended
