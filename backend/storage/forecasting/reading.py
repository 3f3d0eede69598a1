"""Advance invoices as they are shown: lists, and whole documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row

from backend.domain.errors import NotFound
from backend.domain.services.forecasting.advance_view import (
    AdvanceLine,
    AdvanceSummary,
    AdvanceView,
)
from backend.domain.values.advance import AdvancePolicy, AdvanceState, format_advance_number
from backend.domain.values.period import ONE_DAY
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind
from backend.storage.searching.conditions import where

Driver = Connection[Any]

_COLUMNS = """
SELECT i.id, i.year, i.number, i.state, a.number AS account, i.due_on, i.policy, i.issued_on,
       i.total, i.vat_total, i.payable, i.closed_at, i.reason, i.payer, i.account_id,
       s.year AS next_year, s.number AS next_number, seller.details
FROM advance_invoice i
JOIN account a ON a.id = i.account_id
JOIN seller ON seller.digest = i.seller
LEFT JOIN advance_invoice s ON s.account_id = i.account_id AND s.id = i.replaced_by
"""
_CONDITIONS = {
    "id": "i.id = %(id)s",
    "account_id": "i.account_id = %(account_id)s",
    "state": "i.state = %(state)s",
    "before": "i.id < %(before)s",
}
_LINES = """
SELECT line, subscription_id, product_id, text, charge_type, period_start, period_end, quantity,
       amount, vat_kind, vat_rate, vat_amount, vat_note
FROM advance_line WHERE account_id = %s AND invoice_id = %s ORDER BY line
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceQuery:
    """What is looked for; ``None`` is anything."""

    account_id: int | None = None
    state: AdvanceState | None = None
    before: UUID | None = None
    limit: int = 50


def find_advances(driver: Driver, query: AdvanceQuery) -> list[AdvanceSummary]:
    """Newest first."""
    given = {
        "account_id": query.account_id,
        "state": query.state,
        "before": query.before,
        "limit": query.limit,
    }
    return [_summary(row) for row in _rows(driver, given, "ORDER BY i.id DESC LIMIT %(limit)s")]


def advance_view(driver: Driver, id_: UUID, account_id: int | None = None) -> AdvanceView:
    """A whole one, of this account or of any. Raises ``NotFound``."""
    rows = _rows(driver, {"id": id_, "account_id": account_id}, "")
    if not rows:
        raise NotFound("there is no such advance invoice")
    (row,) = rows
    lines = driver.execute(_LINES, [row["account_id"], id_])
    return AdvanceView(
        summary=_summary(row),
        payer=row["payer"],
        seller=Seller(**row["details"]),
        lines=tuple(_line(line) for line in lines),
    )


def _rows(driver: Driver, given: dict[str, Any], order: str) -> Sequence[dict[str, Any]]:
    with driver.cursor(row_factory=dict_row) as cursor:
        asked = {**dict.fromkeys(_CONDITIONS), **given}
        query = f"{_COLUMNS} {where(_CONDITIONS, asked)} {order}"
        return cursor.execute(query.encode(), asked).fetchall()


def _summary(row: dict[str, Any]) -> AdvanceSummary:
    successor = None
    if row["next_number"] is not None:
        successor = format_advance_number(row["next_year"], row["next_number"])
    return AdvanceSummary(
        id=row["id"],
        number=format_advance_number(row["year"], row["number"]),
        state=AdvanceState(row["state"]),
        account=row["account"],
        due_on=row["due_on"],
        policy=AdvancePolicy(row["policy"]),
        issued_on=row["issued_on"],
        total=row["total"],
        vat_total=row["vat_total"],
        payable=row["payable"],
        closed_at=row["closed_at"],
        reason=row["reason"],
        replaced_by=successor,
    )


def _line(row: Sequence[Any]) -> AdvanceLine:
    return AdvanceLine(
        place=row[0],
        subscription_id=row[1],
        product_id=row[2],
        text=row[3],
        charge_type=row[4],
        first_day=row[5],
        last_day=row[6] - ONE_DAY,
        quantity=row[7],
        amount=row[8],
        vat_kind=VatKind(row[9]),
        vat_rate=row[10],
        vat_amount=row[11],
        vat_note=row[12],
    )
