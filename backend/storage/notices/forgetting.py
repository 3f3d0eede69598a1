"""What subscribers were told is kept for a while, and then forgotten: it names people."""

from datetime import datetime
from typing import Any

from psycopg import Connection

_OLDEST = 1_000
"""Notices that one pass looks at, from the oldest one on."""

_FORGET = """
WITH oldest AS (
    SELECT account_id, id, created_at, state FROM notice ORDER BY id LIMIT %s
), old AS (
    SELECT account_id, id FROM oldest WHERE created_at < %s AND state <> 'waiting'
), attempts AS (
    DELETE FROM notice_attempt t USING old
    WHERE t.account_id = old.account_id AND t.notice_id = old.id
)
DELETE FROM notice n USING old WHERE n.account_id = old.account_id AND n.id = old.id
"""


def forget_notices(driver: Connection[Any], before: datetime) -> int:
    """Forget some of what is older, with its attempts; how many notices."""
    return driver.execute(_FORGET, [_OLDEST, before]).rowcount
