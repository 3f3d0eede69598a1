"""A lane: one thread that runs batches, so that concurrent single calls share a transaction.

The lane waits for nobody. A free lane starts at once with what is there, a single command
included; what arrives while it commits forms the next batch. So an idle system answers without
delay and a busy one groups by itself. The queue is bounded: when it is full, ``submit`` says so
at once instead of letting callers time out.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.domain.errors import Busy, VitrinaError

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Parcel(Generic[Item, Answer]):
    """The items of one call, answered together and in order."""

    items: Sequence[Item]
    future: "Future[list[Answer]]"


class Lane(Generic[Item, Answer]):
    """Runs ``run`` over joined parcels.

    When a batch fails it is run again in halves, down to single items, so that one bad item never
    fails its neighbours; ``fail`` makes the answer of an item that failed alone. A ``VitrinaError``
    (the database is away) is the answer to every parcel: trying them one by one would not help.
    ``observe`` hears of every batch: its size and what is left in the queue.
    """

    def __init__(
        self,
        run: Callable[[list[Item]], list[Answer]],
        fail: Callable[[Item, Exception], Answer],
        *,
        name: str,
        max_batch: int,
        max_queue: int,
        observe: Callable[[int, int], None] = lambda _size, _queued: None,
    ) -> None:
        self._observe = observe
        self._run = run
        self._fail = fail
        self._max_batch = max_batch
        self._max_queue = max_queue
        self._parcels: deque[Parcel[Item, Answer]] = deque()
        self._queued = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def submit(self, items: Sequence[Item]) -> "Future[list[Answer]]":
        """Queue the items of one call; the future ends when their transaction has ended."""
        parcel: Parcel[Item, Answer] = Parcel(items, Future())
        if not items:
            parcel.future.set_result([])
            return parcel.future
        with self._changed:
            if self._closed or (self._parcels and self._queued + len(items) > self._max_queue):
                raise Busy
            self._parcels.append(parcel)
            self._queued += len(items)
            self._changed.notify()
        return parcel.future

    def close(self) -> None:
        """Finish what is queued, take nothing more, and end the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        while self._parcels or not self._closed:
            batch = self._next_batch()
            if batch:
                self._answer(batch)

    def _next_batch(self) -> list[Parcel[Item, Answer]]:
        with self._changed:
            while not self._parcels and not self._closed:
                self._changed.wait()
            taken = self._take()
        # A caller that has gone away before its turn is not served: it was told nothing.
        return [parcel for parcel in taken if parcel.future.set_running_or_notify_cancel()]

    def _take(self) -> list[Parcel[Item, Answer]]:
        batch: list[Parcel[Item, Answer]] = []
        size = 0
        while self._parcels and (
            not batch or size + len(self._parcels[0].items) <= self._max_batch
        ):
            batch.append(self._parcels.popleft())
            size += len(batch[-1].items)
        self._queued -= size
        self._observe(size, self._queued)
        return batch

    def _answer(self, batch: list[Parcel[Item, Answer]]) -> None:
        items = [item for parcel in batch for item in parcel.items]
        try:
            answers = self._run_or_halve(items)
        except Exception as error:  # every caller must hear of it, none may hang
            for parcel in batch:
                parcel.future.set_exception(error)
            return
        start = 0
        for parcel in batch:
            end = start + len(parcel.items)
            parcel.future.set_result(answers[start:end])
            start = end

    def _run_or_halve(self, items: list[Item]) -> list[Answer]:
        try:
            return self._run(items)
        except VitrinaError:
            raise
        except Exception as error:
            if len(items) == 1:
                return [self._fail(items[0], error)]
        middle = len(items) // 2
        return self._run_or_halve(items[:middle]) + self._run_or_halve(items[middle:])
