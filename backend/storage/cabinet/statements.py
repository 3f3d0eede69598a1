"""What the cabinet asks. Every statement is of one account."""

PROFILE = """
SELECT number, holder, status, balance, held, credit_limit, promised, promised_until, elsewhere
FROM account WHERE id = %s
"""

# Living ones first, then those that are over; each newest first. The last amount is that of the
# latest charge that stands, the answer that of the latest instruction.
CARDS = """
SELECT s.id, s.integrator_id, i.title, i.code, s.product_id, p.title, p.code, s.mode,
       s.state, s.suspend_reason, s.quantity, s.created_at, s.paid_through, s.cancel_on,
       s.trial_until, n.title, s.parent_id, c.amount, t.answer, t.id IS NOT NULL
FROM subscription s
JOIN product p ON p.id = s.product_id
JOIN integrator i ON i.id = s.integrator_id
LEFT JOIN product n ON n.id = s.next_product_id
LEFT JOIN LATERAL (
    SELECT coalesce(full_price, amount) AS amount FROM charge
    WHERE account_id = s.account_id AND subscription_id = s.id AND NOT reversed
    ORDER BY business_date DESC, id DESC LIMIT 1) c ON s.mode = 'platform'
LEFT JOIN LATERAL (
    SELECT id, answer FROM instruction
    WHERE account_id = s.account_id AND subscription_id = s.id
    ORDER BY number DESC LIMIT 1) t ON s.mode = 'platform'
WHERE s.account_id = %s
ORDER BY s.state IN ('ended', 'failed'), s.id DESC
"""

# Of each subscription, the charge of the latest period among those that stand.
PERIODS = """
SELECT DISTINCT ON (subscription_id)
       subscription_id, period_start, period_end, amount - refunded
FROM charge
WHERE account_id = %s AND subscription_id IS NOT NULL AND NOT reversed
  AND period_start IS NOT NULL AND period_end IS NOT NULL
ORDER BY subscription_id, period_end DESC, id DESC
"""

STEPS = """
SELECT at, from_state, to_state, actor, reason FROM subscription_event
WHERE account_id = %s AND subscription_id = %s ORDER BY id
"""

# An account's movements are few; their whole list is sorted rather than an index kept on what every
# charge writes.
MOVEMENTS = """
WITH moved AS MATERIALIZED (
    SELECT id, 'charge' AS kind, text, -amount AS amount, period_start, period_end, product_id,
           reversed
    FROM charge WHERE account_id = %(account)s
    UNION ALL
    SELECT r.id, 'refund', r.text, r.amount, r.period_start, r.period_end, c.product_id, false
    FROM refund r JOIN charge c ON c.account_id = r.account_id AND c.id = r.charge_id
    WHERE r.account_id = %(account)s
    UNION ALL
    SELECT t.id, 'reversal', c.text, c.amount - c.refunded, c.period_start, c.period_end,
           c.product_id, false
    FROM ledger_transaction t JOIN charge c ON c.account_id = t.account_id AND c.id = t.reverses
    WHERE t.account_id = %(account)s AND t.reverses IS NOT NULL
    UNION ALL
    SELECT id, 'payment', text, amount, NULL, NULL, NULL, false
    FROM payment WHERE account_id = %(account)s
), dated AS (
    SELECT m.*, t.recorded_at
    FROM moved m JOIN ledger_transaction t ON t.id = m.id AND t.account_id = %(account)s
)
SELECT m.id, m.kind, m.recorded_at, m.text, m.amount, m.period_start, m.period_end, p.title,
       m.reversed
FROM dated m LEFT JOIN product p ON p.id = m.product_id
WHERE %(before)s::uuid IS NULL
   OR (m.recorded_at, m.id) < (SELECT recorded_at, id FROM dated WHERE id = %(before)s)
ORDER BY m.recorded_at DESC, m.id DESC LIMIT %(limit)s
"""

# As invoices count: a charge is of the month in which its period begins, or else of its day.
MONTHS = """
SELECT date_trunc('month', coalesce(period_start, business_date))::date, charge_type,
       sum(amount - refunded)::bigint
FROM charge
WHERE account_id = %(account)s AND NOT reversed
  AND coalesce(period_start, business_date) >= %(since)s
GROUP BY 1, 2
HAVING sum(amount - refunded) <> 0
"""

INVOICES = """
SELECT i.id, i.year, i.number, i.kind, i.month, i.issued_on, i.total, i.vat_total,
       sum(l.credited)::bigint, bool_and(l.credited = l.amount)
FROM invoice i JOIN invoice_line l ON l.account_id = i.account_id AND l.invoice_id = i.id
WHERE i.account_id = %s
GROUP BY i.account_id, i.id
ORDER BY i.month DESC, i.id DESC
"""

INVOICE_MONTH = "SELECT month FROM invoice WHERE account_id = %s AND id = %s"

TRIED = "SELECT product_id FROM trial WHERE account_id = %s"
