"""Leave and keep what a platform charges: no money moves here, and the platform is told.

From then on the platform's charges are refused (``charging.take_charge``) whatever it answers; to
give money back is its own reversal.
"""

from datetime import date

from backend.domain.instruction import Act
from backend.domain.services.billing.rows import CancellationRow, InstructionRow
from backend.domain.services.billing.settle_lines import Billing, notify
from backend.domain.services.charging.rows import SubscriptionEventRow
from backend.domain.services.subscribing.commands import Unsubscribe
from backend.domain.services.subscribing.steps import require_end_ahead
from backend.domain.services.subscribing.subscriber import PlatformCharged, Subscriber
from backend.domain.values.status import SubscriptionState


def leave_platform(command: Unsubscribe, subscription: PlatformCharged, billing: Billing) -> None:
    """What is paid is served to its end; without that, or ``immediately``, it ends today.

    To leave twice is to leave once. What only the platform has announced to end is left, too.
    """
    if subscription.cancel_on is not None and not command.immediately:
        return
    today, paid = billing.moment.today, subscription.paid_through
    if command.immediately or paid is None or paid <= today:
        _end(subscription, min(today, subscription.cancel_on or today), billing)
    else:
        subscription.cancel_on = paid
        _move(subscription, SubscriptionState.CANCELLING, "unsubscribed", billing)
        notify(subscription, "subscription.cancelling", billing, ends_on=paid.isoformat())
    _tell(subscription, Act.CANCEL, billing)


def stay_on_platform(subscription: PlatformCharged, billing: Billing) -> None:
    """Possible until the day on which it ends. Raises ``NotAllowed``."""
    require_end_ahead(subscription, billing.moment.today)
    subscription.cancel_on = None
    _move(subscription, SubscriptionState.ACTIVE, "kept", billing)
    notify(subscription, "subscription.kept", billing)
    _tell(subscription, Act.KEEP, billing)


def end_left(subscriber: Subscriber, billing: Billing) -> int:
    """End what was left and whose day has come; how many did. The platform knows already."""
    due = [
        each
        for each in subscriber.of_platforms.values()
        if each.state is SubscriptionState.CANCELLING
        and each.cancel_on is not None
        and each.cancel_on <= billing.moment.today
    ]
    for each in due:
        _end(each, each.cancel_on or billing.moment.today, billing)
    return len(due)


def _end(subscription: PlatformCharged, on: date, billing: Billing) -> None:
    subscription.cancel_on = on
    _move(subscription, SubscriptionState.ENDED, "unsubscribed", billing)
    notify(subscription, "subscription.ended", billing, on=on.isoformat(), reason="unsubscribed")


def _move(
    subscription: PlatformCharged, following: SubscriptionState, reason: str, billing: Billing
) -> None:
    changes = billing.changes
    changes.events.append(
        SubscriptionEventRow(
            subscription.account_id,
            subscription.id,
            billing.new_id(),
            billing.moment.at,
            subscription.state,
            following,
            billing.actor,
            reason,
        )
    )
    subscription.state = following
    changes.cancellations[subscription.id] = CancellationRow(
        subscription.account_id, subscription.id, following, subscription.cancel_on
    )


def _tell(subscription: PlatformCharged, act: Act, billing: Billing) -> None:
    billing.changes.instructions.append(
        InstructionRow(
            subscription.account_id,
            billing.new_id(),
            subscription.id,
            subscription.integrator_id,
            act,
            subscription.cancel_on,
            billing.moment.at,
            billing.moment.at,
        )
    )
