"""The last good answers of platforms, for a while and for as long as they are needed."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from backend.domain.ports import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """An answer and when it was given."""

    value: T
    as_of: datetime


class AnswerCache(Generic[T]):
    """At most ``size`` answers, each fresh for ``lifetime``; the longest unused one goes first."""

    def __init__(self, clock: Clock, *, lifetime: timedelta, size: int) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._size = size
        self._kept: OrderedDict[Hashable, Kept[T]] = OrderedDict()
        self._lock = threading.Lock()

    def fresh(self, key: Hashable) -> Kept[T] | None:
        """The answer, if it was given within the lifetime."""
        kept = self.last(key)
        # An answer from the future means that the clock was set back: ask again.
        if kept and timedelta() <= self._clock.now() - kept.as_of < self._lifetime:
            return kept
        return None

    def last(self, key: Hashable) -> Kept[T] | None:
        """The answer, however old."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, value: T) -> Kept[T]:
        """Remember an answer given now."""
        kept = Kept(value, self._clock.now())
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return kept
