"""Where accounts' money is kept: moved by the operator, account by account or all that can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection

Driver = Connection[Any]

_EMPTY = "balance = 0 AND held = 0 AND credit_limit = 0 AND promised = 0"
_MOVE = f"""
WITH chosen AS (
    SELECT id FROM account
    WHERE status <> 'closed' AND elsewhere <> %(elsewhere)s
      AND (%(numbers)s::text[] IS NULL OR number = ANY (%(numbers)s))
      AND (NOT %(elsewhere)s OR ({_EMPTY}))
    ORDER BY id FOR NO KEY UPDATE
)
UPDATE account a SET elsewhere = %(elsewhere)s FROM chosen WHERE a.id = chosen.id
RETURNING a.number
"""
_LEFT = """
SELECT number FROM account
WHERE status <> 'closed' AND elsewhere <> %(elsewhere)s
  AND (%(numbers)s::text[] IS NULL OR number = ANY (%(numbers)s))
ORDER BY number LIMIT 100
"""
_UNKNOWN = """
SELECT n FROM unnest(%(numbers)s::text[]) AS n
WHERE NOT EXISTS (SELECT FROM account WHERE number = n AND status <> 'closed')
"""
_STATUS = """
SELECT (SELECT elsewhere FROM book),
       (SELECT count(*) FROM account WHERE elsewhere AND status <> 'closed'),
       (SELECT count(*) FROM account WHERE NOT elsewhere AND status <> 'closed'),
       (SELECT count(*) FROM booking WHERE done_at IS NULL),
       (SELECT min(created_at) FROM booking WHERE done_at IS NULL),
       (SELECT count(*) FROM booking WHERE done_at IS NULL AND attempts >= 5)
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """``left``: the first hundred that stay where they are, because something of them is here."""

    moved: Sequence[str]
    left: Sequence[str]
    unknown: Sequence[str]


@dataclass(frozen=True, slots=True)
class BookStatus:
    """``unfinished`` bookings wait for an answer, the oldest since ``oldest``; ``repeated`` of them
    were asked about five times or more."""

    new_accounts_elsewhere: bool
    elsewhere: int
    here: int
    unfinished: int
    oldest: datetime | None
    repeated: int


def move_accounts(driver: Driver, numbers: Sequence[str] | None, *, elsewhere: bool) -> Moved:
    """Move these accounts, or ``None``: all. One that has or owes something here does not move."""
    given = {"numbers": list(numbers) if numbers is not None else None, "elsewhere": elsewhere}
    moved = [row[0] for row in driver.execute(_MOVE, given)]
    left = [row[0] for row in driver.execute(_LEFT, given)]
    unknown = [row[0] for row in driver.execute(_UNKNOWN, given)] if numbers else []
    return Moved(moved, left, unknown)


def place_new_accounts(driver: Driver, *, elsewhere: bool) -> None:
    """Where the money of accounts is kept that are opened from now on."""
    driver.execute("UPDATE book SET elsewhere = %s", [elsewhere])


def book_status(driver: Driver) -> BookStatus:
    """How things stand between the two."""
    row = driver.execute(_STATUS).fetchone()
    assert row is not None  # noqa: S101 (it is of counts)
    return BookStatus(*row)
