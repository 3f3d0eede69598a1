"""Nobody is woken: quiet hours by the subscriber's own clock, also when that is changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.notifying.quiet_hours import QuietHours, earliest

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(time(21), time(9))
LONGEST_CHANGE = timedelta(hours=1)


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """A moment of a wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "quiet", "zone", "told"),
    [
        ("2026-05-01 12:00", NIGHT, MOSCOW, "2026-05-01 12:00"),
        ("2026-05-01 20:59", NIGHT, MOSCOW, "2026-05-01 20:59"),
        ("2026-05-01 21:00", NIGHT, MOSCOW, "2026-05-02 09:00"),
        ("2026-05-02 00:30", NIGHT, MOSCOW, "2026-05-02 09:00"),
        ("2026-05-02 08:59", NIGHT, MOSCOW, "2026-05-02 09:00"),
        ("2026-05-02 09:00", NIGHT, MOSCOW, "2026-05-02 09:00"),
        ("2026-05-01 14:00", QuietHours(time(13), time(15)), MOSCOW, "2026-05-01 15:00"),
        ("2026-05-01 23:00", QuietHours(time(0), time(0)), MOSCOW, "2026-05-01 23:00"),
        ("2026-05-01 23:00", QuietHours(time(22), time(0)), MOSCOW, "2026-05-02 00:00"),
        # The last Sunday of March: 02:00 becomes 03:00; the night is an hour shorter.
        ("2026-03-28 22:00", NIGHT, BERLIN, "2026-03-29 09:00"),
        # The last Sunday of October: 03:00 becomes 02:00 again; an hour longer.
        ("2026-10-24 22:00", NIGHT, BERLIN, "2026-10-25 09:00"),
    ],
)
def test_when_somebody_is_told(now: str, quiet: QuietHours, zone: ZoneInfo, told: str) -> None:
    assert earliest(at(now, zone), quiet, zone) == at(told, zone)


def test_a_night_is_as_long_as_it_is() -> None:
    spring, autumn = at("2026-03-28 22:00", BERLIN), at("2026-10-24 22:00", BERLIN)
    assert earliest(spring, NIGHT, BERLIN) - spring == timedelta(hours=10)
    assert earliest(autumn, NIGHT, BERLIN) - autumn == timedelta(hours=12)


def test_an_end_that_the_clock_shows_twice() -> None:
    """Quiet until 02:30, which comes, goes and comes again: the second time it is over, too."""
    quiet = QuietHours(time(21), time(2, 30))
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30, summer time
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10, winter time
    assert earliest(at("2026-10-24 23:00", BERLIN), quiet, BERLIN) == first
    assert earliest(again, quiet, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_end_that_the_clock_never_shows() -> None:
    quiet = QuietHours(time(21), time(2, 30))
    told = earliest(at("2026-03-28 23:00", BERLIN), quiet, BERLIN)
    assert at("2026-03-29 03:00", BERLIN) <= told <= at("2026-03-29 04:00", BERLIN)


ZONES = st.sampled_from(
    [
        "Europe/Moscow",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Novosibirsk",
        "Australia/Lord_Howe",
    ]
).map(ZoneInfo)
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(now=MOMENTS, begin=TIMES, end=TIMES, zone=ZONES)
def test_it_is_never_quiet_then_and_soon_enough(
    now: datetime, begin: time, end: time, zone: ZoneInfo
) -> None:
    quiet = QuietHours(begin, end)
    told = earliest(now, quiet, zone)
    assert told >= now
    assert not quiet.cover(told.astimezone(zone).time())
    if told > now:
        assert quiet.cover(now.astimezone(zone).time())
        assert told - now <= timedelta(days=1) + LONGEST_CHANGE
        minutes = (told - LONGEST_CHANGE - now) // timedelta(minutes=1)
        for passed in range(0, max(minutes, 0), 7):
            local = (now + timedelta(minutes=passed)).astimezone(zone)
            assert quiet.cover(local.time()), local
