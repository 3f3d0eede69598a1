"""Go over to another product: now, the days of the old one given back; or with the next period.

Nothing is split afterwards: the chain's row stays as it is, and within it the old charge is given
back for the days that the new charge takes over. Each side keeps its own price and its own tax.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backend.domain.catalogue import Catalogue, Product
from backend.domain.errors import AlreadyExists, NotAllowed
from backend.domain.services.billing.line import BilledSubscription, Line, advance, next_line
from backend.domain.services.billing.settle_lines import (
    Billing,
    charge_line,
    move,
    note_product,
    total,
)
from backend.domain.services.subscribing.commands import ChangeProduct, ChangeTime
from backend.domain.services.subscribing.give_back import give_back_from
from backend.domain.services.subscribing.offered import has_already, offered, parts_of
from backend.domain.services.subscribing.resume_after_payment import resume_after_payment
from backend.domain.services.subscribing.steps import note
from backend.domain.services.subscribing.subscriber import Subscriber, require_money
from backend.domain.values.billing import SuspendReason
from backend.domain.values.status import SubscriptionState

_SERVED = frozenset({SubscriptionState.ACTIVE, SubscriptionState.TRIAL})


def change_product(command: ChangeProduct, subscriber: Subscriber, billing: Billing) -> None:
    """What is paid decides: without paid days ahead, the new product begins with the next charge,
    and a subscription that waits for money is tried at once at the new price."""
    subscription = _changeable(command, subscriber)
    if command.product_id == subscription.product_id:
        _give_up(subscription, billing)
        return
    today = billing.moment.today
    product = offered(billing.catalogue, command.product_id, today)
    _check(product, subscription, subscriber, billing)
    paid = subscription.state in _SERVED and subscription.next_start > today
    if paid and _when(command, subscription, product, billing) is ChangeTime.NOW:
        _change_now(subscription, product, subscriber, billing)
    else:
        _change_next(subscription, product, billing)
    if subscription.suspend_reason is SuspendReason.MONEY:
        resume_after_payment(subscriber, billing)


def _changeable(command: ChangeProduct, subscriber: Subscriber) -> BilledSubscription:
    subscription, *parts = subscriber.whole(command.subscription_id)
    if parts:
        raise NotAllowed("a bundle is not changed: leave it, and subscribe to another")
    if subscription.state is SubscriptionState.CANCELLING:
        raise NotAllowed("the subscription is going to end: keep it first")
    return subscription


def _check(
    product: Product, subscription: BilledSubscription, subscriber: Subscriber, billing: Billing
) -> None:
    if parts_of(billing.catalogue, product, billing.moment.today):
        raise NotAllowed("a subscription does not become a bundle: subscribe to the bundle")
    if product.integrator_id != billing.catalogue.products[subscription.product_id].integrator_id:
        raise NotAllowed("a subscription stays with its platform")
    if has_already(subscriber, product, besides=subscription):
        raise AlreadyExists("the account has a subscription to this product")


def _when(
    command: ChangeProduct, subscription: BilledSubscription, product: Product, billing: Billing
) -> ChangeTime:
    if command.when is not None:
        return command.when
    today, catalogue = billing.moment.today, billing.catalogue
    present = catalogue.products[subscription.product_id]
    new, old = (_lines(subscription, each, today, catalogue) for each in (product, present))
    return ChangeTime.NOW if total(new) > total(old) else ChangeTime.NEXT_PERIOD


def _lines(
    subscription: BilledSubscription, product: Product, today: date, catalogue: Catalogue
) -> Sequence[Line]:
    """What the product costs for the paid days from today on."""
    draft = replace(
        subscription,
        product_id=product.id,
        next_product_id=None,
        trial_until=None,
        next_start=max(today, subscription.anchor),
    )
    lines = []
    while draft.next_start < subscription.next_start:
        line = next_line(draft, catalogue, until=subscription.next_start)
        advance(draft, line)
        lines.append(line)
    return lines


def _change_now(
    subscription: BilledSubscription, product: Product, subscriber: Subscriber, billing: Billing
) -> None:
    today = billing.moment.today
    give_back_from(today, subscription, subscriber, billing)
    lines = _lines(subscription, product, today, billing.catalogue)
    require_money(subscriber.account, total(lines), billing.moment)
    billing.changes.accounts[subscriber.account.id] = subscriber.account
    for line in lines:
        if line.amount:
            charge_line(subscriber.account, line, billing)
    former, subscription.product_id = subscription.product_id, product.id
    subscription.next_product_id = subscription.trial_until = None
    note_product(subscription, former, billing)
    move(subscription, SubscriptionState.ACTIVE, "paid", billing)


def _change_next(subscription: BilledSubscription, product: Product, billing: Billing) -> None:
    subscription.next_product_id = product.id
    note(subscription, f"product {product.code}", billing, subscription.state)
    if subscription.trial_until is not None:  # a trial is of one product, not of the next one
        subscription.trial_until = min(subscription.trial_until, subscription.next_start)


def _give_up(subscription: BilledSubscription, billing: Billing) -> None:
    if subscription.next_product_id is None:
        raise AlreadyExists("the subscription is to this product already")
    subscription.next_product_id = None
    present = billing.catalogue.products[subscription.product_id]
    note(subscription, f"product {present.code}", billing, subscription.state)
