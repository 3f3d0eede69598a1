"""Periods from the anchor: no gap, no overlap, no drift, in any month and zone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.catalogue import Catalogue
from backend.domain.services.billing.line import BilledSubscription, advance
from backend.domain.services.billing.plan_lines import plan_lines
from backend.domain.values.billing import PeriodKind
from backend.domain.values.period import ONE_DAY, Period
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule, Recurrence, add_months
from tests.unit.billing import goods

ANCHORED = Recurrence(PeriodRule.ANCHORED_MONTH)
CALENDAR = Recurrence(PeriodRule.CALENDAR_MONTH)
MONTHS = 120
# January has all 31 days to begin on; February follows in a leap and in a common year.
ANCHORS = [date(year, 1, day) for year in (2023, 2024) for day in range(1, 32)]
ZONES = (
    "UTC", "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg",
    "Asia/Novosibirsk", "Asia/Vladivostok", "Asia/Kamchatka", "Europe/Berlin", "America/New_York",
    "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu",
)  # fmt: skip


@pytest.mark.parametrize("anchor", ANCHORS, ids=str)
def test_exactly_one_anchored_period_begins_in_every_month(anchor: date) -> None:
    periods = [ANCHORED.period(anchor, index) for index in range(MONTHS)]
    assert periods[0].start == anchor
    assert all(one.end == other.start for one, other in pairwise(periods))
    months = [period.start.year * 12 + period.start.month for period in periods]
    assert months == list(range(months[0], months[0] + MONTHS))
    for period in periods:  # the anchor's day, or the last of a shorter month
        is_last = (period.start + ONE_DAY).day == 1
        assert period.start.day == anchor.day or (is_last and period.start.day < anchor.day)


@pytest.mark.parametrize("anchor", ANCHORS, ids=str)
def test_calendar_months_begin_on_the_first_but_for_the_first_one(anchor: date) -> None:
    periods = [CALENDAR.period(anchor, index) for index in range(MONTHS)]
    assert periods[0].start == anchor
    assert all(one.end == other.start for one, other in pairwise(periods))
    assert all(period.end.day == 1 for period in periods)
    assert all(period == CALENDAR.whole(anchor, i) for i, period in enumerate(periods) if i)
    assert CALENDAR.whole(anchor, 0).start == anchor.replace(day=1)


def test_the_thirty_first_comes_back_after_february() -> None:
    starts = [ANCHORED.period(date(2023, 1, 31), index).start for index in range(14)]
    assert [f"{day:%m-%d}" for day in starts] == [
        "01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31",
        "11-30", "12-31", "01-31", "02-29",
    ]  # fmt: skip


def test_a_leap_day_is_an_anchor_for_ever() -> None:
    starts = {ANCHORED.period(date(2024, 2, 29), 12 * years).start for years in range(5)}
    assert starts == {
        date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28),
        date(2028, 2, 29),
    }  # fmt: skip


def test_thirty_days_are_the_bulletins_month() -> None:
    assert Recurrence(PeriodRule.DAYS, 30).period(date(2026, 5, 1), 0).last_day == date(2026, 5, 30)


def test_a_platforms_periods_are_its_own() -> None:
    with pytest.raises(ValueError, match="platform gives"):
        Recurrence(PeriodRule.PLATFORM).period(goods.MAY_1, 1)


RECURRENCES = st.one_of(
    st.just(ANCHORED),
    st.just(CALENDAR),
    st.integers(1, 400).map(lambda days: Recurrence(PeriodRule.DAYS, days)),
)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@settings(deadline=None)
@given(RECURRENCES, DAYS, st.integers(0, 240))
def test_a_day_finds_its_period(recurrence: Recurrence, anchor: date, index: int) -> None:
    period = recurrence.period(anchor, index)
    middle = period.start + timedelta(days=period.days // 2)
    for day in (period.start, middle, period.last_day):
        assert recurrence.index_on(anchor, day) == index
    assert recurrence.period(anchor, index + 1).start == period.end
    whole = recurrence.whole(anchor, index)
    assert whole.start <= period.start < period.end == whole.end


@settings(deadline=None)
@given(RECURRENCES, DAYS, st.integers(0, 8_000))
def test_every_day_since_the_anchor_is_in_the_period_it_finds(
    recurrence: Recurrence, anchor: date, later: int
) -> None:
    day = anchor + timedelta(days=later)
    period = recurrence.period(anchor, recurrence.index_on(anchor, day))
    assert period.start <= day < period.end


@given(RECURRENCES, DAYS, st.integers(0, 500))
def test_days_before_the_anchor_count_as_the_first_period(
    recurrence: Recurrence, anchor: date, earlier: int
) -> None:
    assert recurrence.index_on(anchor, anchor - timedelta(days=earlier)) == 0


@given(DAYS, st.integers(0, 1_000))
def test_months_are_added_from_the_day_itself(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + ONE_DAY).day == 1)


@pytest.mark.parametrize("zone", ZONES)
def test_every_business_date_comes_once_by_the_hour(zone: str) -> None:
    """A tick every hour of two years: summer time makes days of 23 and 25 hours, not other days."""
    here, instant = ZoneInfo(zone), datetime(2024, 1, 1, tzinfo=UTC)
    dates = [(instant + timedelta(hours=hour)).astimezone(here).date() for hour in range(17_544)]
    assert dates == sorted(dates)
    seen = sorted(set(dates))
    assert all(other - one == ONE_DAY for one, other in pairwise(seen))
    hours = {dates.count(day) for day in seen[1:-1]}
    assert hours <= {23, 24, 25}


@pytest.mark.parametrize("zone", ZONES)
def test_each_period_is_charged_once_for_ten_years_of_daily_ticks(zone: str) -> None:
    """Every anchor, in a leap and a common year, with a tick a day that is late by hours."""
    here = ZoneInfo(zone)
    template = goods.template(recurrence=ANCHORED, proration=Proration.FULL)
    catalogue = goods.catalogue(templates=(template,))
    living = [goods.subscription(anchor) for anchor in ANCHORS]
    starts: dict[date, list[date]] = {anchor: [] for anchor in ANCHORS}
    tick = datetime(2023, 1, 1, tzinfo=UTC)
    for days in range(366 * 11):
        at = tick + timedelta(days=days, minutes=(days * 397) % 1_440)
        today = at.astimezone(here).date()
        for subscription in living:
            while subscription.next_start <= today:
                starts[subscription.anchor] += _bill(subscription, catalogue, today)
    for anchor, charged in starts.items():
        assert charged[:MONTHS] == [ANCHORED.period(anchor, i).start for i in range(MONTHS)]


def test_a_date_that_a_zone_skips_loses_no_charge() -> None:
    """Samoa jumped over 30 December 2011: what was due on that day is charged on the next."""
    apia = ZoneInfo("Pacific/Apia")
    catalogue = goods.catalogue(
        templates=(goods.template(recurrence=Recurrence(PeriodRule.DAYS, 1)),)
    )
    subscription = goods.subscription(date(2011, 12, 28))
    noon = datetime(2011, 12, 28, 22, tzinfo=UTC)
    dates, charged = [], []
    for days in range(5):
        today = (noon + timedelta(days=days)).astimezone(apia).date()
        dates.append(today.day)
        charged += _bill(subscription, catalogue, today)
    assert dates == [28, 29, 31, 1, 2]
    assert [day.day for day in charged] == [28, 29, 30, 31, 1, 2]


def _bill(subscription: BilledSubscription, catalogue: Catalogue, today: date) -> list[date]:
    lines = plan_lines(subscription, catalogue, today)
    assert isinstance(lines, list)
    for line in lines:
        assert line.kind is PeriodKind.CHARGED
        assert Period(line.period_start, line.period_end).start == subscription.next_start
        advance(subscription, line)
    return [line.period_start for line in lines]
