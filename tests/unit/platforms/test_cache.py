"""What is remembered of platforms' answers."""

from datetime import timedelta

import pytest

from backend.platforms.reading.cache import AnswerCache, Kept
from tests.fakes.manual_clock import START, ManualClock


@pytest.fixture
def clock() -> ManualClock:
    """Goes only when told to."""
    return ManualClock()


@pytest.fixture
def cache(clock: ManualClock) -> AnswerCache[str]:
    """Two answers, fresh for twenty seconds."""
    return AnswerCache(clock, lifetime=timedelta(seconds=20), size=2)


def test_an_answer_is_fresh_for_a_while_and_kept_after(
    cache: AnswerCache[str], clock: ManualClock
) -> None:
    kept = Kept("answer", START)
    assert cache.keep("a", "answer") == kept
    clock.advance(seconds=19)
    assert cache.fresh("a") == kept
    clock.advance(seconds=1)
    assert cache.fresh("a") is None
    assert cache.last("a") == kept


def test_an_answer_from_the_future_is_not_fresh(
    cache: AnswerCache[str], clock: ManualClock
) -> None:
    cache.keep("a", "answer")
    clock.advance(hours=-1)
    assert cache.fresh("a") is None


def test_the_longest_unused_one_goes_first(cache: AnswerCache[str]) -> None:
    cache.keep("a", "1")
    cache.keep("b", "2")
    assert cache.fresh("a")
    cache.keep("c", "3")
    assert cache.last("b") is None
    assert cache.last("a")
    assert cache.last("c")


def test_nothing_is_known_of_others(cache: AnswerCache[str]) -> None:
    assert cache.fresh("a") is None
    assert cache.last("a") is None
