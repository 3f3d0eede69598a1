"""Many subscribers at once, set-based: for rehearsals, benchmarks and `vitrina demo`.

Money is real here too: every seeded balance came in as a payment, so that the probes hold.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

_PREFIX = "S"

_ACCOUNTS = """
INSERT INTO account (number, holder, status, currency, balance, held, credit_limit, promised,
                     spending_floor, tariffs, opened_at)
SELECT %(prefix)s || lpad(g::text, 9, '0'), 'Абонент ' || g, 'active', 'RUB', %(balance)s, 0, 0, 0,
       0, '{}', %(now)s
FROM generate_series(
    (SELECT count(*) + 1 FROM account WHERE number ~ '^S[0-9]{9}$'), %(many)s::bigint) AS g
RETURNING id
"""
_SEED = f"""
WITH fresh AS ({_ACCOUNTS}),
numbered AS (SELECT id, gen_random_uuid() AS payment FROM fresh),
movements AS (
    INSERT INTO ledger_transaction (account_id, id, kind, business_date, recorded_at)
    SELECT id, payment, 'payment', %(day)s, %(now)s FROM numbered
), entries AS (
    INSERT INTO entry (account_id, transaction_id, line, debit, credit, amount, integrator_id)
    SELECT id, payment, 1, 'cash', 'subscriber', %(balance)s, 0 FROM numbered
), payments AS (
    INSERT INTO payment (account_id, id, document, amount, text, received_at)
    SELECT id, payment, 'seed-' || id, %(balance)s, '', %(now)s FROM numbered
), operations AS (
    INSERT INTO operation (integrator_id, kind, external_id, id, account_id, fingerprint, status,
                           code, amount, available, target_id, door, correlation_id, recorded_at)
    SELECT 0, 'payment', 'seed-' || id, gen_random_uuid(), id, sha256(convert_to('seed-' || id,
           'UTF8')), 'applied', 'ok', %(balance)s, %(balance)s, payment, 'job', 'seed', %(now)s
    FROM numbered
), subscriptions AS (
    INSERT INTO subscription (account_id, id, integrator_id, product_id, external_key, state,
                              created_at, mode, anchor, next_start, paid_through)
    SELECT n.id, gen_random_uuid(), p.integrator_id, p.id, p.code, 'active', %(now)s, 'billing',
           %(day)s, %(day)s, NULL
    FROM numbered n CROSS JOIN product p WHERE p.id = ANY (%(products)s)
    RETURNING account_id, id, product_id
)
INSERT INTO subscription_event (account_id, subscription_id, id, at, to_state, actor, reason,
                                product_id)
SELECT account_id, id, gen_random_uuid(), %(now)s, 'active', 'seed', 'seeded', product_id
FROM subscriptions
"""


def seed_subscriptions(
    driver: Connection[Any],
    *,
    accounts: int,
    products: list[UUID],
    first_day: date,
    balance: int,
    now: datetime,
) -> int:
    """Bring the number of seeded accounts up to ``accounts``, each with a balance in kopecks and a
    billing-charged subscription to every product, due on ``first_day``. Returns how many
    subscriptions are new."""
    given = {
        "prefix": _PREFIX,
        "many": accounts,
        "products": products,
        "day": first_day,
        "balance": balance,
        "now": now,
    }
    return driver.execute(_SEED, given).rowcount
