"""Write what billing decided: new rows by COPY, changed rows by one UPDATE per table."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.billing.rows import (
    BegunRow,
    BilledChargeRow,
    BillingChanges,
    ConsentRow,
    InstructionRow,
    PeriodRow,
    RefundRow,
    TrialRow,
)
from backend.domain.services.booking.end import TakenUnreserved
from backend.domain.services.charging.rows import (
    EntryRow,
    SubscriptionEventRow,
    TransactionRow,
)
from backend.storage.arrays import columns
from backend.storage.charging.writing import END_BOOKINGS, UPDATE_ACCOUNTS, end_row

Driver = Connection[Any]

_UPDATE_SUBSCRIPTIONS = """
UPDATE subscription s
SET product_id = d.product_id, state = d.state, next_start = d.next_start, next_seq = d.next_seq,
    cancel_on = d.cancel_on, suspend_reason = d.suspend_reason, suspended_on = d.suspended_on,
    next_product_id = d.next_product_id, trial_until = d.trial_until,
    paid_through = CASE WHEN d.next_seq > 0 THEN d.next_start END
FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::text[], %s::date[], %s::int[], %s::date[],
            %s::text[], %s::date[], %s::uuid[], %s::date[])
    AS d (account_id, id, product_id, state, next_start, next_seq, cancel_on, suspend_reason,
          suspended_on, next_product_id, trial_until)
WHERE s.account_id = d.account_id AND s.id = d.id
"""
_UPDATE_CANCELLATIONS = """
UPDATE subscription s
SET state = d.state, cancel_on = d.cancel_on
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::date[])
    AS d (account_id, id, state, cancel_on)
WHERE s.account_id = d.account_id AND s.id = d.id AND s.mode = 'platform'
"""
_UPDATE_REFUNDED = """
UPDATE charge c
SET refunded = c.refunded + d.amount
FROM (SELECT account_id, id, sum(amount)::bigint AS amount
      FROM unnest(%s::bigint[], %s::uuid[], %s::bigint[]) AS r (account_id, id, amount)
      GROUP BY account_id, id) AS d
WHERE c.account_id = d.account_id AND c.id = d.id
"""


def store(driver: Driver, changes: BillingChanges) -> None:
    """Write all changes inside the caller's transaction. Parents come before their children."""
    copy_rows(driver, "subscription", BegunRow._fields, changes.begun)
    copy_rows(driver, "consent", ConsentRow._fields, changes.consents)
    copy_rows(driver, "trial", TrialRow._fields, changes.trials)
    copy_rows(driver, "ledger_transaction", TransactionRow._fields, changes.transactions)
    copy_rows(driver, "entry", EntryRow._fields, changes.entries)
    # A charge that was given back whole makes room for another one of the same days.
    _update(
        driver, _UPDATE_REFUNDED, [(r.account_id, r.charge_id, r.amount) for r in changes.refunds]
    )
    copy_rows(driver, "charge", BilledChargeRow._fields, changes.charges)
    copy_rows(driver, "refund", RefundRow._fields, changes.refunds)
    copy_rows(driver, "subscription_period", PeriodRow._fields, changes.periods)
    copy_rows(driver, "subscription_event", SubscriptionEventRow._fields, changes.events)
    _update(driver, UPDATE_ACCOUNTS, _balances(changes))
    _update(driver, _UPDATE_SUBSCRIPTIONS, _subscriptions(changes))
    _update(driver, _UPDATE_CANCELLATIONS, list(changes.cancellations.values()))
    copy_rows(driver, "instruction", InstructionRow._fields, changes.instructions)
    _end_bookings(driver, changes)


def _end_bookings(driver: Driver, changes: BillingChanges) -> None:
    """What was taken of money kept elsewhere is what its bookings will have captured.

    Raises ``TakenUnreserved`` where it is not: then nothing is stored.
    """
    kept = [each.elsewhere for each in changes.accounts.values() if each.elsewhere is not None]
    if sum(each.taken for each in kept) != sum(end.captured for end in changes.bookings):
        raise TakenUnreserved
    _update(driver, END_BOOKINGS, [end_row(end) for end in changes.bookings])


def copy_rows(
    driver: Driver, table: str, fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """COPY rows into a table, as the text that COPY reads."""
    columns_of_rows = list(zip(*rows, strict=True))
    if not columns_of_rows:
        return
    written = map(_column, columns_of_rows)
    text = "\n".join(map("\t".join, zip(*written, strict=True)))
    statement = f"COPY {table} ({', '.join(fields)}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text + "\n")


_NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _column(values: Sequence[Any]) -> list[str]:
    """A column's fields: all its values have one type, so it is chosen once."""
    kind = next((type(value) for value in values if value is not None), str)
    write = _WRITERS.get(kind, _escaped)
    return [_NULL if value is None else write(value) for value in values]


@lru_cache(10_000)  # a chunk repeats its words, its texts and its dates
def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _hex(id_: UUID) -> str:
    return f"{id_.int:032x}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    int: str,
    bool: str,
    UUID: _hex,
    date: lru_cache(1000)(str),
    datetime: lru_cache(1000)(str),
}


def _balances(changes: BillingChanges) -> list[tuple[int, int, int]]:
    return [
        (account.id, account.balance_delta, account.held_delta)
        for account in changes.accounts.values()
        if account.balance_delta or account.held_delta
    ]


def _subscriptions(changes: BillingChanges) -> list[tuple[Any, ...]]:
    return [
        (
            s.account_id,
            s.id,
            s.product_id,
            s.state,
            s.next_start,
            s.next_seq,
            s.cancel_on,
            s.suspend_reason,
            s.suspended_on,
            s.next_product_id,
            s.trial_until,
        )
        for s in changes.subscriptions.values()
    ]


def _update(driver: Driver, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        driver.execute(sql, columns(rows))
