"""How the domain's views look on the wire."""

from collections.abc import Iterable
from datetime import date

from backend.api.cabinet.results import (
    Actor,
    EffectLine,
    EffectResult,
    NextCharge,
    NextPayment,
    PlatformName,
    StandingResult,
    StepResult,
    SubscriptionResult,
    SummaryResult,
)
from backend.domain.catalogue import Catalogue
from backend.domain.services.cabinet.views import PORTAL, SUBSCRIBER, Card, Step, Summary
from backend.domain.services.subscribing.effect import Effect, Movement, Standing
from backend.domain.values.billing import ChargingMode
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.period import ONE_DAY
from backend.domain.values.status import FINAL_STATES


def summary_of(summary: Summary) -> SummaryResult:
    """The account at a glance."""
    payment = summary.next_payment
    return SummaryResult(
        status=summary.profile.status,
        balance=summary.profile.balance,
        available=summary.profile.available,
        monthly_total=summary.monthly_total,
        next_payment=NextPayment(
            on=payment.on,
            amount=payment.amount,
            covered=payment.missing == 0,
            missing=payment.missing,
        )
        if payment
        else None,
        states=dict(summary.states),
    )


def subscription_of(card: Card) -> SubscriptionResult:
    """A subscription."""
    charge = card.next_charge
    return SubscriptionResult(
        id=card.id,
        product=card.product,
        platform=platform_name(card.integrator_id, card.integrator_code, card.integrator_title),
        charged_by=card.mode,
        state=card.state,
        suspended_for=card.suspended_for,
        quantity=card.quantity,
        created_at=card.created_at,
        paid_through=card.paid_through,
        ends_on=card.ends_on,
        trial_through=card.trial_through,
        next_charge=NextCharge(on=charge.on, amount=charge.amount, expected=charge.expected)
        if charge
        else None,
        next_product=card.next_product,
        part_of=card.part_of,
        acts=list(card.acts),
        platform_told=card.told,
        has_activation=card.mode is ChargingMode.PLATFORM and card.state not in FINAL_STATES,
    )


def platform_name(integrator_id: int, code: str, title: str) -> PlatformName | None:
    """Whose a product is; the operator's own is nobody else's."""
    return None if integrator_id == OPERATOR_ID else PlatformName(code=code, title=title)


def step_of(step: Step, card: Card) -> StepResult:
    """A step. Names of staff stay in the house."""
    if step.actor == SUBSCRIBER or step.actor.startswith(PORTAL):
        actor = Actor.SUBSCRIBER
    elif step.actor == card.integrator_code and card.mode is ChargingMode.PLATFORM:
        actor = Actor.PLATFORM
    else:
        actor = Actor.OPERATOR
    return StepResult(
        at=step.at,
        from_state=step.from_state,
        to_state=step.to_state,
        actor=actor,
        reason=step.reason,
    )


def effect_of(effect: Effect, catalogue: Catalogue, *, known: bool = True) -> EffectResult:
    """What an act does. A preview's new subscriptions have no id that would mean anything."""
    return EffectResult(
        subscriptions=[_standing(each, catalogue, known=known) for each in effect.subscriptions],
        charges=_lines(effect.charges),
        refunds=_lines(effect.refunds),
        charged=effect.charged,
        refunded=effect.refunded,
        available=effect.available,
    )


def percent(rate: int) -> str | None:
    """A rate in basis points as people write it: ``22``, ``22.5``; nothing where there is none."""
    if not rate:
        return None
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def last_day(day_after: date | None) -> date | None:
    """The inclusive last day, from the first day after it."""
    return day_after - ONE_DAY if day_after is not None else None


def _standing(standing: Standing, catalogue: Catalogue, *, known: bool) -> StandingResult:
    product = catalogue.products.get(standing.product_id)
    return StandingResult(
        subscription_id=standing.id if known or standing.before is not None else None,
        product=product.title if product else standing.key,
        before=standing.before,
        state=standing.state,
        served_through=last_day(standing.served_until),
        ends_on=last_day(standing.ends_on),
        trial_through=last_day(standing.trial_until),
        next_charge_on=standing.next_charge_on,
        next_charge=standing.next_charge,
    )


def _lines(movements: Iterable[Movement]) -> list[EffectLine]:
    return [
        EffectLine(
            text=each.text,
            first_day=each.period_start,
            last_day=each.period_end - ONE_DAY,
            amount=each.amount,
            vat_rate=percent(each.vat_rate),
        )
        for each in movements
    ]
