"""What forecasts of accounts start from, read by the chunk: no query is of one account."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.charging.state import AccountState
from backend.domain.services.forecasting.situation import OnPlatform, Situation
from backend.domain.values.status import SubscriptionState
from backend.storage.billing.loading import load_subscriptions, lock_accounts
from backend.storage.charging.absorbing import account_of_row
from backend.storage.charging.reading import ACCOUNT_COLUMNS

Driver = Connection[Any]

_ACCOUNTS = f"""
SELECT {ACCOUNT_COLUMNS} FROM account
WHERE id = ANY (%s) AND status <> 'closed' ORDER BY id
"""
_ON_PLATFORMS = """
SELECT s.account_id, s.id, s.integrator_id, s.product_id, p.title, s.state, s.paid_through,
       s.cancel_on, c.amount, c.charge_type, c.period_start, c.period_end
FROM subscription s
JOIN product p ON p.id = s.product_id
LEFT JOIN LATERAL (
    SELECT coalesce(full_price, amount) AS amount, charge_type, period_start, period_end
    FROM charge
    WHERE account_id = s.account_id AND subscription_id = s.id AND NOT reversed
    ORDER BY business_date DESC, id DESC LIMIT 1) c ON true
WHERE s.account_id = ANY (%s) AND s.mode = 'platform'
  AND s.state IN ('trial', 'active', 'suspended')
ORDER BY s.account_id, s.id
"""
_PARKED = """
SELECT account_id, subscription_id, reason FROM parked
WHERE account_id = ANY (%s) AND resolved_at IS NULL
"""


def load_situations(
    driver: Driver, account_ids: Sequence[int], *, lock: bool = False
) -> list[Situation]:
    """The accounts that are not closed, in ascending order, as they are; locked on demand."""
    if not account_ids:
        return []
    ids = sorted(account_ids)
    accounts = lock_accounts(driver, ids) if lock else _accounts(driver, ids)
    billed: dict[int, list[BilledSubscription]] = {id_: [] for id_ in accounts}
    for subscription in load_subscriptions(driver, list(accounts)):
        billed[subscription.account_id].append(subscription)
    on_platforms = _on_platforms(driver, list(accounts))
    parked = _parked(driver, list(accounts))
    return [
        Situation(
            account=account,
            subscriptions=billed[id_],
            of_platforms=on_platforms.get(id_, ()),
            parked=parked.get(id_, {}),
        )
        for id_, account in accounts.items()
    ]


def _accounts(driver: Driver, ids: Sequence[int]) -> dict[int, AccountState]:
    return {row[0]: account_of_row(row) for row in driver.execute(_ACCOUNTS, [ids])}


def _on_platforms(driver: Driver, ids: Sequence[int]) -> Mapping[int, Sequence[OnPlatform]]:
    found: dict[int, list[OnPlatform]] = {}
    for row in driver.execute(_ON_PLATFORMS, [ids]):
        found.setdefault(row[0], []).append(
            OnPlatform(
                id=row[1],
                integrator_id=row[2],
                product_id=row[3],
                product=row[4],
                state=SubscriptionState(row[5]),
                paid_through=row[6],
                cancel_on=row[7],
                amount=row[8],
                charge_type=row[9] or "software",
                period_start=row[10],
                period_end=row[11],
            )
        )
    return found


def _parked(driver: Driver, ids: Sequence[int]) -> Mapping[int, Mapping[UUID, str]]:
    found: dict[int, dict[UUID, str]] = {}
    for account_id, subscription_id, reason in driver.execute(_PARKED, [ids]):
        found.setdefault(account_id, {})[subscription_id] = reason
    return found
