"""What the staff asks about accounts, inside the caller's transaction."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row

from backend.domain.errors import NotFound
from backend.domain.services.administration.views import (
    AccountEntry,
    AccountProfile,
    AccountQuery,
    PaymentEntry,
)
from backend.domain.values.status import FINAL_STATES, AccountStatus, SubscriptionState

Row = dict[str, Any]

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 8
_BEHIND_EVERY_NUMBER = "~"
"""Greater than any character of an account number, so it ends the range of a prefix."""

_MONEY = """
SELECT id, number, holder, status, balance, held, credit_limit, tariffs, opened_at, elsewhere,
       CASE WHEN promised_until > %(now)s THEN promised ELSE 0 END AS promised,
       CASE WHEN promised_until > %(now)s THEN promised_until END AS promised_until
FROM account
"""
_PAGE = "ORDER BY number LIMIT %(limit)s"
_CONDITIONS = {
    "number": "number >= %(number)s AND number < %(number)s || %(behind)s",
    "words": "id IN (SELECT account_id FROM named)",
    "status": "status = %(status)s",
    "after": "number > %(after)s",
}
# PostgreSQL takes every word for one that a fiftieth of the names has, and would read them all.
BY_INDEX = "SET LOCAL enable_seqscan = off"
# First of all: taken for a filter, the words of every account would be looked at.
_NAMED = """
WITH named AS MATERIALIZED (
    SELECT account_id FROM account_words WHERE words @@ %(words)s::tsquery)
"""
_SUBSCRIPTIONS = "SELECT state, count(*) FROM subscription WHERE account_id = %s GROUP BY state"
_SIGNS_IN = "SELECT EXISTS (SELECT FROM credential WHERE account_id = %s)"
_LIVING = "SELECT count(*) FROM subscription WHERE account_id = %s AND NOT state = ANY (%s)"
_PAYMENTS = """
SELECT p.id, p.document, p.amount, p.text, p.received_at
FROM payment p JOIN account a ON a.id = p.account_id
WHERE a.number = %(number)s AND (%(before)s::uuid IS NULL OR p.id < %(before)s::uuid)
ORDER BY p.id DESC LIMIT %(limit)s
"""


class AccountSearch:
    """Reads accounts, closed ones too: the staff sees all of them."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, query: AccountQuery, now: datetime) -> list[AccountEntry]:
        """The accounts that the query names, by number."""
        self._driver.execute(BY_INDEX)
        return [_entry(row) for row in self._rows(*page_statement(query, now))]

    def profile(self, number: str, now: datetime) -> AccountProfile:
        """Everything about one account. Raises ``NotFound``."""
        given = {"number": number, "now": now}
        rows = self._rows(f"{_MONEY} WHERE number = %(number)s", given)
        if not rows:
            raise NotFound("there is no such account")
        (row,) = rows
        states = dict(self._driver.execute(_SUBSCRIPTIONS, [row["id"]]).fetchall())
        signs_in = self._driver.execute(_SIGNS_IN, [row["id"]]).fetchone()
        return AccountProfile(
            number=row["number"],
            holder=row["holder"],
            status=AccountStatus(row["status"]),
            balance=row["balance"],
            held=row["held"],
            credit_limit=row["credit_limit"],
            promised=row["promised"],
            promised_until=row["promised_until"],
            available=_available(row),
            tariffs=tuple(row["tariffs"]),
            opened_at=row["opened_at"],
            elsewhere=row["elsewhere"],
            has_password=signs_in is not None and signs_in[0],
            subscriptions={SubscriptionState(state): many for state, many in states.items()},
        )

    def living(self, account_id: int) -> int:
        """How many subscriptions of an account are not over."""
        row = self._driver.execute(_LIVING, [account_id, list(FINAL_STATES)]).fetchone()
        return row[0] if row else 0

    def payments(self, number: str, before: UUID | None, limit: int) -> list[PaymentEntry]:
        """An account's payments before one of them, newest first; none of an unknown account."""
        given = {"number": number, "before": before, "limit": limit}
        return [PaymentEntry(**row) for row in self._rows(_PAYMENTS, given)]

    def _rows(self, query: str, given: dict[str, Any]) -> list[Row]:
        with self._driver.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query, given).fetchall()


def page_statement(query: AccountQuery, now: datetime) -> tuple[str, dict[str, Any]]:
    """The statement that finds a page of accounts, and what it is given."""
    given = {
        "number": query.number,
        "words": _words(query.holder),
        "status": query.status,
        "after": query.after,
    }
    conditions = [_CONDITIONS[name] for name, value in given.items() if value]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    more = {"now": now, "limit": query.limit, "behind": _BEHIND_EVERY_NUMBER}
    named = _NAMED if given["words"] else ""
    return f"{named} {_MONEY} {where} {_PAGE}", given | more


def _words(holder: str) -> str:
    """``'иван':* & 'д':*``: every one begins a word of the name."""
    words = _WORD.findall(holder.lower().replace("ё", "е"))[:_MAX_WORDS]
    return " & ".join(f"'{word}':*" for word in words)


def _entry(row: Row) -> AccountEntry:
    return AccountEntry(
        number=row["number"],
        holder=row["holder"],
        status=AccountStatus(row["status"]),
        balance=row["balance"],
        available=_available(row),
    )


def _available(row: Row) -> int:
    available: int = row["balance"] - row["held"] + row["credit_limit"] + row["promised"]
    return available
