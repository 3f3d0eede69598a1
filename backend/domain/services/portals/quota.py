"""How many calls a portal may make in a minute and in a day, over all processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.domain.errors import RateLimited


class Span(StrEnum):
    """For how long calls are counted together."""

    MINUTE = "minute"
    DAY = "day"

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return timedelta(minutes=1) if self is Span.MINUTE else timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quota:
    """One span's: ``calls`` of ``limit`` were made since ``since``, this one among them."""

    span: Span
    limit: int
    calls: int
    since: datetime

    @property
    def remaining(self) -> int:
        """How many more there may be."""
        return max(self.limit - self.calls, 0)

    def resets_in(self, now: datetime) -> int:
        """In how many seconds counting begins anew."""
        return max(int((self.since + self.span.length - now).total_seconds()) + 1, 1)


class QuotaExceeded(RateLimited):
    """The portal has made all the calls that it may make in this time. ``retry_after``: seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("the portal has made all the calls that it may make in this time")
        self.retry_after = retry_after


def require_within(quotas: tuple[Quota, ...], now: datetime) -> None:
    """Raises ``QuotaExceeded``, told to wait for the one that lasts longest."""
    waits = [each.resets_in(now) for each in quotas if each.calls > each.limit]
    if waits:
        raise QuotaExceeded(max(waits))
