"""What ends by itself: expired holds and promises, and old journal pages.

Due is state, never a moment that must not be missed: a sweep that comes late, twice, or from two
schedulers at once does the same.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection

CHUNK = 1000

_DUE_HOLDS = """
SELECT DISTINCT account_id FROM hold WHERE state = 'open' AND expires_at <= %s LIMIT %s
"""
_LOCK = "SELECT id FROM account WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
_EXPIRE_HOLDS = """
WITH due AS (
    SELECT account_id, id, remaining FROM hold
    WHERE account_id = ANY (%(accounts)s) AND state = 'open' AND expires_at <= %(now)s
), expired AS (
    UPDATE hold h SET state = 'expired', remaining = 0 FROM due
    WHERE h.account_id = due.account_id AND h.id = due.id AND h.state = 'open'
    RETURNING h.account_id, due.remaining
), freed AS (
    SELECT account_id, sum(remaining)::bigint AS amount, count(*) AS holds
    FROM expired GROUP BY account_id
), given_back AS (
    UPDATE account a
    SET held = a.held - freed.amount,
        spending_floor = least(-(a.credit_limit + a.promised), a.balance - a.held + freed.amount)
    FROM freed WHERE a.id = freed.account_id
)
SELECT coalesce(sum(holds), 0)::int FROM freed
"""
_DUE_PROMISES = "SELECT id FROM account WHERE promised_until <= %s LIMIT %s"
# The floor stays where the balance already is: a broken promise makes no debt impossible.
_END_PROMISES = """
UPDATE account
SET promised = 0, promised_until = NULL, spending_floor = least(-credit_limit, balance - held)
WHERE id = ANY (%s) AND promised_until <= %s
"""
_PURGE = """
DELETE FROM exchange WHERE id IN (SELECT id FROM exchange WHERE at < %s ORDER BY at LIMIT %s)
"""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many holds and promises ended, and journal pages went."""

    holds: int
    promises: int
    exchanges: int


def sweep(driver: Connection[Any], now: datetime, journal_keep: timedelta) -> Swept:
    """End one chunk of everything that is over, inside the caller's transaction."""
    accounts = _locked(driver, now)
    return Swept(
        holds=_expire_holds(driver, accounts, now) if accounts else 0,
        promises=driver.execute(_END_PROMISES, [accounts, now]).rowcount if accounts else 0,
        exchanges=driver.execute(_PURGE, [now - journal_keep, CHUNK]).rowcount,
    )


def _locked(driver: Connection[Any], now: datetime) -> list[int]:
    """All accounts on which something is due, locked at once: one order, as in every batch."""
    due = (_DUE_HOLDS, _DUE_PROMISES)
    accounts = {account for query in due for (account,) in driver.execute(query, [now, CHUNK])}
    if accounts:
        driver.execute(_LOCK, [sorted(accounts)])
    return sorted(accounts)


def _expire_holds(driver: Connection[Any], accounts: list[int], now: datetime) -> int:
    given: dict[str, Any] = {"accounts": accounts, "now": now}
    row = driver.execute(_EXPIRE_HOLDS, given).fetchone()
    return row[0] if row else 0
