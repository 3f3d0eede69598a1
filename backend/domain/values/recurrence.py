"""Which periods follow each other: computed from the anchor and a number, never from the last end.

So 31 January is followed by 28 February and then by 31 March again, and no sequence of runs,
outages or corrections can make the days drift.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from backend.domain.values.period import Period


class PeriodRule(StrEnum):
    """How a subscription's periods lie in the calendar."""

    CALENDAR_MONTH = "calendar_month"
    ANCHORED_MONTH = "anchored_month"
    DAYS = "days"
    PLATFORM = "platform"
    """The platform says where each period ends; nothing recurs here."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule with its length; ``days`` counts only for ``PeriodRule.DAYS``."""

    rule: PeriodRule
    days: int = 30

    def period(self, anchor: date, index: int) -> Period:
        """The period number ``index`` (from zero) of a subscription that began on ``anchor``.

        In calendar months the first one begins on the anchor and may be short.
        """
        return Period(self._start(anchor, index), self._start(anchor, index + 1))

    def whole(self, anchor: date, index: int) -> Period:
        """The full period of which ``period`` may be the rest: what a full price buys."""
        if self.rule is PeriodRule.CALENDAR_MONTH:
            start = add_months(anchor.replace(day=1), index)
            return Period(start, add_months(start, 1))
        return self.period(anchor, index)

    def index_on(self, anchor: date, day: date) -> int:
        """The number of the period in which a day lies; days before the anchor count as its."""
        if day <= anchor:
            return 0
        if self.rule is PeriodRule.DAYS:
            return (day - anchor).days // self.days
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        return months if self._start(anchor, months) <= day else months - 1

    def _start(self, anchor: date, index: int) -> date:
        if index == 0:
            return anchor
        match self.rule:
            case PeriodRule.CALENDAR_MONTH:
                return add_months(anchor.replace(day=1), index)
            case PeriodRule.ANCHORED_MONTH:
                return add_months(anchor, index)
            case PeriodRule.DAYS:
                return anchor + timedelta(days=self.days * index)
            case PeriodRule.PLATFORM:
                raise ValueError("the platform gives this subscription's periods")


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
