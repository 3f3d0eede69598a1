"""Corrections: those that wait for a second person, and those that were decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.errors import NotFound
from backend.domain.services.correcting.rows import CorrectionState
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.conditions import where

_COLUMNS = """
SELECT k.id, a.number AS account, a.holder, k.charge_id, c.text, p.title AS product, k.kind,
       k.amount, k.first_day, k.reason, k.second_person, k.requested_by, k.requested_at,
       k.expires_at, k.state, k.decided_by, k.decided_at, k.decision_reason, k.transaction_id
FROM correction k
JOIN account a ON a.id = k.account_id
JOIN charge c ON c.account_id = k.account_id AND c.id = k.charge_id
JOIN product p ON p.id = c.product_id
"""
_ONE = f"{_COLUMNS} WHERE k.id = %s"
_CONDITIONS = {
    "account_id": "k.account_id = %(account_id)s",
    "charge_id": "k.charge_id = %(charge_id)s",
    "state": "k.state = %(state)s",
    "before": "k.id < %(before)s",
}
_ORDER = "ORDER BY k.id DESC LIMIT %(limit)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction and whose charge it is of. Sums in kopecks."""

    id: UUID
    account: str
    holder: str
    charge_id: UUID
    text: str
    product: str
    kind: str
    amount: int
    first_day: date | None
    reason: str
    second_person: bool
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    state: str
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str
    transaction_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionQuery:
    """What is looked for; ``None`` is anything."""

    account: str | None = None
    charge_id: UUID | None = None
    state: CorrectionState | None = None
    before: UUID | None = None
    limit: int = 50


class CorrectionSearch:
    """Finds corrections inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, query: CorrectionQuery) -> list[CorrectionView]:
        """Newest first. Raises ``NotFound`` for an account that there is not."""
        account_id = account_id_of(self._driver, query.account) if query.account else None
        given = {
            "account_id": account_id,
            "charge_id": query.charge_id,
            "state": query.state,
            "before": query.before,
            "limit": query.limit,
        }
        with self._driver.cursor(row_factory=class_row(CorrectionView)) as cursor:
            found = f"{_COLUMNS} {where(_CONDITIONS, given)} {_ORDER}"
            return cursor.execute(found.encode(), given).fetchall()

    def one(self, correction_id: UUID) -> CorrectionView:
        """The correction. Raises ``NotFound``."""
        with self._driver.cursor(row_factory=class_row(CorrectionView)) as cursor:
            found = cursor.execute(_ONE.encode(), [correction_id]).fetchone()
        if found is None:
            raise NotFound("there is no such correction")
        return found
