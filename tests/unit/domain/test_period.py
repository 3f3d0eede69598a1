"""Periods: half-open inside, inclusive on paper."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.values.period import Period

MAY_1, MAY_30, MAY_31 = date(2026, 5, 1), date(2026, 5, 30), date(2026, 5, 31)


def test_the_bulletins_month_ends_as_the_platform_says() -> None:
    period = Period.through(MAY_1, MAY_30)
    assert (period.start, period.end, period.last_day) == (MAY_1, MAY_31, MAY_30)


def test_one_day_is_a_period() -> None:
    assert Period.through(MAY_1, MAY_1) == Period(MAY_1, date(2026, 5, 2))


def test_a_last_day_that_has_passed_is_booked_alone() -> None:
    assert Period.through(MAY_31, MAY_30) == Period(MAY_30, MAY_31)


@pytest.mark.parametrize("end", [MAY_1, date(2026, 4, 30)])
def test_an_empty_period_cannot_be_made(end: date) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(MAY_1, end)


DAYS = st.dates(max_value=date.max - timedelta(days=1))


@given(DAYS, DAYS)
def test_the_given_last_day_is_kept_whatever_the_start(start: date, last_day: date) -> None:
    period = Period.through(start, last_day)
    assert period.last_day == last_day
    assert period.start == min(start, last_day)
