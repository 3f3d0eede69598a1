"""One line: what one subscription costs for one period. Used by preview, plan, run, forecast.

A pure function of the subscription, the catalogue and the period. It knows nothing of balances:
whether the account can pay is decided when the line is charged.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from backend.domain.catalogue import Catalogue, Product, Template
from backend.domain.errors import InvalidRequest
from backend.domain.services.billing.fill_template import fill
from backend.domain.values.billing import PeriodKind, PriceSource, SuspendReason
from backend.domain.values.period import Period
from backend.domain.values.proration import prorate
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind
from backend.domain.values.wording import day_and_month, month_and_year, roubles


class NotBillable(InvalidRequest):
    """The catalogue does not say what this subscription costs."""

    code = "not_billable"


@dataclass(slots=True)
class BilledSubscription:
    """A billing-charged subscription. Its chain of periods ends at ``next_start``.

    ``next_seq`` is the number of the chain's next row. ``anchor`` is the first day, ``trial_until``
    the first day that costs; on ``cancel_on`` it ends. ``suspended_on`` is the first day without
    service. ``next_product_id``: what it becomes with its next period. ``parent_id``: the bundle's
    subscription that it came with, and without which it does not end.
    """

    account_id: int
    id: UUID
    product_id: UUID
    key: str
    state: SubscriptionState
    anchor: date
    next_start: date
    next_seq: int
    quantity: int = 1
    trial_until: date | None = None
    cancel_on: date | None = None
    suspend_reason: SuspendReason | None = None
    suspended_on: date | None = None
    next_product_id: UUID | None = None
    parent_id: UUID | None = None


class Line(NamedTuple):
    """A period and its price, as it is planned, charged and invoiced. Sums in kopecks.

    ``amount`` includes ``vat_amount``; ``full_price`` is that of a whole period.
    """

    account_id: int
    subscription_id: UUID
    seq: int
    kind: PeriodKind
    product_id: UUID
    template_id: UUID
    charge_type: str
    period_start: date
    period_end: date
    quantity: int
    full_price: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str
    text: str
    priority: int


def next_line(
    subscription: BilledSubscription,
    catalogue: Catalogue,
    kind: PeriodKind = PeriodKind.CHARGED,
    until: date | None = None,
) -> Line:
    """The next row of the subscription's chain: up to its period's end, or to ``until`` before it.

    A row within the trial costs nothing; so does every ``kind`` but ``CHARGED``. Raises
    ``NotBillable`` where the catalogue has no template or no price for that day.
    """
    start = subscription.next_start
    product = catalogue.products[subscription.next_product_id or subscription.product_id]
    template = _template(catalogue, product, start)
    index = template.recurrence.index_on(subscription.anchor, start)
    regular_end = template.recurrence.period(subscription.anchor, index).end
    kind, end = _trial(subscription, kind, start, min(regular_end, until or regular_end))
    period = Period(start, end)
    full_price = _full_price(template, product, start, subscription.anchor) * subscription.quantity
    whole = template.recurrence.whole(subscription.anchor, index)
    charged = kind is PeriodKind.CHARGED
    amount = prorate(full_price, period, whole, template.proration) if charged else 0
    vat = catalogue.vat_on_charge(product, template, start)
    return Line(
        subscription.account_id,
        subscription.id,
        subscription.next_seq,
        kind,
        product.id,
        template.id,
        template.charge_type,
        start,
        end,
        subscription.quantity,
        full_price,
        amount,
        vat.kind,
        vat.rate,
        vat.part_of(amount),
        vat.note,
        _text(template, product, catalogue, period, subscription, amount, full_price),
        template.priority,
    )


def advance(subscription: BilledSubscription, line: Line) -> None:
    """Let the chain end where the line ends."""
    subscription.product_id = line.product_id
    subscription.next_product_id = None
    subscription.next_start = line.period_end
    subscription.next_seq = line.seq + 1


def _template(catalogue: Catalogue, product: Product, day: date) -> Template:
    template = catalogue.template_on(product.template, day)
    if template is None:
        raise NotBillable("no charge template is in force for the product on that day")
    if template.recurrence.rule is PeriodRule.PLATFORM:
        raise NotBillable("the product's template leaves its periods to the platform")
    return template


def _full_price(template: Template, product: Product, start: date, subscribed_on: date) -> int:
    if template.price_source is PriceSource.FIXED and template.fixed_amount is not None:
        return template.fixed_amount
    price = product.price_on(start, subscribed_on)
    if price is None or template.price_source is PriceSource.PLATFORM:
        raise NotBillable("the product has no price on that day")
    return price


def _trial(
    subscription: BilledSubscription, kind: PeriodKind, start: date, end: date
) -> tuple[PeriodKind, date]:
    free_until = subscription.trial_until
    if kind is not PeriodKind.CHARGED or free_until is None or start >= free_until:
        return kind, end
    return PeriodKind.TRIAL, min(end, free_until)


def _text(
    template: Template,
    product: Product,
    catalogue: Catalogue,
    period: Period,
    subscription: BilledSubscription,
    amount: int,
    full_price: int,
) -> str:
    known = {
        "product": product.title,
        "start": day_and_month(period.start),
        "end": day_and_month(period.last_day),
        "month": month_and_year(period.start),
        "amount": roubles(amount),
        "full_price": roubles(full_price),
        "quantity": str(subscription.quantity),
        "subscription": subscription.key,
    }
    integrator = catalogue.integrators.get(product.integrator_id)
    if integrator is not None:
        known["integrator"] = integrator
    return fill(template.pattern, known)
