"""Real time, and the virtual time in which subscriptions live."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol


class Clock(Protocol):
    """What tells the real time. Signatures, nonces and page sessions are judged by it."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class VirtualClock:
    """Real time plus an offset that only grows: months pass when a rehearsal says so."""

    def __init__(self, real: Clock, zone: tzinfo, offset: timedelta) -> None:
        self._real = real
        self._zone = zone
        self.offset = offset

    def now(self) -> datetime:
        """The present virtual instant, aware, in UTC, to the second."""
        return (self._real.now() + self.offset).replace(microsecond=0)

    def real(self) -> datetime:
        """The present real instant."""
        return self._real.now()

    def today(self) -> date:
        """The virtual date in the platform's zone."""
        return self.local(self.now()).date()

    def local(self, instant: datetime) -> datetime:
        """An instant as the platform's people read it."""
        return instant.astimezone(self._zone)
