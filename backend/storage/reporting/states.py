"""How many subscriptions of which product are in which state: kept sums, or one account's steps."""

from collections.abc import Iterator

from backend.domain.services.reporting.columns import Row
from backend.storage.reporting.asked import BEGINNING, Asked, midnight

# What came and went, in either source: (product, state, change).
_STEPS = """
SELECT product_id, to_state AS state, 1 AS change FROM subscription_event
WHERE at >= %(midnight)s AND at < %(until)s {narrowed}
UNION ALL
SELECT coalesce(former_product_id, product_id), from_state, -1 FROM subscription_event
WHERE from_state IS NOT NULL AND at >= %(midnight)s AND at < %(until)s {narrowed}
"""
_KEPT = """
SELECT product_id, state, change FROM subscription_tally WHERE day < %(day)s {product}
UNION ALL
SELECT product_id, state, change FROM subscription_change WHERE at < %(midnight)s {product}
"""
_STATES = """
SELECT i.code, p.code, p.title, c.state, c.many
FROM (SELECT product_id, state, sum(change)::bigint AS many FROM ({changes}) AS changes
      GROUP BY product_id, state HAVING sum(change) <> 0) AS c
JOIN product p ON p.id = c.product_id
JOIN integrator i ON i.id = p.integrator_id
WHERE true {filters}
ORDER BY i.code, p.code, p.id, c.state
"""


def states(asked: Asked) -> Iterator[Row]:
    """Whole days come from the kept sums; of the last day, where it is not whole, its steps are
    counted. An account has few steps: they are counted all."""
    filters = asked.narrowed(integrator="p.integrator_id", product="p.id")
    sql = _STATES.format(changes=changes(asked), filters=filters)
    return asked.rows(sql, **until(asked))


def changes(asked: Asked) -> str:
    """A query for what came to products and states, and left them, before ``asked.until``."""
    account = asked.narrowed(account="account_id")
    steps = _STEPS.format(narrowed=account)
    if account:
        return steps
    kept = _KEPT.format(product=asked.narrowed(product="product_id"))
    return f"{kept} UNION ALL {steps}" if _is_within_day(asked) else kept


def until(asked: Asked) -> dict[str, object]:
    """The parameters of ``changes``: days before ``day`` are whole, it begins at ``midnight``, and
    an account's steps are counted from the beginning."""
    day = asked.until.astimezone(asked.zone).date()
    whole = asked.account_id is None
    return {"day": day, "midnight": midnight(day, asked.zone) if whole else BEGINNING}


def _is_within_day(asked: Asked) -> bool:
    day = asked.until.astimezone(asked.zone).date()
    return asked.until != midnight(day, asked.zone)
