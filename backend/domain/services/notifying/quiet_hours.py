"""Quiet hours: when nobody is woken, by the clock on the subscriber's own wall."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FOLDS = (0, 1)  # a wall clock that is set back shows the same time twice
_DAYS = (timedelta(0), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` up to ``end`` of the wall clock, over midnight where the end is earlier.

    Equal times are no quiet hours.
    """

    begin: time
    end: time

    def cover(self, wall: time) -> bool:
        """Whether it is quiet at that time."""
        if self.begin <= self.end:
            return self.begin <= wall < self.end
        return wall >= self.begin or wall < self.end


def earliest(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """The first moment from ``now`` on that is not quiet, in UTC.

    Where clocks are set forward over the end of the quiet hours, it is up to that much later.
    """
    local = now.astimezone(zone)
    if not quiet.cover(local.time()):
        return now
    ends = (
        datetime.combine(local.date() + day, quiet.end, zone).replace(fold=fold).astimezone(UTC)
        for day in _DAYS
        for fold in _FOLDS
    )
    return min(end for end in ends if end > now and not quiet.cover(end.astimezone(zone).time()))
