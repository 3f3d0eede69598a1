"""Sums of money by months: revenue, and what comes of it for each subscriber."""

from collections.abc import Iterator

from backend.domain.services.reporting.columns import Row
from backend.domain.services.reporting.ratios import average
from backend.storage.reporting.asked import Asked
from backend.storage.reporting.movements import moved

_REVENUE = """
SELECT m.month, i.code, p.code, p.title, m.charges, m.charged, m.given_back,
       m.charged - m.given_back, m.vat, m.charged - m.given_back - m.vat
FROM (SELECT date_trunc('month', day)::date AS month, integrator_id, product_id,
             count(*) FILTER (WHERE kind = 'charge') AS charges,
             coalesce(sum(amount) FILTER (WHERE kind = 'charge'), 0)::bigint AS charged,
             coalesce(-sum(amount) FILTER (WHERE kind <> 'charge'), 0)::bigint AS given_back,
             sum(vat)::bigint AS vat
      FROM ({moved}) AS moved GROUP BY 1, 2, 3) AS m
JOIN product p ON p.id = m.product_id
JOIN integrator i ON i.id = m.integrator_id
ORDER BY m.month, i.code, p.code, p.id
"""
# An account is served in a month in which one of its subscriptions is in service: at the month's
# start, or from some instant of it on.
_ARPU = """
WITH months AS (
    SELECT * FROM unnest(%(months)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
        AS m (month, starts, ends)
), steps AS (
    SELECT account_id, product_id, to_state, at,
           lead(at) OVER (PARTITION BY account_id, subscription_id ORDER BY id) AS left_at
    FROM subscription_event WHERE at < %(known)s {account}
), served AS (
    SELECT m.month, count(DISTINCT s.account_id) AS accounts
    FROM months m
    JOIN steps s ON s.to_state IN ('trial', 'active', 'cancelling') AND s.at < m.ends
        AND (s.at >= m.starts OR s.left_at > m.starts OR s.left_at IS NULL)
    JOIN product p ON p.id = s.product_id
    WHERE true {goods}
    GROUP BY m.month
), spent AS (
    SELECT date_trunc('month', day)::date AS month, account_id, sum(amount) AS gross,
           sum(amount - vat) AS net
    FROM ({moved}) AS moved GROUP BY 1, 2
), paid AS (
    SELECT month, sum(net)::bigint AS net, count(*) FILTER (WHERE gross > 0) AS accounts
    FROM spent GROUP BY month
)
SELECT m.month, coalesce(p.net, 0), coalesce(s.accounts, 0), coalesce(p.accounts, 0)
FROM months m LEFT JOIN served s USING (month) LEFT JOIN paid p USING (month)
ORDER BY m.month
"""


def revenue(asked: Asked) -> Iterator[Row]:
    """By months, platforms and products."""
    return asked.rows(_REVENUE.format(moved=moved(asked)))


def arpu(asked: Asked) -> Iterator[Row]:
    """By months."""
    sql = _ARPU.format(
        account=asked.narrowed(account="account_id"),
        goods=asked.narrowed(integrator="p.integrator_id", product="p.id"),
        moved=moved(asked),
    )
    for month, net, subscribers, payers in asked.rows(sql, **asked.starts()):
        yield month, net, subscribers, payers, average(net, subscribers), average(net, payers)
