"""Begin a subscription: consent and trial are noted, the first period is paid; or nothing is."""

import re
from datetime import timedelta

from backend.domain.catalogue import Product
from backend.domain.errors import AlreadyExists, InvalidRequest
from backend.domain.services.billing.line import BilledSubscription, next_line
from backend.domain.services.billing.rows import BegunRow, ConsentRow, TrialRow
from backend.domain.services.billing.settle_lines import Billing, settle_lines, total
from backend.domain.services.subscribing.commands import Consent, Subscribe
from backend.domain.services.subscribing.offered import has_already, offered, parts_of
from backend.domain.services.subscribing.steps import note
from backend.domain.services.subscribing.subscriber import Subscriber, require_money
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import SubscriptionState

MAX_QUANTITY = 1000

_SHA_256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def subscribe(command: Subscribe, subscriber: Subscriber, billing: Billing) -> None:
    """All of it or nothing: a bundle whose parts cannot all be paid does not begin."""
    _check(command)
    today = billing.moment.today
    product = offered(billing.catalogue, command.product_id, today)
    bundle = _begin(command, product, None, subscriber, billing)
    parts = [
        _begin(command, part, bundle, subscriber, billing)
        for part in parts_of(billing.catalogue, product, today)
    ]
    lines = [next_line(each, billing.catalogue) for each in (bundle, *parts)]
    require_money(subscriber.account, total(lines), billing.moment)
    settle_lines(subscriber.account, lines, subscriber.subscriptions, billing)


def _check(command: Subscribe) -> None:
    if not 0 < command.quantity <= MAX_QUANTITY:
        raise InvalidRequest(f"a quantity is between 1 and {MAX_QUANTITY}")
    consent = command.consent
    if not consent.version.strip() or not _SHA_256.fullmatch(consent.text_hash):
        raise InvalidRequest("consent names the offer's version and the SHA-256 of its text")


def _begin(
    command: Subscribe,
    product: Product,
    bundle: BilledSubscription | None,
    subscriber: Subscriber,
    billing: Billing,
) -> BilledSubscription:
    if has_already(subscriber, product):
        raise AlreadyExists("the account has a subscription to this product")
    today = billing.moment.today
    tries = product.trial_days > 0 and product.id not in subscriber.tried
    begun = BilledSubscription(
        account_id=subscriber.account.id,
        id=billing.new_id(),
        product_id=product.id,
        key=_free_key(product, subscriber),
        state=SubscriptionState.TRIAL if tries else SubscriptionState.ACTIVE,
        anchor=today,
        next_start=today,
        next_seq=0,
        quantity=command.quantity,
        trial_until=today + timedelta(days=product.trial_days) if tries else None,
        parent_id=bundle.id if bundle else None,
    )
    subscriber.subscriptions[begun.id] = begun
    subscriber.keys.add((product.integrator_id, begun.key))
    _record(begun, product, command.consent, billing)
    if begun.trial_until is not None:
        subscriber.tried.add(product.id)
        billing.changes.trials.append(
            TrialRow(begun.account_id, product.id, begun.id, begun.trial_until)
        )
    return begun


def _free_key(product: Product, subscriber: Subscriber) -> str:
    """The product's code; with a number where a changed subscription goes on under that name."""
    key, number = product.code, 2
    while (product.integrator_id, key) in subscriber.keys:
        key, number = f"{product.code}-{number}", number + 1
    return key


def _record(
    begun: BilledSubscription, product: Product, consent: Consent, billing: Billing
) -> None:
    billing.changes.begun.append(
        BegunRow(
            begun.account_id,
            begun.id,
            product.integrator_id,
            begun.product_id,
            begun.key,
            begun.state,
            billing.moment.at,
            ChargingMode.BILLING,
            begun.quantity,
            begun.anchor,
            begun.next_start,
            begun.trial_until,
            begun.parent_id,
        )
    )
    billing.changes.consents.append(
        ConsentRow(
            begun.account_id,
            begun.id,
            billing.new_id(),
            consent.version.strip(),
            billing.moment.at,
            consent.address,
            consent.text_hash,
        )
    )
    note(begun, "subscribed", billing, None)
