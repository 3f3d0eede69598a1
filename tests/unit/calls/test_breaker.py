"""When a platform is asked and when it is left alone."""

import threading
from datetime import timedelta

import pytest

from backend.calls.breaker import Breaker
from tests.fakes.manual_clock import ManualClock

PAUSE = timedelta(seconds=30)


@pytest.fixture
def clock() -> ManualClock:
    """Goes only when told to."""
    return ManualClock()


@pytest.fixture
def breaker(clock: ManualClock) -> Breaker:
    """Opens after three failures."""
    return Breaker(clock, failures=3, pause=PAUSE)


def fail(breaker: Breaker, times: int, name: str = "rentsoft") -> None:
    """So many calls were admitted and failed."""
    for _ in range(times):
        assert breaker.admits(name)
        breaker.failed(name)


def test_it_opens_after_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.succeeded("rentsoft")
    fail(breaker, 3)
    assert not breaker.admits("rentsoft")


def test_one_platform_is_not_another(breaker: Breaker) -> None:
    fail(breaker, 3)
    assert breaker.admits("relans")


def test_after_the_pause_one_call_tries(breaker: Breaker, clock: ManualClock) -> None:
    fail(breaker, 3)
    clock.advance(seconds=29.9)
    assert not breaker.admits("rentsoft")
    clock.advance(seconds=0.1)
    assert breaker.admits("rentsoft")
    assert not breaker.admits("rentsoft")
    breaker.succeeded("rentsoft")
    fail(breaker, 2)
    assert breaker.admits("rentsoft")


def test_a_failed_trial_opens_it_again(breaker: Breaker, clock: ManualClock) -> None:
    fail(breaker, 3)
    clock.advance(seconds=30)
    fail(breaker, 1)
    clock.advance(seconds=29)
    assert not breaker.admits("rentsoft")
    clock.advance(seconds=1)
    assert breaker.admits("rentsoft")


def test_a_trial_that_never_ends_is_followed_by_another(
    breaker: Breaker, clock: ManualClock
) -> None:
    fail(breaker, 3)
    clock.advance(seconds=30)
    assert breaker.admits("rentsoft")
    clock.advance(seconds=30)
    assert breaker.admits("rentsoft")


def test_a_clock_set_back_does_not_keep_it_open(breaker: Breaker, clock: ManualClock) -> None:
    fail(breaker, 3)
    clock.advance(days=-1)
    assert breaker.admits("rentsoft")
    assert not breaker.admits("rentsoft")


def test_of_many_threads_one_tries(breaker: Breaker, clock: ManualClock) -> None:
    fail(breaker, 3)
    clock.advance(seconds=30)
    together = threading.Barrier(16)
    admitted: list[bool] = []

    def call() -> None:
        together.wait()
        admitted.append(breaker.admits("rentsoft"))

    threads = [threading.Thread(target=call) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(admitted) == [False] * 15 + [True]
