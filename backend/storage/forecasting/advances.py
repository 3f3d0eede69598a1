"""The book of advance invoices: which stand, which are issued, what becomes of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from backend.domain.services.forecasting.advance_rows import (
    AdvanceLineRow,
    AdvanceRow,
    OpenAdvance,
    OpenLine,
    PeriodKey,
)
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.storage.arrays import columns
from backend.storage.billing.writing import copy_rows

Driver = Connection[Any]

_OPEN = """
SELECT i.account_id, i.id, i.year, i.number, i.due_on, i.policy, i.total, i.available, i.payable,
       l.subscription_id, l.period_start, l.amount, l.vat_amount, EXISTS (
           SELECT FROM charge c
           WHERE c.account_id = l.account_id AND c.subscription_id = l.subscription_id
             AND c.period_start = l.period_start AND c.mode = 'billing' AND NOT c.reversed
             AND c.refunded < c.amount)
FROM advance_invoice i
JOIN advance_line l ON l.account_id = i.account_id AND l.invoice_id = i.id
WHERE i.state = 'open' AND i.account_id = ANY (%s)
ORDER BY i.account_id, i.due_on, i.id, l.line
"""
_COVERED = """
SELECT l.account_id, l.subscription_id, l.period_start
FROM advance_line l
JOIN advance_invoice i ON i.account_id = l.account_id AND i.id = l.invoice_id
WHERE l.covers AND i.state <> 'open' AND l.account_id = ANY (%s) AND l.period_end > %s
"""
_PAYERS = "SELECT id, holder FROM account WHERE id = ANY (%s)"
_RESERVE = """
INSERT INTO advance_counter AS c (issuer, year, last) VALUES (%(issuer)s, %(year)s, %(count)s)
ON CONFLICT (issuer, year) DO UPDATE SET last = c.last + excluded.last
RETURNING last
"""
_CLOSE = """
UPDATE advance_invoice i
SET state = d.state, closed_at = d.closed_at, reason = d.reason, replaced_by = d.replaced_by
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::timestamptz[], %s::text[], %s::uuid[])
    AS d (account_id, id, state, closed_at, reason, replaced_by)
WHERE i.account_id = d.account_id AND i.id = d.id AND i.state = 'open'
"""
_UNCOVER = """
UPDATE advance_line l SET covers = false
FROM unnest(%s::bigint[], %s::uuid[]) AS d (account_id, id)
WHERE l.account_id = d.account_id AND l.invoice_id = d.id AND l.covers
"""


class Closing(NamedTuple):
    """What becomes of an open one. ``covers``: nobody asks for its periods again."""

    account_id: int
    id: UUID
    state: AdvanceState
    closed_at: datetime
    reason: str
    replaced_by: UUID | None
    covers: bool


class AdvanceBook:
    """Reads and writes inside the caller's transaction; the accounts are locked by the caller."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def standing(self, account_ids: Sequence[int]) -> Mapping[int, list[OpenAdvance]]:
        """The open ones by account, the earliest debit first."""
        found: dict[UUID, tuple[Any, ...]] = {}
        lines: dict[UUID, list[OpenLine]] = {}
        for row in self._driver.execute(_OPEN, [list(account_ids)]):
            found[row[1]] = row
            lines.setdefault(row[1], []).append(OpenLine._make(row[9:]))
        standing: dict[int, list[OpenAdvance]] = {}
        for id_, row in found.items():
            invoice = OpenAdvance(
                id=id_,
                year=row[2],
                number=row[3],
                due_on=row[4],
                policy=AdvancePolicy(row[5]),
                total=row[6],
                available=row[7],
                payable=row[8],
                lines=tuple(lines[id_]),
            )
            standing.setdefault(row[0], []).append(invoice)
        return standing

    def covered(self, account_ids: Sequence[int], today: date) -> Mapping[int, set[PeriodKey]]:
        """Periods that others than the open ones have asked for, as far as they are not over."""
        found: dict[int, set[PeriodKey]] = {}
        for account_id, *key in self._driver.execute(_COVERED, [list(account_ids), today]):
            found.setdefault(account_id, set()).add((key[0], key[1]))
        return found

    def payers(self, account_ids: Sequence[int]) -> Mapping[int, str]:
        """The holders' names."""
        return dict(self._driver.execute(_PAYERS, [list(account_ids)]).fetchall())

    def reserve(self, issuer: str, year: int, count: int) -> int:
        """The first of so many numbers; the counter stays locked until the commit."""
        given = {"issuer": issuer, "year": year, "count": count}
        row = self._driver.execute(_RESERVE, given).fetchone()
        assert row is not None  # noqa: S101 (it returns a row)
        return int(row[0]) - count + 1

    def close(self, closings: Sequence[Closing]) -> None:
        """The one transition: an open one becomes what it is for ever."""
        if not closings:
            return
        self._driver.execute(_CLOSE, columns([closing[:6] for closing in closings]))
        freed = [closing[:2] for closing in closings if not closing.covers]
        if freed:
            self._driver.execute(_UNCOVER, columns(freed))

    def store(self, invoices: Sequence[AdvanceRow], lines: Sequence[AdvanceLineRow]) -> None:
        """Write new ones. What they replace has been closed before: a period is covered once."""
        copy_rows(self._driver, "advance_invoice", AdvanceRow._fields, invoices)
        copy_rows(self._driver, "advance_line", AdvanceLineRow._fields, lines)
