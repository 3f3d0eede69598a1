"""The limits of sign-ins as a decision over instants."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.access.limit_sign_ins import (
    REMEMBERED,
    Attempt,
    Limit,
    Scope,
    digest_account,
    limits_of,
    network_of,
    seconds_to_wait,
)
from tests.fakes.manual_clock import START

STRANGER = Attempt(account=b"a" * 32, network="192.0.2.0/24", device=None)
DEVICE = Attempt(account=b"a" * 32, network="192.0.2.0/24", device=b"d")
HOUR = timedelta(hours=1)


def wait(limits: Sequence[Limit], failures: Sequence[datetime], now: datetime) -> int:
    """As the book asks it, with the same failures in every scope."""
    newest = sorted(failures, reverse=True)
    decisive = dict(enumerate(newest, 1))
    return seconds_to_wait([(limit, decisive.get(limit.failures)) for limit in limits], now)


def test_no_account_is_tried_more_often_than_asvs_allows() -> None:
    """2.2.1: at most 100 failures an hour at one account, strangers and two devices together."""
    hourly = {limit.scope: limit.failures * (HOUR / limit.window) for limit in limits_of(STRANGER)}
    (device,) = limits_of(DEVICE)
    assert device.scope is Scope.DEVICE
    assert hourly[Scope.ACCOUNT] + 2 * device.failures * (HOUR / device.window) <= 100
    assert max(limit.window for limit in limits_of(STRANGER)) <= REMEMBERED


@given(
    limit=st.builds(
        Limit, st.just(Scope.HERE), st.integers(1, 6), st.timedeltas(timedelta(seconds=1), HOUR)
    ),
    steps=st.lists(st.timedeltas(timedelta(0), HOUR / 4), max_size=40),
)
def test_within_any_window_no_more_is_looked_at_than_the_limit(
    limit: Limit, steps: list[timedelta]
) -> None:
    """An attempt whenever somebody feels like it; only those that were admitted count."""
    now, admitted = START, list[datetime]()
    for step in steps:
        now += step
        recent = [at for at in admitted if at > now - limit.window]
        seconds = wait([limit], admitted, now)
        assert (seconds == 0) == (len(recent) < limit.failures)
        if seconds == 0:
            admitted.append(now)
        else:
            later = now + timedelta(seconds=seconds)
            assert wait([limit], admitted, later) == 0, "who waits as told is admitted"
            assert wait([limit], admitted, later - timedelta(seconds=1)) > 0, "and no earlier"


def test_the_longest_wait_is_told() -> None:
    failures = [START] * 200
    assert wait(limits_of(STRANGER), failures, START) == 3600
    assert wait(limits_of(STRANGER), failures[:59], START) == 1800
    assert wait(limits_of(STRANGER), failures[:9], START) == 0
    assert wait(limits_of(DEVICE), failures, START + timedelta(minutes=29, seconds=59.5)) == 1
    assert wait(limits_of(DEVICE), [], START) == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not an address", "unknown"),
        ("", "unknown"),
    ],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_digest_of_an_account_needs_the_key() -> None:
    assert digest_account("000123", b"k" * 32) == digest_account("000123", b"k" * 32)
    assert digest_account("000123", b"k" * 32) != digest_account("000123", b"x" * 32)
    assert digest_account("000123", b"k" * 32) != digest_account("0000123", b"k" * 32)
    assert len(digest_account("\ud800", b"k" * 32)) == 32
