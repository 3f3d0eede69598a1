"""How many calls a second an integrator may send; a bucket that fills as time passes."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from backend.domain.errors import RateLimited
from backend.domain.integrator import Integrator


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class CallLimiter:
    """Admits ``calls_per_second`` of each integrator, with a burst of one second's calls.

    It counts within one process: what several processes admit adds up. ``seconds`` tells a time
    that only grows. Safe to call from several threads.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._buckets: dict[int, _Bucket] = {}
        self._lock = Lock()

    def admit(self, integrator: Integrator) -> None:
        """Count one call; raises ``RateLimited`` when there have been too many."""
        limit = integrator.calls_per_second
        if limit is None:
            return
        with self._lock:
            bucket = self._filled(integrator.id, limit)
            if bucket.tokens < 1:
                raise RateLimited
            bucket.tokens -= 1

    def _filled(self, integrator_id: int, limit: int) -> _Bucket:
        now = self._seconds()
        bucket = self._buckets.setdefault(integrator_id, _Bucket(limit, now))
        bucket.tokens = min(float(limit), bucket.tokens + (now - bucket.filled_at) * limit)
        bucket.filled_at = now
        return bucket
