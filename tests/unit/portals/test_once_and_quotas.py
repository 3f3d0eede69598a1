"""A request by its key, and calls that are counted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.portals.do_once import (
    TAKEN_OVER,
    KeyOutstanding,
    KeyReused,
    Noted,
    Replay,
    fingerprint,
    judge,
)
from backend.domain.services.portals.quota import Quota, QuotaExceeded, Span, require_within

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ASKED = fingerprint("POST", "/x", b"{}")
SPANS = st.sampled_from(Span)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=2))


def noted(
    status: int | None = None, body: bytes | None = None, kind: str | None = "application/json"
) -> Noted:
    """A request that began now, with this answer."""
    return Noted(fingerprint=ASKED, began_at=NOW, status=status, content_type=kind, body=body)


@given(
    st.tuples(st.sampled_from(["POST", "PUT"]), st.from_regex(r"/[a-z/]{0,9}"), st.binary()),
    st.tuples(st.sampled_from(["POST", "PUT"]), st.from_regex(r"/[a-z/]{0,9}"), st.binary()),
)
def test_requests_are_the_same_if_everything_is(
    one: tuple[str, str, bytes], other: tuple[str, str, bytes]
) -> None:
    assert len(fingerprint(*one)) == 32
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_what_was_answered_is_answered_again_however_late(body: bytes) -> None:
    for later in (timedelta(0), timedelta(days=30)):
        told = judge(noted(409, body), ASKED, NOW + later)
        assert told == Replay(409, "application/json", body)
    assert judge(noted(204, b"", None), ASKED, NOW) == Replay(204, "", b"")


def test_other_content_is_refused_whether_answered_or_not() -> None:
    other = fingerprint("POST", "/x", b"{ }")
    for known in (noted(), noted(200, b"{}")):
        for later in (timedelta(0), 2 * TAKEN_OVER):
            with pytest.raises(KeyReused):
                judge(known, other, NOW + later)


@given(MOMENTS)
def test_what_is_outstanding_is_taken_over_after_a_minute_and_not_before(later: timedelta) -> None:
    if later < TAKEN_OVER:
        with pytest.raises(KeyOutstanding):
            judge(noted(), ASKED, NOW + later)
    else:
        assert judge(noted(), ASKED, NOW + later) is None


@given(SPANS, st.integers(1, 100), st.integers(0, 200), MOMENTS)
def test_how_many_are_left_and_for_how_long(
    span: Span, limit: int, calls: int, later: timedelta
) -> None:
    quota = Quota(span, limit, calls, NOW)
    assert quota.remaining == max(limit - calls, 0)
    waits = quota.resets_in(NOW + later)
    assert waits >= 1
    assert NOW + later + timedelta(seconds=waits) > NOW + span.length, "then it begins anew"
    if later < span.length:
        assert waits <= span.length.total_seconds() + 1


@given(st.integers(0, 9), st.integers(0, 9), MOMENTS)
def test_too_many_in_either_span_are_refused_until_both_allow(
    in_minute: int, in_day: int, later: timedelta
) -> None:
    quotas = (Quota(Span.MINUTE, 5, in_minute, NOW), Quota(Span.DAY, 5, in_day, NOW))
    over = [quota for quota in quotas if quota.calls > 5]
    if not over:
        require_within(quotas, NOW + later)
        return
    with pytest.raises(QuotaExceeded) as refused:
        require_within(quotas, NOW + later)
    assert refused.value.retry_after == max(quota.resets_in(NOW + later) for quota in over)
