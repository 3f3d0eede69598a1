"""Twelve months of charges, none left out."""

from collections.abc import Mapping
from datetime import date

from backend.domain.services.cabinet.views import Month
from backend.domain.values.invoicing import month_of
from backend.domain.values.recurrence import add_months

SHOWN = 12


def first_month(today: date) -> date:
    """The first day of the earliest month that is shown."""
    return add_months(month_of(today), 1 - SHOWN)


def count_months(sums: Mapping[tuple[date, str], int], today: date) -> list[Month]:
    """The months up to today's, from sums by month's first day and type of charge (kopecks)."""
    first = first_month(today)
    days = [add_months(first, number) for number in range(SHOWN)]
    return [
        Month(
            first_day=day,
            sums={kind: amount for (month, kind), amount in sorted(sums.items()) if month == day},
        )
        for day in days
    ]
