"""The report «Абонент · Продукт · Срок · Статус»: who has what, until when, and how it stands."""

from typing import Any

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.values.period import Period
from backend.domain.values.status import SubscriptionState
from backend.domain.views import SubscriptionReportRow

_ACCOUNT = "SELECT id, holder FROM account WHERE number = %s"
# The period is that of the latest charge that still stands.
_ROWS = """
SELECT p.title, c.period_start, c.period_end, s.state
FROM subscription s
JOIN product p ON p.id = s.product_id
LEFT JOIN LATERAL (
    SELECT period_start, period_end FROM charge
    WHERE account_id = s.account_id AND subscription_id = s.id AND NOT reversed
      AND period_end IS NOT NULL
    ORDER BY period_end DESC, id DESC LIMIT 1) c ON true
WHERE s.account_id = %s
ORDER BY p.title, s.id
"""


def report_subscriptions(driver: Connection[Any], number: str) -> list[SubscriptionReportRow]:
    """Every subscription of an account, over or not, whoever charges it. Raises ``NotFound``."""
    account = driver.execute(_ACCOUNT, [number]).fetchone()
    if account is None:
        raise NotFound("there is no such account")
    account_id, holder = account
    return [
        SubscriptionReportRow(
            holder=holder,
            product=title,
            period=Period(start, end) if start else None,
            state=SubscriptionState(state),
        )
        for title, start, end, state in driver.execute(_ROWS, [account_id])
    ]
