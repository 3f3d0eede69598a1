"""What platforms will probably charge: what they took last time, again after as long a time.

Only the platform knows its prices and its day, so this is told as expected, never as certain. Of
one that is late, or whose periods it has never named, nothing is told.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from backend.domain.catalogue import Catalogue
from backend.domain.errors import VitrinaError
from backend.domain.services.forecasting.forecast import DebitLine, Unforeseen
from backend.domain.services.forecasting.situation import OnPlatform
from backend.domain.values.period import ONE_DAY, Period
from backend.domain.values.recurrence import add_months
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import Vat, VatKind

_S = SubscriptionState
_GOES_ON = frozenset({_S.ACTIVE, _S.TRIAL})
_LONGEST = 12
"""Months of a period, at most."""


class Expected(NamedTuple):
    """The lines of one subscription in order, or why there are none."""

    lines: tuple[DebitLine, ...]
    unforeseen: Unforeseen | None


def expect(subscription: OnPlatform, catalogue: Catalogue, today: date, until: date) -> Expected:
    """What is expected from ``today`` to ``until``. What was left costs nothing any more."""
    if subscription.cancel_on is not None or subscription.state not in _CHARGED:
        return Expected((), None)
    first, reason = _first_day(subscription, today)
    if first is None:
        return Expected((), _untold(subscription, today, reason))
    periods = _periods(subscription, first, until)
    return Expected(tuple(_line(subscription, each, catalogue) for each in periods), None)


def _first_day(subscription: OnPlatform, today: date) -> tuple[date | None, str]:
    paid = subscription.paid_through
    if paid is None or subscription.amount is None or subscription.period_end is None:
        return None, "no_period"
    if subscription.state is _S.SUSPENDED:  # once the paid days are over, it is tried every day
        return (today, "") if paid <= today else (None, "suspended_by_platform")
    return (paid, "") if paid >= today else (None, "late")


def _periods(subscription: OnPlatform, first: date, until: date) -> Iterator[Period]:
    start, end = subscription.period_start, subscription.period_end
    if start is None or end is None:
        return
    months = next((n for n in range(1, _LONGEST + 1) if add_months(start, n) == end), 0)
    follows = first == end  # so a month that began on the 31st goes on from there
    anchor, place = (start, 1) if follows and months else (first, 0)
    days = (end - start).days
    day = first
    while day <= until:
        place += 1
        after = add_months(anchor, months * place) if months else day + days * ONE_DAY
        yield Period(day, after)
        day = after


def _line(subscription: OnPlatform, period: Period, catalogue: Catalogue) -> DebitLine:
    amount = subscription.amount or 0
    vat = _vat(subscription, period.start, catalogue)
    return DebitLine(
        subscription_id=subscription.id,
        product_id=subscription.product_id,
        product=subscription.product,
        integrator_id=subscription.integrator_id,
        charge_type=subscription.charge_type,
        text=subscription.product,
        period_start=period.start,
        period_end=period.end,
        quantity=1,
        full_price=amount,
        amount=amount,
        vat_kind=vat.kind,
        vat_rate=vat.rate,
        vat_amount=vat.part_of(amount),
        vat_note=vat.note,
        expected=True,
    )


def _vat(subscription: OnPlatform, day: date, catalogue: Catalogue) -> Vat:
    product = catalogue.products.get(subscription.product_id)
    template = catalogue.template_on(product.template, day) if product else None
    try:
        return catalogue.vat_on_charge(product, template, day)
    except (VitrinaError, LookupError):
        return Vat(VatKind.OUTSIDE)


def _untold(subscription: OnPlatform, today: date, reason: str) -> Unforeseen:
    return Unforeseen(subscription.id, subscription.product_id, subscription.product, today, reason)


_CHARGED = _GOES_ON | {_S.SUSPENDED}
