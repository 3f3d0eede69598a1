"""How subscriptions come and go by months: trials that were paid, and churn."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from backend.domain.services.reporting.churn import Flow, months_of
from backend.domain.services.reporting.columns import Row
from backend.domain.services.reporting.ratios import share
from backend.storage.reporting.asked import Asked
from backend.storage.reporting.standing import STANDS_AS_KNOWN
from backend.storage.reporting.states import changes, until

_LIVING = "('trial', 'active', 'suspended', 'cancelling')"

# A trial was paid if a charge of its subscription stands that was recorded after it began.
_CONVERSION = f"""
WITH trials AS (
    SELECT e.account_id, e.subscription_id, e.product_id, e.at,
           date_trunc('month', e.at AT TIME ZONE %(zone)s)::date AS month
    FROM subscription_event e
    WHERE e.to_state = 'trial' AND e.from_state IS DISTINCT FROM 'trial'
      AND e.at >= %(since)s AND e.at < %(until)s {{account}}
), ends AS (
    SELECT t.month, t.product_id, s.to_state, EXISTS (
        SELECT FROM charge c
        JOIN ledger_transaction l ON l.id = c.id AND l.account_id = c.account_id
        WHERE c.account_id = t.account_id AND c.subscription_id = t.subscription_id
          AND l.recorded_at >= t.at AND l.recorded_at < %(known)s AND {STANDS_AS_KNOWN}) AS paid
    FROM trials t
    CROSS JOIN LATERAL (
        SELECT to_state FROM subscription_event
        WHERE account_id = t.account_id AND subscription_id = t.subscription_id
          AND at < %(known)s
        ORDER BY id DESC LIMIT 1) s
)
SELECT e.month, i.code, p.code, p.title, count(*), count(*) FILTER (WHERE e.paid),
       count(*) FILTER (WHERE NOT e.paid AND e.to_state = 'trial'),
       count(*) FILTER (WHERE NOT e.paid AND e.to_state <> 'trial')
FROM ends e
JOIN product p ON p.id = e.product_id
JOIN integrator i ON i.id = p.integrator_id
WHERE true {{goods}}
GROUP BY e.month, i.code, p.id
ORDER BY e.month, i.code, p.code, p.id
"""
_STOCK = f"""
SELECT i.code, p.code, p.title, p.id, sum(c.change)::bigint
FROM ({{changes}}) AS c
JOIN product p ON p.id = c.product_id
JOIN integrator i ON i.id = p.integrator_id
WHERE c.state IN {_LIVING} {{goods}}
GROUP BY i.code, p.id HAVING sum(c.change) <> 0
"""
_FLOWS = f"""
WITH steps AS (
    SELECT date_trunc('month', at AT TIME ZONE %(zone)s)::date AS month, product_id,
           coalesce(former_product_id, product_id) AS former,
           coalesce(from_state IN {_LIVING}, false) AS lived, to_state IN {_LIVING} AS lives
    FROM subscription_event WHERE at >= %(since)s AND at < %(until)s {{account}}
), flows AS (
    SELECT month, product_id, 1 AS begun, 0 AS ended, 0 AS moved FROM steps
    WHERE lives AND NOT lived
    UNION ALL
    SELECT month, former, 0, 1, 0 FROM steps WHERE lived AND NOT lives
    UNION ALL
    SELECT month, product_id, 0, 0, 1 FROM steps WHERE lived AND lives AND former <> product_id
    UNION ALL
    SELECT month, former, 0, 0, -1 FROM steps WHERE lived AND lives AND former <> product_id
)
SELECT i.code, p.code, p.title, p.id, f.month, sum(begun)::int, sum(ended)::int, sum(moved)::int
FROM flows f
JOIN product p ON p.id = f.product_id
JOIN integrator i ON i.id = p.integrator_id
WHERE true {{goods}}
GROUP BY i.code, p.id, f.month
"""


class _Goods(NamedTuple):
    """A product, in the order in which rows are sorted."""

    integrator: str
    code: str
    title: str
    id: UUID


def conversion(asked: Asked) -> Iterator[Row]:
    """By the months in which trials began. The conversion is of those that are decided."""
    sql = _CONVERSION.format(
        account=asked.narrowed(account="e.account_id"),
        goods=asked.narrowed(integrator="p.integrator_id", product="p.id"),
    )
    for *before, trials, paid, going_on, lost in asked.rows(sql):
        yield (*before, trials, paid, going_on, lost, share(paid, paid + lost))


def churn(asked: Asked) -> Iterator[Row]:
    """By months and products."""
    goods = asked.narrowed(integrator="p.integrator_id", product="p.id")
    start = asked.at_start()
    stock_sql = _STOCK.format(changes=changes(start), goods=goods)
    stock = {_Goods(*row[:4]): row[4] for row in start.rows(stock_sql, **until(start))}
    flows_sql = _FLOWS.format(account=asked.narrowed(account="account_id"), goods=goods)
    flows = [
        Flow(month, _Goods(*goods_), begun, ended, moved)
        for *goods_, month, begun, ended, moved in asked.rows(flows_sql)
    ]
    found = months_of(asked.months, dict(sorted(stock.items())), flows)
    for each in sorted(found, key=lambda each: (each.flow.month, each.flow.product)):
        flow = each.flow
        yield (
            flow.month, *flow.product[:3], each.at_start, flow.begun, flow.ended, flow.moved,
            each.at_end, each.churn,
        )  # fmt: skip
