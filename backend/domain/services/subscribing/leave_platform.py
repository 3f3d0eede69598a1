"""Leave and keep what a platform charges: no money moves here, and the platform is told.

From then on the platform's charges are refused (``charging.take_charge``) whatever it answers; to
give money back is its own reversal. A charge under the name of something that has ended would be a
new purchase, so what was left does not end before its platform knows of it.
"""

from datetime import timedelta

from backend.domain.errors import NotAllowed
from backend.domain.instruction import Act
from backend.domain.services.billing.rows import CancellationRow, InstructionRow
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.charging.rows import SubscriptionEventRow
from backend.domain.services.subscribing.commands import Unsubscribe
from backend.domain.services.subscribing.subscriber import PlatformCharged, Subscriber
from backend.domain.values.status import SubscriptionState

WATCHED = timedelta(days=40)
"""For so long after its last day a platform that was not told, or does not answer, is kept from
charging what was left: longer than any of its periods lasts."""


def leave_platform(command: Unsubscribe, subscription: PlatformCharged, billing: Billing) -> None:
    """What is paid is served to its end; without that, or ``immediately``, to the end of yesterday.

    To leave twice is to leave once. What only the platform has announced to end is left, too.
    """
    today, paid = billing.moment.today, subscription.paid_through
    without_paid_days = command.immediately or paid is None or paid <= today
    on = today if paid is None or without_paid_days else paid
    if subscription.cancel_on is not None and subscription.cancel_on <= on:
        return
    subscription.cancel_on = on
    _move(subscription, SubscriptionState.CANCELLING, "unsubscribed", billing)
    _tell(subscription, Act.CANCEL, billing)


def stay_on_platform(subscription: PlatformCharged, billing: Billing) -> None:
    """Possible until it has ended: it may be charged again. Raises ``NotAllowed``."""
    if subscription.cancel_on is None:
        raise NotAllowed("only a subscription that was left can be kept, until it ends")
    subscription.cancel_on = None
    _move(subscription, SubscriptionState.ACTIVE, "kept", billing)
    _tell(subscription, Act.KEEP, billing)


def end_left(subscriber: Subscriber, billing: Billing) -> int:
    """End what was left, whose day has come and whose platform knows; how many did."""
    ended, today = 0, billing.moment.today
    for each in subscriber.of_platforms.values():
        on = each.cancel_on
        if on is None or each.state is not SubscriptionState.CANCELLING:
            continue
        if on <= (today if each.is_known else today - WATCHED):
            _move(each, SubscriptionState.ENDED, "unsubscribed", billing)
            ended += 1
    return ended


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
            subscription.product_id,
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
