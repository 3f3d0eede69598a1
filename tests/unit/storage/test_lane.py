"""The lane: what waits together is run together, and nobody is left without an answer."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager

import pytest

from backend.domain.errors import Busy, Unavailable
from backend.storage.lane import Lane

PATIENCE = 10


class Station:
    """A run function that goes on when told to, so that what happens meanwhile is certain."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.refuse: Callable[[list[int]], Exception | None] = lambda _items: None
        self._started = threading.Semaphore(0)
        self._go = threading.Semaphore(0)
        self._open = False

    def __call__(self, items: list[int]) -> list[str]:
        """Note the batch, wait for leave, answer."""
        self.batches.append(list(items))
        self._started.release()
        if not self._open:
            assert self._go.acquire(timeout=PATIENCE)
        if error := self.refuse(items):
            raise error
        return [f"did {item}" for item in items]

    def wait_for_a_batch(self) -> None:
        """Until the lane has begun one more."""
        assert self._started.acquire(timeout=PATIENCE)

    def let_one_pass(self) -> None:
        """Let the batch that waits go on."""
        self._go.release()

    def open(self) -> None:
        """Stop nobody any more."""
        self._open = True
        self._go.release()


@contextmanager
def lane_of(
    station: Station,
    *,
    max_batch: int = 100,
    max_queue: int = 100,
    fail: Callable[[int, Exception], str] = lambda item, error: f"{item} failed: {error}",
    observe: Callable[[int, int], None] = lambda _size, _queued: None,
) -> Iterator[Lane[int, str]]:
    """A lane through the station, which is open in the end."""
    lane = Lane(
        station, fail, name="test", max_batch=max_batch, max_queue=max_queue, observe=observe
    )
    try:
        yield lane
    finally:
        station.open()
        lane.close()


@pytest.fixture
def station() -> Station:
    """A closed station."""
    return Station()


def answer(future: "Future[list[str]]") -> list[str]:
    """The answer, or the error."""
    return future.result(PATIENCE)


def occupied(lane: Lane[int, str], station: Station) -> "Future[list[str]]":
    """The lane has begun a batch and waits at the station: what comes now must queue."""
    future = lane.submit([0])
    station.wait_for_a_batch()
    return future


def test_a_free_lane_starts_at_once_with_what_is_there(station: Station) -> None:
    with lane_of(station) as lane:
        future = occupied(lane, station)
        assert station.batches == [[0]]
        station.let_one_pass()
        assert answer(future) == ["did 0"]


def test_what_comes_while_it_is_busy_is_the_next_batch(station: Station) -> None:
    with lane_of(station) as lane:
        occupied(lane, station)
        futures = [lane.submit([1]), lane.submit([2, 3]), lane.submit([4])]
        station.open()
        assert [answer(future) for future in futures] == [
            ["did 1"],
            ["did 2", "did 3"],
            ["did 4"],
        ]
        assert station.batches == [[0], [1, 2, 3, 4]]


def test_a_batch_is_bounded_and_calls_are_not_cut(station: Station) -> None:
    with lane_of(station, max_batch=4) as lane:
        occupied(lane, station)
        sizes = [3, 1, 2, 3, 9, 1]
        futures = [lane.submit([size] * size) for size in sizes]
        station.open()
        for size, future in zip(sizes, futures, strict=True):
            assert answer(future) == [f"did {size}"] * size
        assert [len(batch) for batch in station.batches] == [1, 4, 2, 3, 9, 1]


def test_a_full_queue_says_so_at_once(station: Station) -> None:
    with lane_of(station, max_queue=3) as lane:
        occupied(lane, station)
        taken = [lane.submit([1, 2]), lane.submit([3])]
        for _ in range(3):
            with pytest.raises(Busy):
                lane.submit([4])
        station.open()
        assert [answer(future) for future in taken] == [["did 1", "did 2"], ["did 3"]]
        assert answer(lane.submit([4])) == ["did 4"], "there is room again"
        assert [4] not in station.batches[:-1], "what was refused is not done"


def test_a_call_larger_than_the_queue_is_taken_when_nothing_waits(station: Station) -> None:
    with lane_of(station, max_queue=3) as lane:
        occupied(lane, station)
        large = lane.submit(range(1, 10))
        with pytest.raises(Busy):
            lane.submit([10])
        station.open()
        assert len(answer(large)) == 9


def test_an_empty_call_is_answered_at_once(station: Station) -> None:
    with lane_of(station) as lane:
        assert answer(lane.submit([])) == []
        assert station.batches == []


@pytest.mark.parametrize("bad", [{3}, {0}, {6}, {2, 5}, {0, 1, 2, 3, 4, 5, 6}])
def test_bad_items_fail_alone(station: Station, bad: set[int]) -> None:
    station.refuse = lambda items: ValueError("bad") if bad.intersection(items) else None
    station.open()
    with lane_of(station) as lane:
        assert answer(lane.submit(range(7))) == [
            f"{item} failed: bad" if item in bad else f"did {item}" for item in range(7)
        ]


def test_a_bad_call_does_not_fail_its_neighbours_in_the_batch(station: Station) -> None:
    station.refuse = lambda items: ValueError("bad") if 2 in items else None
    with lane_of(station) as lane:
        occupied(lane, station)
        futures = [lane.submit([item]) for item in (1, 2, 3)]
        station.open()
        assert [answer(future) for future in futures] == [["did 1"], ["2 failed: bad"], ["did 3"]]


def test_items_that_only_fail_together_succeed_apart_in_their_order(station: Station) -> None:
    done: list[int] = []

    def refuse(items: list[int]) -> Exception | None:
        if len(items) > 1:
            return ValueError("too many")
        done.extend(items)
        return None

    station.refuse = refuse
    station.open()
    with lane_of(station) as lane:
        assert answer(lane.submit(range(5))) == [f"did {item}" for item in range(5)]
    assert done == list(range(5))


def test_the_database_being_away_is_told_to_all_and_nothing_is_tried_apart(
    station: Station,
) -> None:
    station.refuse = lambda _items: Unavailable()
    with lane_of(station) as lane:
        first = occupied(lane, station)
        others = [lane.submit([1]), lane.submit([2, 3])]
        station.open()
        for future in (first, *others):
            with pytest.raises(Unavailable):
                answer(future)
        assert station.batches == [[0], [1, 2, 3]]
        station.refuse = lambda _items: None
        assert answer(lane.submit([4])) == ["did 4"], "and the lane goes on"


def test_the_database_going_away_between_halves_is_told_to_all(station: Station) -> None:
    def refuse(items: list[int]) -> Exception | None:
        return ValueError() if len(items) > 2 else Unavailable() if 3 in items else None

    station.refuse = refuse
    station.open()
    with lane_of(station) as lane, pytest.raises(Unavailable):
        answer(lane.submit(range(4)))


def test_an_answer_that_cannot_be_made_is_heard_by_all(station: Station) -> None:
    def fail(_item: int, _error: Exception) -> str:
        raise LookupError

    station.refuse = lambda items: ValueError() if 1 in items else None
    with lane_of(station, fail=fail) as lane:
        occupied(lane, station)
        futures = [lane.submit([1]), lane.submit([2])]
        station.open()
        for future in futures:
            with pytest.raises(LookupError):
                answer(future)
        assert answer(lane.submit([3])) == ["did 3"]


def test_a_caller_that_has_gone_away_is_not_served(station: Station) -> None:
    with lane_of(station) as lane:
        served = occupied(lane, station)
        gone, stays = lane.submit([1]), lane.submit([2])
        assert gone.cancel()
        assert not served.cancel(), "what has begun is finished"
        station.open()
        assert (answer(served), answer(stays)) == (["did 0"], ["did 2"])
        assert station.batches == [[0], [2]]
        with pytest.raises(CancelledError):
            answer(gone)


def test_a_batch_of_which_everybody_has_gone_is_skipped(station: Station) -> None:
    with lane_of(station) as lane:
        occupied(lane, station)
        assert lane.submit([1]).cancel()
        station.open()
        assert answer(lane.submit([2])) == ["did 2"]
        assert station.batches[-1] == [2]


def test_closing_finishes_what_is_queued_and_takes_nothing_more(station: Station) -> None:
    with lane_of(station) as lane:
        futures = [occupied(lane, station), lane.submit([1]), lane.submit([2])]
        closing = threading.Thread(target=lane.close)
        closing.start()
        while not lane._closed:
            pass
        with pytest.raises(Busy):
            lane.submit([3])
        station.open()
        closing.join(PATIENCE)
        assert [future.done() for future in futures] == [True] * 3
        assert station.batches == [[0], [1, 2]]
        lane.close()  # once more is the same


def test_an_idle_lane_closes(station: Station) -> None:
    with lane_of(station):
        pass
    assert station.batches == []


def test_every_batch_is_observed(station: Station) -> None:
    seen: list[tuple[int, int]] = []
    with lane_of(
        station, max_batch=2, observe=lambda size, queued: seen.append((size, queued))
    ) as lane:
        occupied(lane, station)
        futures = [lane.submit([item]) for item in range(3)]
        station.open()
        for future in futures:
            answer(future)
        assert seen == [(1, 0), (2, 1), (1, 0)]


def test_many_callers_each_get_their_own_answers(station: Station) -> None:
    station.refuse = lambda items: ValueError("bad") if any(n % 97 == 0 for n in items) else None
    station.open()
    wrong: list[int] = []

    def call(lane: Lane[int, str], start: int) -> None:
        for first in range(start, start + 100, 2):
            expected = [
                f"{item} failed: bad" if item % 97 == 0 else f"did {item}"
                for item in (first, first + 1)
            ]
            if answer(lane.submit([first, first + 1])) != expected:
                wrong.append(first)

    with lane_of(station, max_queue=10_000) as lane:
        callers = [threading.Thread(target=call, args=(lane, n * 100)) for n in range(16)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    assert wrong == []
