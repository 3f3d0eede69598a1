"""What a batch of commands needs to know, in one round trip after the accounts are locked."""

ACCOUNTS_OF_OPERATIONS = """
SELECT DISTINCT a.id, a.number
FROM unnest(%s::int[], %s::text[], %s::text[]) AS k (integrator_id, kind, external_id)
JOIN operation o USING (integrator_id, kind, external_id)
JOIN account a ON a.id = o.account_id
"""

ACCOUNT_COLUMNS = (
    "id, number, status, balance, held, credit_limit, promised, promised_until, elsewhere"
)
"""What ``absorbing.account_of_row`` takes in."""
_ACCOUNT = f"""
SELECT {ACCOUNT_COLUMNS}
FROM account
WHERE number = ANY (%s::text[]) AND status <> 'closed'
"""
READ_ACCOUNTS = _ACCOUNT
# One lock for everything of an account, always in ascending order.
LOCK_ACCOUNTS = _ACCOUNT + "ORDER BY id FOR NO KEY UPDATE"

OPERATIONS = """
SELECT o.integrator_id, o.kind, o.external_id, o.id, o.account_id, o.fingerprint, o.status, o.code,
       o.amount, o.available, o.target_id, o.recorded_at
FROM unnest(%s::int[], %s::text[], %s::text[]) AS k (integrator_id, kind, external_id)
JOIN operation o USING (integrator_id, kind, external_id)
"""

CHARGES = """
SELECT c.account_id, c.id, c.integrator_id, c.external_id, c.amount, c.subscription_id,
       c.business_date, c.reversed, c.vat_amount, c.refunded
FROM unnest(%s::int[], %s::text[]) AS k (integrator_id, external_id)
JOIN operation o ON o.integrator_id = k.integrator_id AND o.kind = 'charge'
                AND o.external_id = k.external_id
JOIN charge c ON c.account_id = o.account_id AND c.id = o.target_id
"""

HOLDS = """
SELECT h.account_id, h.id, h.integrator_id, h.external_id, h.subscription_key, h.product,
       h.product_title, h.remaining, h.state, h.text, h.expires_at
FROM unnest(%s::int[], %s::text[]) AS k (integrator_id, external_id)
JOIN operation o ON o.integrator_id = k.integrator_id AND o.kind = 'hold'
                AND o.external_id = k.external_id
JOIN hold h ON h.account_id = o.account_id AND h.id = o.target_id
"""

SUBSCRIPTIONS = """
SELECT s.integrator_id, s.external_key, s.account_id, s.id, s.product_id, s.state, s.paid_through,
       s.cancel_on
FROM account a
JOIN subscription s ON s.account_id = a.id
WHERE a.number = ANY (%s::text[]) AND s.state NOT IN ('ended', 'failed')
"""

PRODUCTS = """
SELECT p.integrator_id, p.code, p.id
FROM unnest(%s::int[], %s::text[]) AS k (integrator_id, code)
JOIN product p USING (integrator_id, code)
"""

PRODUCTS_OF_HOLDS = """
SELECT p.integrator_id, p.code, p.id
FROM unnest(%s::int[], %s::text[]) AS k (integrator_id, external_id)
JOIN operation o ON o.integrator_id = k.integrator_id AND o.kind = 'hold'
                AND o.external_id = k.external_id
JOIN hold h ON h.account_id = o.account_id AND h.id = o.target_id
JOIN product p ON p.integrator_id = h.integrator_id AND p.code = h.product
"""

SPENT_TODAY = """
SELECT a.number, s.integrator_id, sum(s.amount)::bigint
FROM account a
JOIN LATERAL (
    SELECT c.integrator_id, c.amount FROM charge c
    WHERE c.account_id = a.id AND c.business_date = %s::date AND NOT c.reversed
    UNION ALL
    SELECT h.integrator_id, h.remaining FROM hold h
    WHERE h.account_id = a.id AND h.state = 'open'
) s ON true
WHERE a.number = ANY (%s::text[])
GROUP BY a.number, s.integrator_id
"""
