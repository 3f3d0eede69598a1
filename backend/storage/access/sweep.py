"""What is over at both doors: sessions, and failures that count for nothing any more."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.access.limit_sign_ins import REMEMBERED

CHUNK = 1000

# Rows that somebody is ending just now are left to them: two sweeps never wait for each other.
_SESSIONS = """
DELETE FROM cabinet_session WHERE digest IN (
    SELECT digest FROM cabinet_session WHERE expires_at <= %s
    ORDER BY expires_at LIMIT %s FOR UPDATE SKIP LOCKED
)
"""
_STAFF_SESSIONS = """
DELETE FROM staff_session WHERE digest IN (
    SELECT digest FROM staff_session WHERE expires_at <= %s
    ORDER BY expires_at LIMIT %s FOR UPDATE SKIP LOCKED
)
"""
_FAILURES = """
DELETE FROM sign_in_failure WHERE id IN (
    SELECT id FROM sign_in_failure WHERE at <= %s ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED
)
"""


def sweep_access(driver: Connection[Any], now: datetime) -> int:
    """Remove one chunk of each, inside the caller's transaction; how many rows went."""
    sessions = driver.execute(_SESSIONS, [now, CHUNK]).rowcount
    sessions += driver.execute(_STAFF_SESSIONS, [now, CHUNK]).rowcount
    return sessions + driver.execute(_FAILURES, [now - REMEMBERED, CHUNK]).rowcount
