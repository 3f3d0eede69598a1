"""Ids that grow with time."""

import threading
from datetime import UTC, datetime, timedelta

from backend.storage.clock import SystemClock, new_id


def test_each_is_greater_than_the_one_before() -> None:
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(set(ids))


def test_they_are_of_version_7_and_carry_the_time() -> None:
    before = SystemClock("UTC").now()
    made = new_id()
    after = SystemClock("UTC").now()
    at = datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before - timedelta(milliseconds=1) <= at <= after + timedelta(seconds=1)


def test_threads_never_share_one() -> None:
    made: list[object] = []

    def make() -> None:
        made.extend([new_id() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_the_business_date_is_local() -> None:
    for zone in ("Asia/Vladivostok", "Europe/Kaliningrad", "UTC"):
        clock = SystemClock(zone)
        moment = clock.moment()
        offset = moment.at.astimezone(clock._zone).date()
        assert moment.today == offset
        assert moment.at.tzinfo is UTC
