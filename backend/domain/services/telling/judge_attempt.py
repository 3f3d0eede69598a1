"""What follows from an attempt: for the delivery, and for the endpoint.

A delivery is tried again later and later. An endpoint that has failed several times in a row is
left alone for a while, so a dead one costs little; one that has failed for too long is disabled,
with everything that waits for it. A delivery that alone has failed for as long, while others came
through, is given up, so that it does not stop its lane for ever.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.endpoints import Answered, DeliveryState, DisabledReason

BACKOFF = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Between attempts, as Standard Webhooks suggest; the last one again and again."""

PATIENT = 5
"""Failures of an endpoint in a row, after which it is paused: no delivery at all is tried then."""

_LONGEST_PAUSE = timedelta(hours=1)
_GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Before the attempt was judged. ``attempts``: this one included; ``trying_since``: the first
    of them, or since the delivery was asked for anew. ``failures``: the endpoint's, in a row."""

    attempts: int
    trying_since: datetime
    failures: int
    failing_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """After it. ``next_attempt_at`` is of a delivery that waits; ``disable``: why, if at all."""

    state: DeliveryState
    next_attempt_at: datetime
    failures: int = 0
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    disable: DisabledReason | None = None


def judge_attempt(
    answered: Answered, standing: Standing, now: datetime, give_up: timedelta
) -> Judgement:
    """``give_up``: for how long an endpoint, or a delivery alone, may fail."""
    if answered.is_accepted:
        return Judgement(state=DeliveryState.DELIVERED, next_attempt_at=now)
    since = standing.failing_since or now
    failures = standing.failures + 1
    state, disable = DeliveryState.WAITING, None
    if answered.status == _GONE:
        disable = DisabledReason.GONE
    elif now - since >= give_up:
        disable = DisabledReason.FAILING
    elif now - standing.trying_since >= give_up:
        state = DeliveryState.FAILED
    return Judgement(
        state=state,
        next_attempt_at=_next_attempt(standing, now, give_up),
        failures=failures,
        failing_since=since,
        paused_until=_pause(failures, now),
        disable=disable,
    )


def _next_attempt(standing: Standing, now: datetime, give_up: timedelta) -> datetime:
    """Later and later; the last one just when it would be given up."""
    following = now + _of_backoff(standing.attempts)
    last = standing.trying_since + give_up
    return last if now < last < following else following


def _pause(failures: int, now: datetime) -> datetime | None:
    if failures < PATIENT:
        return None
    return now + min(_of_backoff(failures - PATIENT + 1), _LONGEST_PAUSE)


def _of_backoff(times: int) -> timedelta:
    return BACKOFF[min(times, len(BACKOFF)) - 1]
