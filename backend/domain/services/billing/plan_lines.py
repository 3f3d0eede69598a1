"""What is due: the lines of one subscription up to a day, with missed periods caught up.

Due is state ("the chain ends on or before today"), never "is today the day". While a subscription
is suspended nothing is due: the days without service become one zero row when it goes on or ends,
for a row that reached further could not be taken back by a subscriber who returns tomorrow.
"""

from dataclasses import dataclass, replace
from datetime import date

from backend.domain.catalogue import Catalogue
from backend.domain.errors import VitrinaError
from backend.domain.services.billing.line import BilledSubscription, Line, advance, next_line
from backend.domain.values.billing import CatchUp, PeriodKind
from backend.domain.values.status import SubscriptionState

MAX_LINES = 12
"""More lines than this for one subscription in one day are a mistake, not a debt: it is parked."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A subscription that the run leaves to a person."""

    account_id: int
    subscription: BilledSubscription
    reason: str


def plan_lines(
    subscription: BilledSubscription, catalogue: Catalogue, today: date, charged_today: int = 0
) -> list[Line] | Parked:
    """The lines that are due on ``today``, oldest first; empty where nothing is due.

    ``charged_today``: how many lines of this subscription were charged on this day already.
    """
    try:
        lines = _due_lines(replace(subscription), catalogue, today)
        policy = catalogue.products[subscription.product_id].catch_up
    except (VitrinaError, LookupError) as error:
        return Parked(subscription.account_id, subscription, getattr(error, "code", "not_billable"))
    if len(lines) + charged_today > MAX_LINES:
        return Parked(subscription.account_id, subscription, "too_many_periods")
    if policy is CatchUp.PARK and len(_costly(lines)) > 1:
        return Parked(subscription.account_id, subscription, "several_periods_due")
    return catch_up(lines, policy)


def plan_parked(
    subscription: BilledSubscription, catalogue: Catalogue, today: date, policy: CatchUp
) -> list[Line]:
    """The due lines of a parked subscription, as the person who looked at it decides: all of them,
    or only the current one. Raises what would park it again, were it not for the number."""
    return catch_up(_due_lines(replace(subscription), catalogue, today), policy)


def catch_up(lines: list[Line], policy: CatchUp) -> list[Line]:
    """The lines under a policy: with ``CURRENT`` only the last that costs something does."""
    costly = _costly(lines)
    if policy is not CatchUp.CURRENT or not costly:
        return lines
    return [line if line is costly[-1] else forgive(line) for line in lines]


def _due_lines(draft: BilledSubscription, catalogue: Catalogue, today: date) -> list[Line]:
    lines: list[Line] = []
    while (day := due_on(draft)) is not None and day <= today:
        line = next_line(draft, catalogue, until=draft.cancel_on)
        advance(draft, line)
        lines.append(line)
    return lines


def due_on(subscription: BilledSubscription) -> date | None:
    """The day from which the next row of the chain is due; ``None`` where none comes by itself."""
    start, ends_on = subscription.next_start, subscription.cancel_on
    if subscription.state not in _BILLED or (ends_on is not None and start >= ends_on):
        return None
    return start


def _costly(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.amount]


def forgive(line: Line) -> Line:
    """The same row of the chain at no cost."""
    if line.kind is not PeriodKind.CHARGED:
        return line
    return line._replace(kind=PeriodKind.FORGIVEN, amount=0, vat_amount=0)


_BILLED = frozenset(
    {SubscriptionState.ACTIVE, SubscriptionState.TRIAL, SubscriptionState.CANCELLING}
)
