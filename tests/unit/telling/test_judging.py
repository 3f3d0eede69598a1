"""What follows from attempts: later and later, pauses, giving up."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.endpoints import Answered, DeliveryState, DisabledReason
from backend.domain.services.telling.judge_attempt import (
    BACKOFF,
    PATIENT,
    Judgement,
    Standing,
    judge_attempt,
)

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
GIVE_UP = timedelta(days=5)
BROKEN = Answered(status=503)


def judged(answered: Answered = BROKEN, **standing: object) -> Judgement:
    """What follows now for a delivery that was tried for the first time."""
    given = {"attempts": 1, "trying_since": NOW, "failures": 0, "failing_since": None, **standing}
    return judge_attempt(answered, Standing(**given), NOW, GIVE_UP)  # type: ignore[arg-type]  # given by name, of several types


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_what_is_accepted_forgets_what_was(status: int) -> None:
    said = judged(Answered(status=status), failures=7, failing_since=NOW - GIVE_UP)
    assert (said.state, said.failures, said.failing_since, said.paused_until, said.disable) == (
        DeliveryState.DELIVERED,
        0,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    "answered",
    [Answered(status=status) for status in (100, 301, 400, 401, 404, 409, 422, 429, 500, 503)]
    + [Answered(reason="timeout"), Answered(status=200 + 102, reason="redirect")],
)
def test_everything_else_is_tried_again(answered: Answered) -> None:
    said = judged(answered)
    assert (said.state, said.failures, said.failing_since) == (DeliveryState.WAITING, 1, NOW)
    assert said.next_attempt_at == NOW + timedelta(seconds=5)


@pytest.mark.parametrize(("attempts", "pause"), [*enumerate(BACKOFF, 1), (10, BACKOFF[-1])])
def test_later_and_later(attempts: int, pause: timedelta) -> None:
    assert judged(attempts=attempts).next_attempt_at == NOW + pause


def test_the_last_attempt_is_made_when_it_would_be_given_up() -> None:
    since = NOW - GIVE_UP + timedelta(hours=1)
    assert judged(attempts=9, trying_since=since).next_attempt_at == NOW + timedelta(hours=1)


def test_an_endpoint_is_paused_after_several_failures_in_a_row() -> None:
    pauses = [judged(failures=failures, failing_since=NOW).paused_until for failures in range(20)]
    assert pauses[: PATIENT - 1] == [None] * (PATIENT - 1)
    lasting = [pause - NOW for pause in pauses if pause is not None]
    assert lasting[:4] == [*BACKOFF[:3], timedelta(hours=1)]
    assert max(lasting) == timedelta(hours=1), "it is looked after every hour, however long"


def test_an_endpoint_that_has_failed_too_long_is_disabled_and_the_delivery_waits() -> None:
    said = judged(failures=30, failing_since=NOW - GIVE_UP, trying_since=NOW - GIVE_UP)
    assert (said.disable, said.state) == (DisabledReason.FAILING, DeliveryState.WAITING)
    just_before = NOW - GIVE_UP + timedelta(seconds=1)
    assert judged(failures=30, failing_since=just_before).disable is None


def test_a_delivery_that_alone_has_failed_too_long_is_given_up() -> None:
    said = judged(trying_since=NOW - GIVE_UP)
    assert (said.state, said.disable) == (DeliveryState.FAILED, None)


def test_gone_disables_at_once() -> None:
    said = judged(Answered(status=410))
    assert (said.disable, said.state) == (DisabledReason.GONE, DeliveryState.WAITING)
