"""What a batch changed: one statement per table, arrays in."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from backend.domain.services.booking.end import BookingEnd
from backend.domain.services.charging.rows import (
    ChargeRow,
    EntryRow,
    HoldRow,
    OperationRow,
    PaymentRow,
    ProductRow,
    SubscriptionEventRow,
    SubscriptionRow,
    TransactionRow,
)
from backend.storage.arrays import array_literal

_TYPES: Mapping[str, str] = {
    "account_id": "bigint",
    "amount": "bigint",
    "at": "timestamptz",
    "available": "bigint",
    "business_date": "date",
    "created_at": "timestamptz",
    "expires_at": "timestamptz",
    "fingerprint": "bytea",
    "former_product_id": "uuid",
    "full_price": "bigint",
    "hold_id": "uuid",
    "id": "uuid",
    "integrator_id": "int",
    "line": "smallint",
    "paid_through": "date",
    "period_end": "date",
    "period_start": "date",
    "product_id": "uuid",
    "received_at": "timestamptz",
    "recorded_at": "timestamptz",
    "remaining": "bigint",
    "reverses": "uuid",
    "subscription_id": "uuid",
    "target_id": "uuid",
    "template_id": "uuid",
    "transaction_id": "uuid",
    "vat_amount": "bigint",
    "vat_rate": "int",
}
"""PostgreSQL's type of a column; what is not named here is text."""


def _insert(table: str, row: type, conflict: str = "") -> str:
    names: tuple[str, ...] = row._fields  # type: ignore[attr-defined]  # a NamedTuple has them
    # Twice as fast as FROM unnest(...), which keeps each column in a store of its own first.
    values = ", ".join(f"unnest(%s::{_TYPES.get(name, 'text')}[])" for name in names)
    columns = ", ".join(names)
    return f"INSERT INTO {table} ({columns}) SELECT {values} {conflict}"


# The insert is the lock: a twin in another transaction waits here, then finds the row.
INSERT_OPERATIONS = _insert("operation", OperationRow, "ON CONFLICT DO NOTHING")
INSERT_PRODUCTS = _insert("product", ProductRow, "ON CONFLICT DO NOTHING")
INSERT_SUBSCRIPTIONS = _insert("subscription", SubscriptionRow)
INSERT_SUBSCRIPTION_EVENTS = _insert("subscription_event", SubscriptionEventRow)
INSERT_TRANSACTIONS = _insert("ledger_transaction", TransactionRow)
INSERT_ENTRIES = _insert("entry", EntryRow)
INSERT_CHARGES = _insert("charge", ChargeRow)
INSERT_HOLDS = _insert("hold", HoldRow)
INSERT_PAYMENTS = _insert("payment", PaymentRow)

# Money coming in tightens the floor again where credit has ended; money going out never moves it.
UPDATE_ACCOUNTS = """
UPDATE account a
SET balance = a.balance + d.balance,
    held = a.held + d.held,
    spending_floor = CASE
        WHEN d.balance > d.held THEN least(
            -(a.credit_limit + a.promised), a.balance + d.balance - a.held - d.held)
        ELSE a.spending_floor END
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS d (id, balance, held)
WHERE a.id = d.id
"""

UPDATE_SUBSCRIPTIONS = """
UPDATE subscription s
SET state = d.state, paid_through = d.paid_through
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::date[])
    AS d (account_id, id, state, paid_through)
WHERE s.account_id = d.account_id AND s.id = d.id
"""

UPDATE_HOLDS = """
UPDATE hold h
SET remaining = d.remaining, state = d.state
FROM unnest(%s::bigint[], %s::uuid[], %s::bigint[], %s::text[])
    AS d (account_id, id, remaining, state)
WHERE h.account_id = d.account_id AND h.id = d.id
"""

UPDATE_REVERSED_CHARGES = """
UPDATE charge c
SET reversed = true
FROM unnest(%s::bigint[], %s::uuid[]) AS d (account_id, id)
WHERE c.account_id = d.account_id AND c.id = d.id
"""

# After a reversal a subscription is paid through the latest period that still stands. One that its
# subscriber has left ends with what is still paid, or today where nothing is: no day is served that
# was given back, and none before today is taken away. (CASE: least() passes over NULL.)
UPDATE_PAID_THROUGH = """
UPDATE subscription s
SET paid_through = p.latest,
    cancel_on = CASE WHEN s.mode = 'platform' AND s.state = 'cancelling' AND s.cancel_on IS NOT NULL
        THEN least(s.cancel_on, greatest(p.latest, d.today)) ELSE s.cancel_on END
FROM unnest(%s::bigint[], %s::uuid[], %s::date[]) AS d (account_id, id, today)
CROSS JOIN LATERAL (
    SELECT max(c.period_end) AS latest FROM charge c
    WHERE c.account_id = d.account_id AND c.subscription_id = d.id AND NOT c.reversed) AS p
WHERE s.account_id = d.account_id AND s.id = d.id
"""

# Where another billing keeps the money: what it has to do now is due at once.
END_BOOKINGS = """
UPDATE booking b
SET state = d.state, captured = d.captured, charges = d.charges::uuid[], next_attempt_at = d.at,
    done_at = CASE WHEN d.state = 'refused' THEN d.at END
FROM unnest(%s::bigint[], %s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::timestamptz[])
    AS d (account_id, id, state, captured, charges, at)
WHERE b.account_id = d.account_id AND b.id = d.id AND b.state = 'asked'
"""


def end_row(end: BookingEnd) -> tuple[int, UUID, str, int, str, datetime]:
    """A row for ``END_BOOKINGS``: a list within a list of arrays goes as text."""
    charges = array_literal(end.charges)
    return (end.account_id, end.id, end.state, end.captured, charges, end.at)


UPDATE_MARKED_OPERATIONS = """
UPDATE operation o
SET status = d.status
FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[])
    AS d (integrator_id, kind, external_id, status)
WHERE (o.integrator_id, o.kind, o.external_id) = (d.integrator_id, d.kind, d.external_id)
"""

UPDATE_RECONSIDERED_OPERATIONS = """
UPDATE operation o
SET id = d.id, status = d.status, code = d.code, amount = d.amount, available = d.available,
    target_id = d.target_id, door = d.door, correlation_id = d.correlation_id,
    recorded_at = d.recorded_at
FROM unnest({arrays}) AS d ({names})
WHERE (o.integrator_id, o.kind, o.external_id) = (d.integrator_id, d.kind, d.external_id)
""".format(
    arrays=", ".join(f"%s::{_TYPES.get(name, 'text')}[]" for name in OperationRow._fields),
    names=", ".join(OperationRow._fields),
)
