"""Money is there again: what was suspended for lack of it goes on at once.

The days without service cost nothing; the rest of the period is paid by the template's proration.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from backend.domain.catalogue import Catalogue
from backend.domain.errors import VitrinaError
from backend.domain.services.billing.line import BilledSubscription, Line, next_line
from backend.domain.services.billing.settle_lines import Billing, can_pay, settle_lines
from backend.domain.services.subscribing.steps import come_back
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.billing import SuspendReason
from backend.domain.values.status import SubscriptionState


def resume_after_payment(subscriber: Subscriber, billing: Billing) -> int:
    """Resume as many as the money covers, in the order of their lines' priority; how many did.

    Doing it twice is doing it once: what has gone on is not suspended any more. What is not in the
    catalogue stays as it is, for a person to look at.
    """
    resumed, stopped = 0, False
    for line in sorted(_lines(subscriber, billing), key=_order):
        if stopped or not can_pay(subscriber.account, line.amount, billing.moment):
            stopped |= billing.catalogue.products[line.product_id].stops_queue
            continue
        come_back(subscriber.subscriptions[line.subscription_id], "paid", billing)
        if line.period_start <= billing.moment.today:
            settle_lines(subscriber.account, [line], subscriber.subscriptions, billing)
        resumed += 1
    return resumed


def is_unpaid(subscription: BilledSubscription) -> bool:
    """Whether it waits for money."""
    return (
        subscription.state is SubscriptionState.SUSPENDED
        and subscription.suspend_reason is SuspendReason.MONEY
    )


def line_after_payment(
    subscription: BilledSubscription, catalogue: Catalogue, today: date
) -> Line | None:
    """What an unpaid subscription is charged for where the money comes today.

    Nothing where the catalogue cannot say it.
    """
    gap = subscription.next_start < today
    draft = replace(
        subscription,
        next_start=max(subscription.next_start, today),
        next_seq=subscription.next_seq + gap,
    )
    try:
        line = next_line(draft, catalogue)
    except (VitrinaError, LookupError):
        return None
    owed = line.period_start <= today  # a clock that was put back owes nothing yet
    return line if owed else line._replace(amount=0)


def _lines(subscriber: Subscriber, billing: Billing) -> Iterator[Line]:
    for subscription in subscriber.subscriptions.values():
        if not is_unpaid(subscription):
            continue
        line = line_after_payment(subscription, billing.catalogue, billing.moment.today)
        if line is not None:
            yield line


def _order(line: Line) -> tuple[int, str]:
    return (line.priority, str(line.subscription_id))
