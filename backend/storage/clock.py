"""The machine's clock and id generator: the only place where either is read."""

import os
import threading
import time
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.values.moment import Moment

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_RANDOM = (1 << 62) - 1
_FRACTION = (1 << 12) - 1


class SystemClock:
    """Real time, and the operator's local date in its zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def moment(self) -> Moment:
        """The present instant and the operator's local date at it."""
        now = self.now()
        return Moment(now, now.astimezone(self._zone).date())


class _Ticks:
    """Parts of 1/4096 of a millisecond since 1970; this process counts each of them once."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> int:
        """The present part, or the one after the last, whatever the machine's clock does."""
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() << 12) // 1_000_000)
            return self._last


_ticks = _Ticks()


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): milliseconds, 12 bits of their fraction, 62 random bits.

    Each is greater than the one before, so rows made in one transaction can be read in the order
    in which they were made, and new rows land at the right edge of every index.
    """
    ticks = _ticks.next()
    time_bits = ticks >> 12 << 80 | (ticks & _FRACTION) << 64
    random = int.from_bytes(os.urandom(8)) & _RANDOM
    return UUID(int=time_bits | _VERSION_7 | _VARIANT | random)
