"""When something is decided: an instant, and the operator's local date at that instant."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """``at`` is an aware UTC instant; ``today`` the business date in the operator's zone."""

    at: datetime
    today: date
