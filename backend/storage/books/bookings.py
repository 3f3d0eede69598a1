"""Bookings written down before they are asked for, and found again by what they are for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.booking.account_book import Answer
from backend.domain.services.booking.ask import Booking, Wish
from backend.domain.services.booking.end import end_of
from backend.storage.arrays import columns
from backend.storage.charging.writing import END_BOOKINGS, end_row

Driver = Connection[Any]

GRACE = timedelta(minutes=2)
"""For so long whoever has asked may still come back for what was set aside; then it is let go."""

_FIND = """
SELECT b.account_id, b.cause, b.id, b.amount, b.partly
FROM unnest(%s::bigint[], %s::text[]) AS k (account_id, cause)
JOIN booking b USING (account_id, cause)
WHERE b.state = 'asked' FOR UPDATE OF b
"""
_LET_GO = """
UPDATE booking SET state = 'releasing', next_attempt_at = %s WHERE id = ANY (%s) AND state = 'asked'
"""
_WRITE = """
INSERT INTO booking (account_id, id, kind, cause, text, amount, partly, state, created_at,
                     next_attempt_at)
SELECT d.account_id, d.id, 'reservation', d.cause, d.text, d.amount, d.partly, 'asked', d.at, d.due
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::boolean[],
            %s::timestamptz[], %s::timestamptz[])
    AS d (account_id, id, cause, text, amount, partly, at, due)
"""
_STILL_ASKED = "SELECT id FROM booking WHERE id = ANY (%s) AND state = 'asked' FOR UPDATE"


def write_down(
    driver: Driver, wishes: Sequence[Wish], now: datetime, new_id: Callable[[], UUID]
) -> list[Booking]:
    """A booking for each wish, in order; the accounts are locked by the caller.

    What an earlier attempt has asked for is gone on with, unless it was another sum: that one is
    let go.
    """
    if not wishes:
        return []
    keys = columns([(wish.account_id, wish.cause) for wish in wishes])
    found = {(row[0], row[1]): row[2:] for row in driver.execute(_FIND, keys)}
    bookings, outdated = [], []
    for wish in wishes:
        id_, *asked = found.get((wish.account_id, wish.cause), (None,))
        if id_ is not None and asked == [wish.amount, wish.partly]:
            bookings.append(Booking(id_, wish, fresh=False))
            continue
        if id_ is not None:
            outdated.append(id_)
        bookings.append(Booking(new_id(), wish, fresh=True))
    if outdated:
        driver.execute(_LET_GO, [now, outdated])
    _insert(driver, (booking for booking in bookings if booking.fresh), now)
    return bookings


def still_asked(driver: Driver, bookings: Iterable[Booking]) -> set[UUID]:
    """Those that nobody has ended, locked until the transaction ends."""
    ids = sorted(booking.id for booking in bookings)
    return {row[0] for row in driver.execute(_STILL_ASKED, [ids])} if ids else set()


def give_up(driver: Driver, booking: Booking, answer: Answer | None, now: datetime) -> None:
    """Let go of what was set aside for something that was not done."""
    driver.execute(END_BOOKINGS, columns([end_row(end_of(booking, answer, now))]))


def _insert(driver: Driver, bookings: Iterable[Booking], now: datetime) -> None:
    rows = [
        (
            booking.wish.account_id,
            booking.id,
            booking.wish.cause,
            booking.wish.text,
            booking.wish.amount,
            booking.wish.partly,
            now,
            now + GRACE,
        )
        for booking in bookings
    ]
    if rows:
        driver.execute(_WRITE, columns(rows))
