"""A subscription as a card: what it costs next, when it ends, what can be done with it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.cabinet.views import Act, Card, NextCharge, Told
from backend.domain.services.subscribing.effect import standing_of
from backend.domain.services.subscribing.resume_after_payment import is_unpaid, line_after_payment
from backend.domain.values.billing import ChargingMode, SuspendReason
from backend.domain.values.status import FINAL_STATES, SubscriptionState

ONE_DAY = timedelta(days=1)
_S = SubscriptionState
_GOES_ON = frozenset({_S.ACTIVE, _S.TRIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """A subscription's row and what stands around it. Dates are the first days after.

    ``last_amount`` is what its platform took last time and has not given back (kopecks); ``told``
    is how its last instruction stands.
    """

    id: UUID
    integrator_id: int
    integrator_title: str
    integrator_code: str
    product_id: UUID
    product: str
    product_code: str
    mode: ChargingMode
    state: SubscriptionState
    suspend_reason: SuspendReason | None
    quantity: int
    created_at: datetime
    paid_through: date | None
    cancel_on: date | None
    trial_until: date | None
    next_product: str | None
    parent_id: UUID | None
    last_amount: int | None
    told: Told | None


def describe_card(
    facts: CardFacts,
    billed: BilledSubscription | None,
    catalogue: Catalogue,
    today: date,
    *,
    within_bundle: bool = False,
) -> Card:
    """The card; ``billed`` where billing charges it and it lives.

    A part of a living bundle has no acts: what is done is done with the whole bundle.
    """
    return Card(
        id=facts.id,
        integrator_id=facts.integrator_id,
        integrator_title=facts.integrator_title,
        integrator_code=facts.integrator_code,
        product_id=facts.product_id,
        product=facts.product,
        product_code=facts.product_code,
        mode=facts.mode,
        state=facts.state,
        suspended_for=SuspendReason.MONEY if _is_unpaid(facts, today) else facts.suspend_reason,
        quantity=facts.quantity,
        created_at=facts.created_at,
        paid_through=_last_day(facts.paid_through),
        ends_on=_last_day(facts.cancel_on),
        trial_through=_last_day(facts.trial_until) if facts.state is _S.TRIAL else None,
        next_charge=_next_charge(facts, billed, catalogue, today),
        next_product=facts.next_product,
        part_of=facts.parent_id,
        acts=() if within_bundle else _acts(facts, today),
        told=facts.told if facts.state not in FINAL_STATES else None,
    )


def _is_unpaid(facts: CardFacts, today: date) -> bool:
    """A platform does not say why it suspends. Once the paid days are over, it is for money."""
    if facts.mode is not ChargingMode.PLATFORM or facts.state is not _S.SUSPENDED:
        return False
    return facts.paid_through is not None and facts.paid_through <= today


def _next_charge(
    facts: CardFacts, billed: BilledSubscription | None, catalogue: Catalogue, today: date
) -> NextCharge | None:
    if billed is not None:
        return _next_by_billing(billed, catalogue, today)
    paid = facts.paid_through
    if facts.mode is not ChargingMode.PLATFORM or paid is None or facts.last_amount is None:
        return None
    if facts.state in _GOES_ON and paid >= today:  # one that is late says nothing of when
        return NextCharge(on=paid, amount=facts.last_amount, expected=True)
    if _is_unpaid(facts, today):  # the platform tries again until it is paid
        return NextCharge(on=today, amount=facts.last_amount, expected=True)
    return None


def _next_by_billing(
    billed: BilledSubscription, catalogue: Catalogue, today: date
) -> NextCharge | None:
    if is_unpaid(billed):
        line = line_after_payment(billed, catalogue, today)
        return line and NextCharge(on=line.period_start, amount=line.amount, expected=False)
    standing = standing_of(billed, billed.state, catalogue)
    if standing.next_charge_on is None or standing.next_charge is None:
        return None
    return NextCharge(on=standing.next_charge_on, amount=standing.next_charge, expected=False)


def _acts(facts: CardFacts, today: date) -> tuple[Act, ...]:
    if facts.state in FINAL_STATES:
        return ()
    if facts.state is _S.CANCELLING:
        on = facts.cancel_on
        can_stay = on is not None and (facts.mode is ChargingMode.PLATFORM or today < on)
        return (Act.UNDO_UNSUBSCRIBE,) if can_stay else ()
    if facts.mode is ChargingMode.PLATFORM:
        return (Act.UNSUBSCRIBE,)
    if facts.state in _GOES_ON:
        return (Act.PAUSE, Act.UNSUBSCRIBE)
    if facts.suspend_reason is SuspendReason.USER:
        return (Act.RESUME, Act.UNSUBSCRIBE)
    return (Act.UNSUBSCRIBE,)


def _last_day(day_after: date | None) -> date | None:
    return day_after - ONE_DAY if day_after is not None else None
