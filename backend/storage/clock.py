"""The machine's clock and id generator: the only place where either is read."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.values.moment import Moment

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62
_RANDOM = ((1 << 12) - 1) << 64 | ((1 << 62) - 1)


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


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random bits.

    New rows so land at the right edge of every index.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10)) & _RANDOM
    return UUID(int=milliseconds << 80 | _VERSION_7 | _VARIANT | random)
