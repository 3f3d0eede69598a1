"""A clock that goes only when told to."""

from datetime import UTC, datetime, timedelta, timezone

from backend.domain.values.moment import Moment

MOSCOW = timezone(timedelta(hours=3))
START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


class ManualClock:
    """Implements the ``Clock`` port."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def moment(self) -> Moment:
        """That instant and the local date at it."""
        return Moment(self._now, self._now.astimezone(MOSCOW).date())

    def advance(self, **span: float) -> None:
        """Let time pass: ``advance(hours=2)``."""
        self._now += timedelta(**span)
