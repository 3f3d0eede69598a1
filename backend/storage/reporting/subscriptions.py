"""The list «Абонент · Продукт · Срок · Статус»: who has what, until when, and how it stands."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.reporting.columns import Row
from backend.domain.values.period import ONE_DAY, Period
from backend.domain.values.status import SubscriptionState
from backend.domain.values.wording import span
from backend.domain.views import SubscriptionReportRow
from backend.storage.reporting.asked import ENDLESS, Asked
from backend.storage.reporting.standing import STOOD

# How each subscription stood: the last of its steps that had been made, and the latest period among
# the charges that stood.
_LIST = f"""
SELECT a.number, a.holder, i.code AS integrator, p.code AS product, p.title, c.period_start,
       c.period_end, e.to_state, s.id
FROM subscription s
JOIN account a ON a.id = s.account_id
CROSS JOIN LATERAL (
    SELECT to_state, product_id FROM subscription_event
    WHERE account_id = s.account_id AND subscription_id = s.id AND at < %(until)s
    ORDER BY id DESC LIMIT 1) e
JOIN product p ON p.id = e.product_id
JOIN integrator i ON i.id = s.integrator_id
LEFT JOIN LATERAL (
    SELECT c.period_start, c.period_end
    FROM charge c JOIN ledger_transaction t ON t.id = c.id AND t.account_id = c.account_id
    WHERE c.account_id = s.account_id AND c.subscription_id = s.id
      AND c.period_end IS NOT NULL AND t.recorded_at < %(until)s
      AND {STOOD}
    ORDER BY c.period_end DESC, c.id DESC LIMIT 1) c ON true
WHERE true {{filters}}
"""
_ACCOUNT = "SELECT id FROM account WHERE number = %s"
_NO_TERM = "—"


def subscriptions(asked: Asked) -> Iterator[Row]:
    """Every subscription there was, over or not, in the order of accounts."""
    filters = asked.narrowed("s.account_id", "s.integrator_id", "e.product_id")
    sql = _LIST.format(filters=filters) + "ORDER BY s.account_id, s.id"
    for number, holder, integrator, product, title, start, end, state, id_ in asked.rows(sql):
        last_day = end - ONE_DAY if end else None
        yield (
            holder, title, _term(start, last_day), state, number, integrator, product, start,
            last_day, str(id_),
        )  # fmt: skip


@lru_cache(10_000)  # a million subscriptions share few terms
def _term(first_day: date | None, last_day: date | None) -> str:
    return span(first_day, last_day) if first_day and last_day else _NO_TERM


def report_subscriptions(driver: Connection[Any], number: str) -> list[SubscriptionReportRow]:
    """Every subscription of an account as it is now, by titles. Raises ``NotFound``."""
    account = driver.execute(_ACCOUNT, [number]).fetchone()
    if account is None:
        raise NotFound("there is no such account")
    given = {"account_id": account[0], "until": ENDLESS}
    sql = _LIST.format(filters="AND s.account_id = %(account_id)s") + "ORDER BY p.title, s.id"
    return [
        SubscriptionReportRow(
            holder=holder,
            product=title,
            period=_period(start, end),
            state=SubscriptionState(state),
        )
        for _, holder, _, _, title, start, end, state, _ in driver.execute(sql, given)
    ]


def _period(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start and end else None
