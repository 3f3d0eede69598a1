"""What an act does, in words and sums: read off the changes themselves, so that a preview and the
act it shows cannot differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.errors import VitrinaError
from backend.domain.services.billing.line import BilledSubscription, next_line
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.subscribing.subscriber import PlatformCharged, Subscriber
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A charge or a refund: the days ``[start, end)`` it is for; sums in kopecks, tax inside."""

    text: str
    period_start: date
    period_end: date
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A subscription as it is afterwards; ``before`` is its state until now, ``None`` if it is new.

    ``served_until`` and ``ends_on`` are the first days without service; ``next_charge_on`` is when
    ``next_charge`` kopecks will be taken, as the catalogue is today. Of a platform-charged one only
    the platform knows that, and ``served_until`` is ``None`` where it has named no period.
    """

    id: UUID = field(compare=False)
    product_id: UUID
    key: str
    mode: ChargingMode
    before: SubscriptionState | None
    state: SubscriptionState
    quantity: int
    served_until: date | None
    trial_until: date | None
    ends_on: date | None
    next_product_id: UUID | None
    next_charge_on: date | None
    next_charge: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Everything that an act does to one account. Sums in kopecks.

    ``available`` is zero where another billing keeps the money and was not asked.
    """

    subscriptions: tuple[Standing, ...]
    charges: tuple[Movement, ...]
    refunds: tuple[Movement, ...]
    available: int

    @property
    def charged(self) -> int:
        """What is taken."""
        return sum(each.amount for each in self.charges)

    @property
    def refunded(self) -> int:
        """What is given back."""
        return sum(each.amount for each in self.refunds)

    @property
    def difference(self) -> int:
        """What the subscriber pays in the end; below zero: gets back."""
        return self.charged - self.refunded


def effect_of(
    before: Mapping[UUID, SubscriptionState], subscriber: Subscriber, billing: Billing
) -> Effect:
    """The effect of what has been decided; ``before`` are the states until then."""
    changes = billing.changes
    return Effect(
        subscriptions=(
            *(
                standing_of(each, before.get(each.id), billing.catalogue)
                for each in changes.subscriptions.values()
            ),
            *(
                standing_on_platform(subscriber.of_platforms[id_], before.get(id_))
                for id_ in changes.cancellations
            ),
        ),
        charges=tuple(
            Movement(
                text=row.text,
                period_start=row.period_start,
                period_end=row.period_end,
                amount=row.amount,
                vat_kind=row.vat_kind,
                vat_rate=row.vat_rate,
                vat_amount=row.vat_amount,
            )
            for row in changes.charges
        ),
        refunds=_refunds(subscriber, billing),
        available=subscriber.account.told_available(billing.moment.at) or 0,
    )


def _refunds(subscriber: Subscriber, billing: Billing) -> tuple[Movement, ...]:
    charges = {charge.id: charge for charge in subscriber.charges}
    return tuple(
        Movement(
            text=row.text,
            period_start=row.period_start,
            period_end=row.period_end,
            amount=row.amount,
            vat_kind=charges[row.charge_id].vat_kind,
            vat_rate=charges[row.charge_id].vat_rate,
            vat_amount=row.vat_amount,
        )
        for row in billing.changes.refunds
    )


def standing_of(
    subscription: BilledSubscription, before: SubscriptionState | None, catalogue: Catalogue
) -> Standing:
    """How a subscription stands, and what it will cost next."""
    goes_on = subscription.state in (SubscriptionState.ACTIVE, SubscriptionState.TRIAL)
    ended = subscription.state is SubscriptionState.ENDED
    return Standing(
        id=subscription.id,
        product_id=subscription.product_id,
        key=subscription.key,
        mode=ChargingMode.BILLING,
        before=before,
        state=subscription.state,
        quantity=subscription.quantity,
        served_until=subscription.cancel_on
        if ended and subscription.cancel_on
        else subscription.next_start,
        trial_until=subscription.trial_until,
        ends_on=subscription.cancel_on,
        next_product_id=subscription.next_product_id,
        next_charge_on=subscription.next_start if goes_on else None,
        next_charge=_next_charge(subscription, catalogue) if goes_on else None,
    )


def standing_on_platform(
    subscription: PlatformCharged, before: SubscriptionState | None
) -> Standing:
    """How a platform-charged subscription stands."""
    return Standing(
        id=subscription.id,
        product_id=subscription.product_id,
        key=subscription.key,
        mode=ChargingMode.PLATFORM,
        before=before,
        state=subscription.state,
        quantity=1,
        served_until=subscription.cancel_on or subscription.paid_through,
        trial_until=None,
        ends_on=subscription.cancel_on,
        next_product_id=None,
        next_charge_on=None,
        next_charge=None,
    )


def _next_charge(subscription: BilledSubscription, catalogue: Catalogue) -> int | None:
    try:
        return next_line(subscription, catalogue).amount
    except (VitrinaError, LookupError):
        return None
