"""Charges, reversals and refunds as one list: what every report of money is made from.

Whether a charge was given back is not read off its flags, which tell of today, but off the
transactions that had been recorded when the question is asked.
"""

from collections.abc import Iterator

from backend.domain.services.reporting.columns import Row
from backend.domain.values.period import ONE_DAY
from backend.storage.reporting.asked import Asked

# What is given back is below zero, with its part of the tax. A reversal gives back what its entries
# say: the charge less what was refunded of it before.
_MOVED = """
SELECT c.account_id, c.id, c.id AS charge_id, 'charge' AS kind, c.business_date AS day,
       t.recorded_at, c.amount, c.vat_amount AS vat, c.business_date AS charged_on,
       c.integrator_id, c.product_id, c.subscription_id, c.external_id, c.text, c.period_start,
       c.period_end
FROM charge c
JOIN ledger_transaction t ON t.id = c.id AND t.account_id = c.account_id
WHERE c.business_date BETWEEN %(first_day)s AND %(last_day)s AND t.recorded_at < %(known)s {filters}
UNION ALL
SELECT c.account_id, t.id, c.id, 'reversal', t.business_date, t.recorded_at, -e.amount, -e.vat,
       c.business_date, c.integrator_id, c.product_id, c.subscription_id, c.external_id, c.text,
       c.period_start, c.period_end
FROM ledger_transaction t
JOIN charge c ON c.id = t.reverses AND c.account_id = t.account_id
CROSS JOIN LATERAL (
    SELECT sum(amount)::bigint AS amount,
           coalesce(sum(amount) FILTER (WHERE debit = 'vat'), 0)::bigint AS vat
    FROM entry WHERE transaction_id = t.id AND account_id = t.account_id) e
WHERE t.kind = 'reversal' AND t.business_date BETWEEN %(first_day)s AND %(last_day)s
  AND t.recorded_at < %(known)s {filters}
UNION ALL
SELECT c.account_id, r.id, c.id, 'refund', t.business_date, t.recorded_at, -r.amount,
       -r.vat_amount, c.business_date, c.integrator_id, c.product_id, c.subscription_id,
       c.external_id, r.text, r.period_start, r.period_end
FROM ledger_transaction t
JOIN refund r ON r.id = t.id AND r.account_id = t.account_id
JOIN charge c ON c.id = r.charge_id AND c.account_id = r.account_id
WHERE t.kind = 'refund' AND t.business_date BETWEEN %(first_day)s AND %(last_day)s
  AND t.recorded_at < %(known)s {filters}
"""
# Only a charge whose flags say so has anything to look for.
_CHARGES = """
SELECT m.day, m.recorded_at, m.kind, a.number, a.holder, i.code, p.code, p.title, m.text, m.amount,
       m.vat, m.period_start, m.period_end,
       CASE WHEN m.kind = 'charge' THEN coalesce(back.amount, 0) END, m.external_id, m.charge_id
FROM ({moved}) AS m
JOIN charge c ON c.id = m.charge_id AND c.account_id = m.account_id
JOIN account a ON a.id = m.account_id
JOIN product p ON p.id = m.product_id
JOIN integrator i ON i.id = m.integrator_id
LEFT JOIN LATERAL (
    SELECT sum(amount)::bigint AS amount FROM (
        SELECT e.amount FROM ledger_transaction t
        JOIN entry e ON e.transaction_id = t.id AND e.account_id = t.account_id
        WHERE t.account_id = c.account_id AND t.reverses = c.id AND t.recorded_at < %(known)s
        UNION ALL
        SELECT r.amount FROM refund r
        JOIN ledger_transaction t ON t.id = r.id AND t.account_id = r.account_id
        WHERE r.account_id = c.account_id AND r.charge_id = c.id
          AND t.recorded_at < %(known)s) AS parts
) back ON m.kind = 'charge' AND (c.reversed OR c.refunded > 0)
ORDER BY m.recorded_at, m.id
"""


def moved(asked: Asked) -> str:
    """A query for the movements of the question's days, as they were known."""
    filters = asked.narrowed("c.account_id", "c.integrator_id", "c.product_id")
    return _MOVED.format(filters=filters)


def charges(asked: Asked) -> Iterator[Row]:
    """Every movement, as it was recorded."""
    for row in asked.rows(_CHARGES.format(moved=moved(asked))):
        *before, end, given_back, external_id, charge = row
        last_day = end - ONE_DAY if end else None
        yield (*before, last_day, given_back, external_id, str(charge))
