"""Ends what has waited too long for its second person."""

from datetime import datetime
from typing import Any

from psycopg import Connection

CHUNK = 1000

_EXPIRE = """
UPDATE correction c SET state = 'expired', decided_at = %(now)s
FROM (SELECT account_id, id FROM correction WHERE state = 'pending' AND expires_at <= %(now)s
      ORDER BY account_id, id LIMIT %(chunk)s FOR UPDATE SKIP LOCKED) AS due
WHERE c.account_id = due.account_id AND c.id = due.id
"""


def expire_corrections(driver: Connection[Any], now: datetime) -> int:
    """One chunk, inside the caller's transaction; how many there were. Whoever decides one at the
    same moment finds it expired, too."""
    return driver.execute(_EXPIRE, {"now": now, "chunk": CHUNK}).rowcount
