"""The price of a part of a period."""

from enum import StrEnum

from backend.domain.values.period import Period
from backend.domain.values.rounding import half_up


class Proration(StrEnum):
    """What an incomplete period costs."""

    FULL = "full"
    """As much as a whole one."""
    BY_DAYS = "by_days"
    """The price times the days used over the days of the whole period."""
    PER_DAY = "per_day"
    """The price is that of a day; every period costs its days."""
    NONE = "none"
    """Nothing: only whole periods cost."""


def prorate(price: int, period: Period, whole: Period, proration: Proration) -> int:
    """Kopecks for ``period``, a part of ``whole`` or all of it, half up to the kopeck."""
    if proration is Proration.PER_DAY:
        return price * period.days
    if period == whole or proration is Proration.FULL:
        return price
    if proration is Proration.NONE:
        return 0
    return half_up(price * period.days, whole.days)
