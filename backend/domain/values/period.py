"""A period is a half-open pair of local dates, ``[start, end)``; people see its last day."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``start`` … ``end - 1``; never empty."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("a period has at least one day")

    @property
    def last_day(self) -> date:
        """The inclusive last day, as invoices and platforms write it."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    @classmethod
    def through(cls, start: date, last_day: date) -> "Period":
        """The period a platform gives by its inclusive last day.

        A retry that arrives after the last day still books that day: the money was owed for it.
        """
        return cls(min(start, last_day), last_day + ONE_DAY)
