"""What was not done for lack of money: declined operations and suspended subscriptions."""

from collections.abc import Iterator

from backend.domain.services.reporting.columns import Row
from backend.storage.reporting.asked import Asked

# An operation that was tried again has its last result in its row, and the ones before in refusal.
_REFUSALS = """
SELECT r.at, r.kind, a.number, a.holder, i.code, p.title, r.external_id, r.amount, r.available
FROM (
    SELECT o.recorded_at AS at, 'declined' AS kind, o.account_id, o.integrator_id,
           NULL::uuid AS product_id, o.external_id, o.amount, o.available, o.id
    FROM operation o
    WHERE o.code = 'not_enough_money' AND o.recorded_at >= %(since)s AND o.recorded_at < %(until)s
    UNION ALL
    SELECT o.recorded_at, 'declined', o.account_id, o.integrator_id, NULL, o.external_id, o.amount,
           o.available, o.id
    FROM refusal o
    WHERE o.code = 'not_enough_money' AND o.recorded_at >= %(since)s AND o.recorded_at < %(until)s
    UNION ALL
    SELECT e.at, 'suspended', e.account_id, s.integrator_id, e.product_id, NULL, NULL, NULL, e.id
    FROM subscription_event e
    JOIN subscription s ON s.account_id = e.account_id AND s.id = e.subscription_id
    WHERE e.to_state = 'suspended' AND e.reason = %(reason)s
      AND e.at >= %(since)s AND e.at < %(until)s
) AS r
JOIN account a ON a.id = r.account_id
JOIN integrator i ON i.id = r.integrator_id
LEFT JOIN product p ON p.id = r.product_id
WHERE true {filters}
ORDER BY r.at, r.id
"""
_REASON = "lack of money"
"""As billing writes it down."""


def refusals(asked: Asked) -> Iterator[Row]:
    """Every refusal, in the order in which they happened."""
    filters = asked.narrowed(account="r.account_id", integrator="r.integrator_id")
    return asked.rows(_REFUSALS.format(filters=filters), reason=_REASON)
