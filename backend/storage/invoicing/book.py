"""The invoice book on PostgreSQL."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.charging.state import AccountState
from backend.domain.services.invoicing.book import Unsettled
from backend.domain.services.invoicing.recalculate_month import RecordedCharge
from backend.domain.services.invoicing.rows import (
    Documents,
    DraftLine,
    InvoiceRow,
    LineRow,
    LiveLine,
    OpenCharge,
    Payer,
)
from backend.domain.services.invoicing.views import InvoiceView, final_view
from backend.domain.values.billing import ChargingMode
from backend.domain.values.invoicing import InvoiceKind, next_month
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind
from backend.storage.arrays import array_literal, columns
from backend.storage.billing.loading import lock_accounts
from backend.storage.billing.writing import copy_rows, store
from backend.storage.invoicing import reading

_RESERVE = """
INSERT INTO invoice_counter AS c (issuer, year, last) VALUES (%(issuer)s, %(year)s, %(count)s)
ON CONFLICT (issuer, year) DO UPDATE SET last = c.last + excluded.last
RETURNING last
"""
_REMEMBER_SELLER = """
INSERT INTO seller (digest, details) VALUES (%s, %s::jsonb) ON CONFLICT DO NOTHING
"""
_CREDIT = """
UPDATE invoice_line l SET credited = l.credited + d.amount
FROM unnest(%s::bigint[], %s::uuid[], %s::int[], %s::bigint[])
    AS d (account_id, invoice_id, line, amount)
WHERE l.account_id = d.account_id AND l.invoice_id = d.invoice_id AND l.line = d.line
"""
_REVERSE = """
UPDATE charge SET reversed = true WHERE account_id = %s AND id = ANY (%s::uuid[])
"""
_KINDS = {kind.value: kind for kind in VatKind}
_TAX = DraftLine._fields.index("vat_kind")


class PostgresInvoiceBook:
    """Implements ``InvoiceBook`` and ``RecalculationBook`` inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    # ------------------------------------------------------------ accounts

    def find(self, number: str) -> Payer | None:
        """The account with this number, not locked."""
        row = self._driver.execute(reading.FIND, [number]).fetchone()
        return Payer(*row) if row else None

    def lock(self, number: str) -> Payer | None:
        """The account with this number, locked."""
        row = self._driver.execute(reading.LOCK_NUMBER, [number]).fetchone()
        return Payer(*row) if row else None

    def lock_all(self, account_ids: Sequence[int]) -> list[Payer]:
        """The accounts, locked in ascending order."""
        rows = self._driver.execute(reading.LOCK_ACCOUNTS, [sorted(account_ids)])
        return [Payer(*row) for row in rows]

    def lock_state(self, number: str) -> AccountState | None:
        """The account and its money, locked."""
        payer = self.lock(number)
        if payer is None:
            return None
        return lock_accounts(self._driver, [payer.account_id]).get(payer.account_id)

    # ------------------------------------------------------------ what there is to settle

    def next_accounts(self, after: int, size: int, month: date) -> tuple[int | None, list[int]]:
        """The end of the next slice of accounts, and those in it with something unsettled."""
        # The tables grow under the run: a plan kept from its first chunks would soon be a bad one.
        self._driver.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        given = {"after": after, "size": size, **_within(month)}
        (last,) = self._one(reading.SLICE_END, given)
        if last is None:
            return None, []
        rows = self._driver.execute(reading.UNSETTLED_ACCOUNTS, {**given, "last": last})
        return last, [account for (account,) in rows]

    def unsettled(self, account_ids: Sequence[int], month: date) -> Unsettled:
        """Charges on no live line, and live lines that say more than their charge."""
        given = {"accounts": list(account_ids), **_within(month)}
        charges = self._driver.execute(reading.OPEN_CHARGES, given)
        open_charges = [OpenCharge._make((*row[:3], _content(row[3:]))) for row in charges]
        lines = self._driver.execute(reading.STALE_LINES, given)
        return Unsettled(open_charges, [_live(row) for row in lines])

    # ------------------------------------------------------------ documents

    def invoice(self, account_id: int, issuer: str, year: int, number: int) -> InvoiceRow | None:
        """The account's invoice with this number."""
        return self._invoice(reading.INVOICE, [account_id, issuer, year, number])

    def latest(self, account_id: int, month: date) -> InvoiceRow | None:
        """The account's last invoice of the month."""
        return self._invoice(reading.LATEST, [account_id, month])

    def live_lines(self, account_id: int, invoice_id: UUID) -> list[LiveLine]:
        """The invoice's lines that have not been credited in full."""
        rows = self._driver.execute(reading.LIVE_LINES, [account_id, invoice_id])
        return [_live(row) for row in rows]

    def views(self, payer: Payer, month: date) -> list[InvoiceView]:
        """All final documents of an account's month, oldest first."""
        account_id = payer.account_id
        rows = [
            _invoice(row)
            for row in self._driver.execute(reading.OF_MONTH, [account_id, month]).fetchall()
        ]
        ids = [row.id for row in rows]
        lines: dict[UUID, list[tuple[LineRow, int]]] = {id_: [] for id_ in ids}
        for row in self._driver.execute(reading.LINES_OF, [account_id, ids]):
            line = _line(row[:-1])
            lines[line.invoice_id].append((line, row[-1]))
        by_id = {row.id: row for row in rows}
        sellers = self._sellers([row.seller for row in rows])
        return [
            final_view(
                row,
                lines[row.id],
                payer.number,
                sellers[row.seller],
                by_id.get(row.credits) if row.credits else None,
            )
            for row in rows
        ]

    def remember_seller(self, seller: Seller) -> None:
        """Keep the seller's details as they are now."""
        details = json.dumps(seller.details(), ensure_ascii=False)
        self._driver.execute(_REMEMBER_SELLER, [seller.digest(), details])

    def reserve(self, issuer: str, year: int, count: int) -> int:
        """The first of so many numbers; the counter's row stays locked until the commit."""
        given = {"issuer": issuer, "year": year, "count": count}
        (last,) = self._one(_RESERVE, given)
        return int(last) - count + 1

    def store(self, documents: Documents) -> None:
        """Write documents and what they credit. Old lines first: a charge is live only once."""
        if documents.credited:
            self._driver.execute(_CREDIT, columns(documents.credited))
        copy_rows(self._driver, "invoice", InvoiceRow._fields, documents.invoices)
        copy_rows(self._driver, "invoice_line", LineRow._fields, documents.lines)

    # ------------------------------------------------------------ recalculation

    def recorded(self, account_id: int, month: date) -> list[RecordedCharge]:
        """The account's charges of the month that stand."""
        rows = self._driver.execute(reading.RECORDED, {"account": account_id, **_within(month)})
        return [
            RecordedCharge(*row)._replace(mode=ChargingMode(row[2]), vat_kind=_KINDS[row[10]])
            for row in rows
        ]

    def store_changes(self, changes: BillingChanges, reversed_ids: Sequence[UUID]) -> None:
        """Write movements and charges, after the reversed charges have made room."""
        (account_id,) = changes.accounts
        self._driver.execute(_REVERSE, [account_id, array_literal(reversed_ids)])
        store(self._driver, changes)

    # ------------------------------------------------------------ inside

    def _one(self, query: str, given: Any) -> tuple[Any, ...]:
        row = self._driver.execute(query, given).fetchone()
        assert row is not None  # noqa: S101 (these queries always answer a row)
        return tuple(row)

    def _invoice(self, query: str, given: Sequence[Any]) -> InvoiceRow | None:
        row = self._driver.execute(query, given).fetchone()
        return _invoice(row) if row else None

    def _sellers(self, digests: Sequence[str]) -> dict[str, Seller]:
        rows = self._driver.execute(reading.SELLERS, [list(digests)])
        return {digest: Seller(**details) for digest, details in rows}


def _within(month: date) -> dict[str, Any]:
    return {"month": month, "next": next_month(month)}


def _content(row: Sequence[Any]) -> DraftLine:
    return DraftLine._make((*row[:_TAX], _KINDS[row[_TAX]], *row[_TAX + 1 :]))


def _live(row: Sequence[Any]) -> LiveLine:
    return LiveLine._make((*row[:7], _content(row[7:])))


def _line(row: Sequence[Any]) -> LineRow:
    return LineRow._make((*row[:3], *_content(row[3:])))


def _invoice(row: Sequence[Any]) -> InvoiceRow:
    found = InvoiceRow(*row)
    return found._replace(kind=InvoiceKind(found.kind))
