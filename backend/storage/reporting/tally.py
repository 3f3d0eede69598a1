"""Kept sums of subscriptions: changes, as the database writes them down, added up by days.

A change is in ``subscription_change`` until it is folded into the day's tally, in one transaction:
whoever reads both tables in one snapshot finds it once. The fold takes the rows that it sees, so a
transaction that commits late is folded late, and nothing has to be remembered.
"""

from typing import Any
from zoneinfo import ZoneInfo

from psycopg import Connection

CHUNK = 20_000

# Of two schedulers the second waits for the first, in one order of rows and tallies, and then finds
# that its rows are gone.
_FOLD = """
WITH taken AS (
    DELETE FROM subscription_change WHERE id IN (
        SELECT id FROM subscription_change ORDER BY id LIMIT %(chunk)s)
    RETURNING at, product_id, state, change
), added AS (
    INSERT INTO subscription_tally AS t (day, product_id, state, change)
    SELECT (at AT TIME ZONE %(zone)s)::date AS day, product_id, state, sum(change)
    FROM taken GROUP BY day, product_id, state ORDER BY day, product_id, state
    ON CONFLICT (day, product_id, state) DO UPDATE SET change = t.change + excluded.change
)
SELECT count(*) FROM taken
"""


def fold_changes(driver: Connection[Any], zone: ZoneInfo, chunk: int = CHUNK) -> int:
    """Fold one chunk of changes inside the caller's transaction; how many changes it had."""
    row = driver.execute(_FOLD, {"chunk": chunk, "zone": zone.key}).fetchone()
    return int(row[0]) if row else 0
