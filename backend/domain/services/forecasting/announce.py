"""What a look ahead tells: debits that come, trials that end, prices that change.

Each fact has an id that follows from what it tells of, so that it is told once however often the
look is repeated: of an account and a day, or of a subscription and a day.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from backend.domain.catalogue import Catalogue
from backend.domain.errors import VitrinaError
from backend.domain.events import Topic
from backend.domain.services.billing.line import BilledSubscription, next_line
from backend.domain.services.forecasting.forecast import Debit, DebitLine, Forecast
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.services.forecasting.situation import Situation
from backend.domain.values.period import ONE_DAY
from backend.domain.values.status import SubscriptionState

_NAMESPACE = UUID("6f1d2a34-5c1e-4b8a-9d53-0c7c6f0f6a11")


class Told(NamedTuple):
    """A fact to be written, if nobody has written it before."""

    id: UUID
    at: datetime
    topic: Topic
    account_id: int
    subscription_id: UUID | None
    content: Mapping[str, Any]


class Telling(NamedTuple):
    """Which topics anybody wants to hear of, when it is, and what is sold."""

    wanted: Collection[Topic]
    at: datetime
    catalogue: Catalogue
    rules: ForecastRules


def announce(situation: Situation, forecast: Forecast, telling: Telling) -> Iterator[Told]:
    """The facts that are to be told by now."""
    for topic, facts in _FACTS.items():
        if topic in telling.wanted:
            yield from facts(situation, forecast, telling)


def _debits(_situation: Situation, forecast: Forecast, telling: Telling) -> Iterator[Told]:
    for debit in forecast.debits:
        if _is_near(debit.on, forecast.as_of, telling.rules.debit_notice):
            yield Told(
                uuid5(_NAMESPACE, f"debit:{forecast.account_id}:{debit.on}"),
                telling.at,
                Topic.DEBIT_COMING,
                forecast.account_id,
                None,
                debit_content(debit),
            )


def debit_content(debit: Debit) -> Mapping[str, Any]:
    """What is told of a debit that comes."""
    return {
        "on": debit.on.isoformat(),
        "amount": debit.amount,
        "missing": debit.missing,
        "available": debit.available,
        "lines": [
            {
                "subscription": str(line.subscription_id),
                "product_id": str(line.product_id),
                "text": line.text,
                "amount": line.amount,
                "expected": line.expected,
            }
            for line in debit.lines
        ],
    }


def _trials(situation: Situation, forecast: Forecast, telling: Telling) -> Iterator[Told]:
    lines = _first_lines(forecast)
    for each in situation.subscriptions:
        first = each.trial_until
        line = lines.get(each.id)
        if each.state is not SubscriptionState.TRIAL or first is None or line is None:
            continue
        if _is_near(first, forecast.as_of, telling.rules.debit_notice):
            content = {
                "ends_on": (first - ONE_DAY).isoformat(),
                "product_id": str(line.product_id),
                "amount": line.amount,
                "on": line.period_start.isoformat(),
            }
            yield _of(each, first, Topic.TRIAL_ENDING, content, telling)


def _prices(situation: Situation, forecast: Forecast, telling: Telling) -> Iterator[Told]:
    for each in situation.subscriptions:
        now = _price_now(each, telling.catalogue, forecast.as_of)
        if now is None:
            continue
        line = next((line for line in _lines_of(each, forecast) if line.full_price != now), None)
        if line is None or line.product_id != each.product_id:
            continue
        on = line.period_start
        if _is_near(on, forecast.as_of, telling.rules.price_notice):
            content = {
                "product_id": str(line.product_id),
                "on": on.isoformat(),
                "from_amount": now,
                "to_amount": line.full_price,
            }
            yield _of(each, on, Topic.PRICE_CHANGING, content, telling)


def _price_now(subscription: BilledSubscription, catalogue: Catalogue, today: date) -> int | None:
    """What a whole period costs that is going on today; ``None`` where nothing is charged now."""
    if subscription.state is not SubscriptionState.ACTIVE or subscription.next_start <= today:
        return None
    product = catalogue.products.get(subscription.product_id)
    template = catalogue.template_on(product.template, today) if product else None
    if template is None:
        return None
    try:
        place = template.recurrence.index_on(subscription.anchor, today)
        start = template.recurrence.period(subscription.anchor, place).start
        past = replace(
            subscription, next_start=start, trial_until=None, next_product_id=None, cancel_on=None
        )
        return next_line(past, catalogue).full_price
    except (VitrinaError, LookupError, ValueError):
        return None


def _first_lines(forecast: Forecast) -> Mapping[UUID, DebitLine]:
    """The next line of each subscription that has one."""
    lines = [line for debit in forecast.debits for line in debit.billed]
    return {line.subscription_id: line for line in reversed(lines)}


def _lines_of(subscription: BilledSubscription, forecast: Forecast) -> Iterator[DebitLine]:
    for debit in forecast.debits:
        yield from (line for line in debit.billed if line.subscription_id == subscription.id)


def _of(
    subscription: BilledSubscription,
    day: date,
    topic: Topic,
    content: Mapping[str, Any],
    telling: Telling,
) -> Told:
    id_ = uuid5(_NAMESPACE, f"{topic}:{subscription.id}:{day}")
    return Told(id_, telling.at, topic, subscription.account_id, subscription.id, content)


def _is_near(day: date, today: date, days: int) -> bool:
    """Whether it is still to come, and soon."""
    return today < day <= today + timedelta(days=days)


_Facts = Callable[[Situation, Forecast, Telling], Iterator[Told]]
_FACTS: Mapping[Topic, _Facts] = {
    Topic.DEBIT_COMING: _debits,
    Topic.TRIAL_ENDING: _trials,
    Topic.PRICE_CHANGING: _prices,
}
FORESEEN = frozenset(_FACTS)
"""The topics that a look ahead tells of."""
