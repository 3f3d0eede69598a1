"""The steps of a subscription's life that several acts share."""

from datetime import date

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.billing.settle_lines import Billing, move
from backend.domain.services.charging.rows import SubscriptionEventRow
from backend.domain.services.subscribing.close_gap import close_gap
from backend.domain.values.status import SubscriptionState


def end(subscription: BilledSubscription, on: date, reason: str, billing: Billing) -> None:
    """End a subscription; ``on`` is its first day without service."""
    close_gap(subscription, on, billing)
    subscription.cancel_on = on
    subscription.suspend_reason = subscription.suspended_on = None
    move(subscription, SubscriptionState.ENDED, reason, billing)


def come_back(subscription: BilledSubscription, reason: str, billing: Billing) -> None:
    """Give a suspended subscription its service again; the days without it become one free row."""
    close_gap(subscription, billing.moment.today, billing)
    subscription.suspend_reason = subscription.suspended_on = None
    move(subscription, SubscriptionState.ACTIVE, reason, billing)


def note(
    subscription: BilledSubscription,
    reason: str,
    billing: Billing,
    before: SubscriptionState | None,
) -> None:
    """Put a step into the history that changes no state, or the very first one."""
    billing.changes.subscriptions[subscription.id] = subscription
    billing.changes.events.append(
        SubscriptionEventRow(
            subscription.account_id,
            subscription.id,
            billing.new_id(),
            billing.moment.at,
            before,
            subscription.state,
            billing.actor,
            reason,
            subscription.product_id,
        )
    )
