"""When something is decided: an instant, and the operator's local date at that instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo


@dataclass(frozen=True, slots=True)
class Moment:
    """``at`` is an aware UTC instant; ``today`` the business date in the operator's zone."""

    at: datetime
    today: date


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The UTC instant at which a business date begins in the operator's zone."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
