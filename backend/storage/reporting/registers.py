"""A platform's register compared with our charges, in the database and at one size of memory.

The register goes into a table of the transaction's own; what it is joined with comes back a few
thousand rows at a time, is decided row by row, and what did not match is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from backend.domain.services.importing.report import RowReport, RowResult
from backend.domain.services.importing.table import Parsed
from backend.domain.services.importing.unreadable import RowFlaw
from backend.domain.services.reporting.compare import (
    Compared,
    Counts,
    Ours,
    Result,
    Theirs,
    compare,
)
from backend.domain.services.reporting.register import MAX_BROKEN, BrokenRegister
from backend.storage.billing.writing import copy_rows

_BATCH = 5_000
_CREATE = """
CREATE TEMPORARY TABLE register (
    line integer NOT NULL, external_id text NOT NULL, account text NOT NULL,
    amount bigint NOT NULL, day date NOT NULL) ON COMMIT DROP
"""
_COLUMNS = ("line", "external_id", "account", "amount", "day")
_READY = ("CREATE INDEX ON register (external_id)", "ANALYZE register")
_REPEATED = """
SELECT max(line) FROM register GROUP BY external_id HAVING count(*) > 1 ORDER BY 1 LIMIT %s
"""
# Their operation is ours if it has charged at all, whenever that was; ours is theirs if it was of
# these days and something of it is left.
_BOTH = """
SELECT r.external_id, c.id, c.account_id, a.number,
       CASE WHEN c.reversed THEN 0 ELSE c.amount - c.refunded END, c.business_date,
       r.account, r.amount, r.day
FROM register r
LEFT JOIN operation o ON o.integrator_id = %(integrator_id)s AND o.kind = 'charge'
                     AND o.external_id = r.external_id
LEFT JOIN charge c ON c.id = o.target_id AND c.account_id = o.account_id
LEFT JOIN account a ON a.id = c.account_id
UNION ALL
SELECT c.external_id, c.id, c.account_id, a.number, c.amount - c.refunded, c.business_date,
       NULL, NULL, NULL
FROM charge c JOIN account a ON a.id = c.account_id
WHERE c.integrator_id = %(integrator_id)s AND c.external_id IS NOT NULL
  AND c.business_date BETWEEN %(first_day)s AND %(last_day)s
  AND NOT c.reversed AND c.refunded < c.amount
  AND NOT EXISTS (SELECT FROM register r WHERE r.external_id = c.external_id)
ORDER BY 1
"""


_INSERT = """
INSERT INTO reconciliation (id, integrator_id, first_day, last_day, digest, made_by, made_at,
    matched, matched_sum, only_ours, only_ours_sum, only_theirs, only_theirs_sum, different,
    different_sum)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


class _Line(NamedTuple):
    """A row of ``reconciliation_line``, as it is written first."""

    reconciliation_id: UUID
    line: int
    result: str
    differences: str
    external_id: str
    account_id: int | None
    charge_id: UUID | None
    our_account: str | None
    our_amount: int | None
    our_day: date | None
    their_account: str | None
    their_amount: int | None
    their_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is compared: a register's days, and whose it is. ``digest``: the file's SHA-256."""

    id: UUID
    integrator_id: int
    first_day: date
    last_day: date
    digest: bytes
    made_by: str
    made_at: datetime


def reconcile(
    driver: Connection[Any], comparison: Comparison, rows: Iterable[Parsed[Theirs]]
) -> Counts:
    """Compare and store, inside the caller's transaction. Raises ``BrokenRegister``."""
    _load(driver, rows)
    counts, number = Counts.none(), 0
    given = {
        "integrator_id": comparison.integrator_id,
        "first_day": comparison.first_day,
        "last_day": comparison.last_day,
    }
    with driver.cursor(name="register") as cursor:
        cursor.itersize = _BATCH
        cursor.execute(_BOTH, given)
        while batch := cursor.fetchmany(_BATCH):
            lines = []
            for compared in map(_compared, batch):
                counts.add(compared)
                if compared.result is not Result.MATCHED:
                    number += 1
                    lines.append(_line(comparison.id, number, compared))
            copy_rows(driver, "reconciliation_line", _Line._fields, lines)
    driver.execute(_INSERT, _row(comparison, counts))
    return counts


def _load(driver: Connection[Any], rows: Iterable[Parsed[Theirs]]) -> None:
    driver.execute(_CREATE)
    found = iter(rows)
    while batch := [(row.row, *row.item) for row in islice(found, _BATCH)]:
        copy_rows(driver, "register", _COLUMNS, batch)
    for statement in _READY:
        driver.execute(statement)
    repeated = [line for (line,) in driver.execute(_REPEATED, [MAX_BROKEN])]
    if repeated:
        raise BrokenRegister(
            [
                RowReport(row=line, result=RowResult.REFUSED, code=RowFlaw.REPEATED, field="id")
                for line in repeated
            ]
        )


def _compared(row: tuple[Any, ...]) -> Compared:
    external_id, charge_id, account_id, number, left, day, *theirs = row
    return compare(
        external_id,
        Ours(charge_id, account_id, number, left, day) if charge_id else None,
        Theirs(external_id, *theirs) if theirs[0] is not None else None,
    )


def _line(reconciliation_id: UUID, number: int, compared: Compared) -> _Line:
    ours, theirs = compared.ours, compared.theirs
    return _Line(
        reconciliation_id,
        number,
        compared.result,
        f"{{{','.join(compared.differences)}}}",
        compared.external_id,
        ours.account_id if ours else None,
        ours.charge_id if ours else None,
        ours.account if ours else None,
        ours.amount if ours else None,
        ours.day if ours else None,
        theirs.account if theirs else None,
        theirs.amount if theirs else None,
        theirs.day if theirs else None,
    )


def _row(comparison: Comparison, counts: Counts) -> list[Any]:
    compared = [(counts.many[result], counts.sums[result]) for result in Result]
    return [
        comparison.id,
        comparison.integrator_id,
        comparison.first_day,
        comparison.last_day,
        comparison.digest,
        comparison.made_by,
        comparison.made_at,
        *(figure for pair in compared for figure in pair),
    ]
