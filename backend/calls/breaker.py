"""Leaves somebody alone for a while after it has failed several times in a row."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.ports import Clock


@dataclass(slots=True)
class _Circuit:
    failures: int
    shut_until: datetime


class Breaker:
    """One circuit for each name: ``failures`` in a row open it for ``pause``.

    After that one call is let through. Its success closes the circuit; its failure, or its silence
    for another ``pause``, leaves it open.
    """

    def __init__(
        self, clock: Clock, *, failures: int = 5, pause: timedelta = timedelta(seconds=30)
    ) -> None:
        self._clock = clock
        self._failures = failures
        self._pause = pause
        self._circuits: dict[Hashable, _Circuit] = {}
        self._lock = threading.Lock()

    def admits(self, name: Hashable) -> bool:
        """Whether a call may be made now; who is admitted reports how it went."""
        with self._lock:
            circuit = self._circuits.get(name)
            if circuit is None or circuit.failures < self._failures:
                return True
            now = self._clock.now()
            # More than a pause ahead means that the clock was set back: as good as over.
            if timedelta() < circuit.shut_until - now <= self._pause:
                return False
            circuit.shut_until = now + self._pause
            return True

    def succeeded(self, name: Hashable) -> None:
        """It answers: forget what was."""
        with self._lock:
            self._circuits.pop(name, None)

    def failed(self, name: Hashable) -> None:
        """One more failure in a row."""
        with self._lock:
            shut_until = self._clock.now() + self._pause
            circuit = self._circuits.setdefault(name, _Circuit(0, shut_until))
            circuit.failures += 1
            circuit.shut_until = shut_until
