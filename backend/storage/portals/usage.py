"""Calls of portals, counted over all processes: one row for each portal and span."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.quota import Quota, Span

# Counted even where it is refused: who hurries does not get through by it.
_COUNT = """
INSERT INTO portal_usage AS u (portal_id, span, since, calls)
VALUES (%(portal)s, %(span)s, %(now)s, 1)
ON CONFLICT (portal_id, span) DO UPDATE
SET since = CASE WHEN u.since + %(length)s > %(now)s AND u.since <= %(now)s
                 THEN u.since ELSE %(now)s END,
    calls = CASE WHEN u.since + %(length)s > %(now)s AND u.since <= %(now)s
                 THEN u.calls + 1 ELSE 1 END
RETURNING since, calls
"""
_TELL = "SELECT span, since, calls FROM portal_usage WHERE portal_id = %s"


def count_call(driver: Connection[Any], portal: Portal, now: datetime) -> tuple[Quota, ...]:
    """Count one call; how the quotas stand after it, the minute's first."""
    return tuple(_count(driver, portal, span, now) for span in Span)


def usage_of(driver: Connection[Any], portal: Portal, now: datetime) -> tuple[Quota, ...]:
    """How the quotas stand; nothing is counted."""
    found = {span: (since, calls) for span, since, calls in driver.execute(_TELL, [portal.id])}
    quotas = []
    for span in Span:
        since, calls = found.get(span.value, (now, 0))
        over = since + span.length <= now
        quotas.append(
            Quota(span, _limit(portal, span), 0 if over else calls, now if over else since)
        )
    return tuple(quotas)


def _count(driver: Connection[Any], portal: Portal, span: Span, now: datetime) -> Quota:
    given = {"portal": portal.id, "span": span, "now": now, "length": span.length}
    row = driver.execute(_COUNT, given).fetchone()
    since, calls = row or (now, 1)
    return Quota(span, _limit(portal, span), calls, since)


def _limit(portal: Portal, span: Span) -> int:
    return portal.calls_per_minute if span is Span.MINUTE else portal.calls_per_day
