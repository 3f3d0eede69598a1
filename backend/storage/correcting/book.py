"""Charges to correct and their corrections: locked, read, and written."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.correcting.give_back import GivenBack
from backend.domain.services.correcting.rows import (
    CorrectedCharge,
    CorrectionKind,
    CorrectionRow,
    CorrectionState,
)
from backend.domain.values.billing import ChargingMode
from backend.domain.values.codes import OperationKind, OperationStatus
from backend.domain.values.moment import Moment
from backend.domain.values.period import Period
from backend.storage.arrays import columns
from backend.storage.billing.writing import copy_rows
from backend.storage.charging import writing
from backend.storage.charging.absorbing import account_of_row
from backend.storage.charging.reading import ACCOUNT_COLUMNS

_COLUMNS = ", ".join(CorrectionRow._fields)
_ACCOUNT_OF_CHARGE = "SELECT account_id FROM charge WHERE id = %s"
_OF_CORRECTION = "SELECT account_id, charge_id FROM correction WHERE id = %s"
_LOCK = f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE id = %s FOR NO KEY UPDATE"
_CHARGE = """
SELECT c.id, c.integrator_id, c.external_id, c.subscription_id, c.mode, c.amount, c.vat_amount,
       c.refunded, c.reversed, coalesce(nullif(c.text, ''), p.title), c.period_start, c.period_end
FROM charge c JOIN product p ON p.id = c.product_id
WHERE c.account_id = %s AND c.id = %s
"""
_CORRECTION = f"SELECT {_COLUMNS} FROM correction WHERE account_id = %s "
_BY_ID = _CORRECTION + "AND id = %s FOR UPDATE"
_UNDER_KEY = _CORRECTION + "AND key = %s"
_WAITING = _CORRECTION + "AND charge_id = %s AND state = 'pending' FOR UPDATE"
_DECIDE = """
UPDATE correction
SET state = %s, decided_by = %s, decided_at = %s, decision_reason = %s, transaction_id = %s
WHERE account_id = %s AND id = %s
"""
_REFUND = """
INSERT INTO refund (account_id, id, charge_id, amount, vat_amount, text, period_start, period_end,
                    business_date, actor)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_REFUNDED = "UPDATE charge SET refunded = refunded + %s WHERE account_id = %s AND id = %s"


class PostgresCorrections:
    """Implements ``CorrectionBook``."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    # ------------------------------------------------------------ reading

    def lock_charge(self, charge_id: UUID) -> CorrectedCharge:
        """The charge as it is, its account kept from others until the commit."""
        found = self._driver.execute(_ACCOUNT_OF_CHARGE, [charge_id]).fetchone()
        if found is None:
            raise NotFound("there is no such charge")
        return self._locked(found[0], charge_id)

    def lock_correction(self, correction_id: UUID) -> tuple[CorrectionRow, CorrectedCharge]:
        """The correction and its charge as they are, locked."""
        found = self._driver.execute(_OF_CORRECTION, [correction_id]).fetchone()
        if found is None:
            raise NotFound("there is no such correction")
        account_id, charge_id = found
        charge = self._locked(account_id, charge_id)
        row = self._one(_BY_ID, account_id, correction_id)
        assert row is not None  # noqa: S101 (corrections are never deleted)
        return row, charge

    def under_key(self, account_id: int, key: str) -> CorrectionRow | None:
        """The account's correction that came with this key."""
        return self._one(_UNDER_KEY, account_id, key)

    def waiting(self, charge: CorrectedCharge) -> CorrectionRow | None:
        """The correction of the charge that waits for a second person."""
        return self._one(_WAITING, charge.account.id, charge.id)

    # ------------------------------------------------------------ writing

    def add(self, row: CorrectionRow) -> None:
        """Write a new correction."""
        copy = f"INSERT INTO correction ({_COLUMNS}) VALUES ({', '.join(['%s'] * len(row))})"
        self._driver.execute(copy.encode(), row)

    def decide(self, row: CorrectionRow) -> None:
        """Write how a pending correction was decided."""
        self._driver.execute(
            _DECIDE,
            [
                row.state,
                row.decided_by,
                row.decided_at,
                row.decision_reason,
                row.transaction_id,
                row.account_id,
                row.id,
            ],
        )

    def give_back(self, given: GivenBack, moment: Moment) -> None:
        """Write the movement and what it changes."""
        account = given.charge.account
        copy_rows(self._driver, "ledger_transaction", TransactionRow._fields, [given.transaction])
        copy_rows(self._driver, "entry", EntryRow._fields, given.entries)
        balance = (account.id, account.balance_delta, account.held_delta)
        self._driver.execute(writing.UPDATE_ACCOUNTS, columns([balance]))
        if given.kind is CorrectionKind.REFUND:
            self._refund(given, moment)
        else:
            self._reverse(given.charge, moment)

    # ------------------------------------------------------------ inside

    def _refund(self, given: GivenBack, moment: Moment) -> None:
        charge, days = given.charge, given.days
        self._driver.execute(_REFUNDED, [given.amount, charge.account.id, charge.id])
        self._driver.execute(
            _REFUND,
            [
                charge.account.id,
                given.transaction.id,
                charge.id,
                given.amount,
                given.vat,
                charge.text,
                days.start if days else None,
                days.end if days else None,
                moment.today,
                given.actor,
            ],
        )

    def _reverse(self, charge: CorrectedCharge, moment: Moment) -> None:
        """What a platform's own reversal does, too: the period is not paid any more, and the id
        never takes money again. What billing has accounted for stays accounted for."""
        account_id = charge.account.id
        reversed_charge = columns([(account_id, charge.id)])
        self._driver.execute(writing.UPDATE_REVERSED_CHARGES, reversed_charge)
        if charge.mode is ChargingMode.BILLING or charge.external_id is None:
            return
        shortened = columns([(account_id, charge.subscription_id, moment.today)])
        self._driver.execute(writing.UPDATE_PAID_THROUGH, shortened)
        key = (charge.integrator_id, OperationKind.CHARGE.value, charge.external_id)
        marked = columns([(*key, OperationStatus.REVERSED.value)])
        self._driver.execute(writing.UPDATE_MARKED_OPERATIONS, marked)

    def _locked(self, account_id: int, charge_id: UUID) -> CorrectedCharge:
        account = self._driver.execute(_LOCK, [account_id]).fetchone()
        row = self._driver.execute(_CHARGE, [account_id, charge_id]).fetchone()
        assert account is not None and row is not None  # noqa: S101, PT018 (neither is ever deleted)
        start, end = row[10:]
        return CorrectedCharge(
            account=account_of_row(account),
            id=row[0],
            integrator_id=row[1],
            external_id=row[2],
            subscription_id=row[3],
            mode=ChargingMode(row[4]),
            amount=row[5],
            vat_amount=row[6],
            refunded=row[7],
            reversed=row[8],
            text=row[9],
            period=Period(start, end) if start and end else None,
        )

    def _one(self, query: str, *given: object) -> CorrectionRow | None:
        row = self._driver.execute(query.encode(), given).fetchone()
        if row is None:
            return None
        found = CorrectionRow(*row)
        return found._replace(kind=CorrectionKind(found.kind), state=CorrectionState(found.state))
