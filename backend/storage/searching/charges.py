"""Charges: by account or id, and one of them with all that hangs on it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.errors import NotFound
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.conditions import where

_COLUMNS = """
SELECT c.id, a.number AS account, i.code AS integrator, c.external_id, c.subscription_id,
       p.code AS product_code, p.title AS product, c.charge_type, c.mode, c.amount, c.full_price,
       c.quantity, c.text, c.period_start, c.period_end, c.business_date, c.vat_kind, c.vat_rate,
       c.vat_amount, c.vat_note, c.refunded, c.reversed, t.code AS template, c.hold_id, c.run_id
FROM charge c
JOIN account a ON a.id = c.account_id
JOIN integrator i ON i.id = c.integrator_id
JOIN product p ON p.id = c.product_id
LEFT JOIN charge_template t ON t.id = c.template_id
"""
_ONE = f"{_COLUMNS} WHERE c.id = %s"
_CONDITIONS = {
    "account_id": "c.account_id = %(account_id)s",
    "external_id": """c.id IN (
        SELECT o.target_id FROM integrator n
        JOIN operation o ON o.integrator_id = n.id AND o.kind = 'charge'
                        AND o.external_id = %(external_id)s)""",
    "before": "c.id < %(before)s",
}
_ORDER = "ORDER BY c.id DESC LIMIT %(limit)s"
_MOVEMENTS = """
SELECT t.id, t.kind, t.business_date, t.recorded_at, e.debit, e.credit, e.amount
FROM charge c
JOIN ledger_transaction t ON t.account_id = c.account_id
 AND (t.id = c.id OR t.reverses = c.id OR t.id IN (
     SELECT id FROM refund WHERE account_id = c.account_id AND charge_id = c.id))
JOIN entry e ON e.transaction_id = t.id AND e.account_id = t.account_id
WHERE c.id = %s ORDER BY t.id, e.line
"""
_REFUNDS = """
SELECT r.id, r.amount, r.vat_amount, r.period_start, r.period_end, r.business_date, r.actor
FROM charge c JOIN refund r ON r.account_id = c.account_id AND r.charge_id = c.id
WHERE c.id = %s ORDER BY r.id
"""
_LINES = """
SELECT i.id AS invoice_id, i.kind, i.year, i.number, i.issued_on, l.line, l.amount, l.vat_amount,
       l.credited
FROM charge c
JOIN invoice_line l ON l.account_id = c.account_id AND l.charge_id = c.id
JOIN invoice i ON i.account_id = l.account_id AND i.id = l.invoice_id
WHERE c.id = %s ORDER BY i.id, l.line
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeView:
    """A charge and its tax as they were. Sums in kopecks, days ``[period_start, period_end)``."""

    id: UUID
    account: str
    integrator: str
    external_id: str | None
    subscription_id: UUID
    product_code: str
    product: str
    charge_type: str
    mode: str
    amount: int
    full_price: int | None
    quantity: int
    text: str
    period_start: date | None
    period_end: date | None
    business_date: date
    vat_kind: str
    vat_rate: int
    vat_amount: int
    vat_note: str
    refunded: int
    reversed: bool
    template: str | None
    hold_id: UUID | None
    run_id: UUID | None

    @property
    def left(self) -> int:
        """What may still come back of it."""
        return 0 if self.reversed else self.amount - self.refunded


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry of a movement of the charge's money: itself, a refund or the reversal."""

    id: UUID
    kind: str
    business_date: date
    recorded_at: datetime
    debit: str
    credit: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundView:
    """A part of the charge that was given back; ``id`` is that of its movement."""

    id: UUID
    amount: int
    vat_amount: int
    period_start: date | None
    period_end: date | None
    business_date: date
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLineView:
    """A line of a final document that the charge is on."""

    invoice_id: UUID
    kind: str
    year: int
    number: int
    issued_on: date
    line: int
    amount: int
    vat_amount: int
    credited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeQuery:
    """What is looked for; ``None`` is anything. ``external_id`` is a platform's own id."""

    account: str | None = None
    external_id: str | None = None
    before: UUID | None = None
    limit: int = 50


class ChargeSearch:
    """Finds charges inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, query: ChargeQuery) -> list[ChargeView]:
        """Newest first. Raises ``NotFound`` for an account that there is not."""
        account_id = account_id_of(self._driver, query.account) if query.account else None
        given = {
            "account_id": account_id,
            "external_id": query.external_id,
            "before": query.before,
            "limit": query.limit,
        }
        found = f"{_COLUMNS} {where(_CONDITIONS, given)} {_ORDER}"
        return self._all(ChargeView, found, given)

    def one(self, charge_id: UUID) -> ChargeView:
        """The charge. Raises ``NotFound``."""
        found: list[ChargeView] = self._all(ChargeView, _ONE, [charge_id])
        if not found:
            raise NotFound("there is no such charge")
        return found[0]

    def entries(self, charge_id: UUID) -> list[EntryView]:
        """The entries of the charge and of everything that came back of it, in order."""
        return self._all(EntryView, _MOVEMENTS, [charge_id])

    def refunds(self, charge_id: UUID) -> list[RefundView]:
        """What was given back of the charge in parts, in order."""
        return self._all(RefundView, _REFUNDS, [charge_id])

    def lines(self, charge_id: UUID) -> list[DocumentLineView]:
        """The lines of documents that the charge is on, the oldest first."""
        return self._all(DocumentLineView, _LINES, [charge_id])

    def _all(self, kind: type[Any], query: str, given: Any) -> list[Any]:
        with self._driver.cursor(row_factory=class_row(kind)) as cursor:
            return cursor.execute(query.encode(), given).fetchall()
