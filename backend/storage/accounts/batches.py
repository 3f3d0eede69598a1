"""A batch of accounts from a file, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.services.administration.open_account import NewAccount
from backend.domain.services.importing.account_rows import KnownAccount
from backend.storage.arrays import array_literal, columns

# By number: two files that bring the same accounts wait for each other, but never in a circle.
_OPEN = """
INSERT INTO account (number, holder, status, currency, balance, held, credit_limit, promised,
                     spending_floor, tariffs, opened_at)
SELECT n.number, n.holder, n.status, 'RUB', 0, 0, n.credit_limit, 0, -n.credit_limit,
       string_to_array(n.tariffs, ' '), %s
FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[])
    AS n (number, holder, status, credit_limit, tariffs)
ON CONFLICT (number) DO NOTHING
RETURNING number
"""
# Of accounts that were opened in this transaction: nobody else can have said where to reach them.
_REACH = """
INSERT INTO contact (account_id, email, phone, changed_at)
SELECT a.id, nullif(n.email, ''), nullif(n.phone, ''), %s
FROM unnest(%s::text[], %s::text[], %s::text[]) AS n (number, email, phone)
JOIN account a USING (number)
"""
_KNOWN = """
SELECT a.number, a.holder, a.status, a.credit_limit, a.tariffs, coalesce(c.email, ''),
       coalesce(c.phone, '')
FROM account a LEFT JOIN contact c ON c.account_id = a.id
WHERE a.number = ANY (%s::text[])
"""
_ELSEWHERE = "SELECT elsewhere FROM book"


class AccountBatches:
    """Opens accounts and reads those that are there."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def open(self, accounts: Sequence[NewAccount], now: datetime) -> set[str]:
        """Open those whose numbers are new, no number twice; the numbers that were."""
        if not accounts:
            return set()
        rows = sorted(
            (each.number, each.holder, each.status, each.credit_limit, " ".join(each.tariffs))
            for each in accounts
        )
        opened = {row[0] for row in self._driver.execute(_OPEN, [now, *columns(rows)])}
        self._reach([each for each in accounts if each.number in opened], now)
        return opened

    def elsewhere(self) -> bool:
        """Whether another billing keeps new accounts' money."""
        row = self._driver.execute(_ELSEWHERE).fetchone()
        return row is not None and row[0]

    def known(self, numbers: Sequence[str]) -> dict[str, KnownAccount]:
        """The accounts with these numbers, as far as there are any."""
        rows = self._driver.execute(_KNOWN, [array_literal(numbers)])
        return {
            number: KnownAccount(holder, status, limit, tuple(tariffs), email, phone)
            for number, holder, status, limit, tariffs, email, phone in rows
        }

    def _reach(self, opened: Sequence[NewAccount], now: datetime) -> None:
        rows = [
            (each.number, each.email, each.phone) for each in opened if each.email or each.phone
        ]
        if rows:
            self._driver.execute(_REACH, [now, *columns(rows)])
