"""Bookings that wait for the other billing: a page at a time, each by one scheduler.

To take a page is to note the attempt and when the next one is due, so whoever dies between asking
and recording leaves nothing to clean up: the same ids are asked again, and that billing does an id
once. A booking's turn comes when the older ones of its account are done, so money is not given back
before it was taken.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.booking.end import BookingState

Driver = Connection[Any]

PAGE = 500

# Attempts are 10, 20, 40 ... seconds apart, at last ten minutes.
_TAKE = """
WITH due AS (
    SELECT account_id, id FROM booking b
    WHERE done_at IS NULL AND next_attempt_at <= %(now)s AND state = %(state)s
      AND (state <> 'reversing' OR NOT EXISTS (
          SELECT FROM booking older WHERE older.account_id = b.account_id
            AND older.number < b.number AND older.done_at IS NULL AND older.state <> 'asked'))
    ORDER BY next_attempt_at, number LIMIT %(page)s
    FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE booking b
    SET attempts = b.attempts + 1,
        next_attempt_at = %(now)s::timestamptz
            + least(interval '10 seconds' * 2 ^ least(b.attempts, 6), interval '10 minutes')
    FROM due WHERE b.account_id = due.account_id AND b.id = due.id
    RETURNING b.*
)
SELECT t.account_id, t.id, a.number, t.amount, t.captured,
       (SELECT r.id FROM booking r
        WHERE r.account_id = t.account_id AND r.kind = 'reservation' AND r.charges @> ARRAY[
            coalesce(m.reverses, f.charge_id)] LIMIT 1)
FROM taken t
JOIN account a ON a.id = t.account_id
LEFT JOIN ledger_transaction m ON m.account_id = t.account_id AND m.id = t.id
LEFT JOIN refund f ON f.account_id = t.account_id AND f.id = t.id
ORDER BY t.number
"""
_MOVE = """
UPDATE booking b
SET state = d.state, next_attempt_at = %(now)s,
    done_at = CASE WHEN d.state <> 'releasing' THEN %(now)s::timestamptz END
FROM unnest(%(ids)s::uuid[], %(states)s::text[]) AS d (id, state)
WHERE b.id = d.id AND b.state = %(before)s
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A booking about which that billing is to be asked now. Sums in kopecks.

    ``reservation``: of a reversal, what it gives back of.
    """

    account_id: int
    id: UUID
    number: str
    amount: int
    captured: int
    reservation: UUID | None


def take_due(driver: Driver, state: BookingState, now: datetime) -> list[Due]:
    """Take a page of what has been due longest in this state."""
    rows = driver.execute(_TAKE, {"now": now, "state": state, "page": PAGE})
    return [Due(*row) for row in rows]


def move_on(
    driver: Driver,
    before: BookingState,
    states: Collection[tuple[UUID, BookingState]],
    now: datetime,
) -> int:
    """Note answers; what somebody else has moved on meanwhile stays. How many moved."""
    pairs: Sequence[tuple[UUID, BookingState]] = sorted(states)
    given = {
        "now": now,
        "before": before,
        "ids": [id_ for id_, _ in pairs],
        "states": [state.value for _, state in pairs],
    }
    return driver.execute(_MOVE, given).rowcount
