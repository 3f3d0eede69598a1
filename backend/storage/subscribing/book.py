"""Accounts with their subscriptions: locked, read, and written."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.billing.rows import BillingChanges
from backend.domain.services.subscribing.subscriber import (
    LiveCharge,
    PlatformCharged,
    Subscriber,
)
from backend.domain.values.moment import Moment
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind
from backend.storage.billing.loading import load_subscriptions, lock_accounts
from backend.storage.billing.writing import store

Driver = Connection[Any]

_FIND = "SELECT id FROM account WHERE number = %s"
_TRIED = "SELECT product_id FROM trial WHERE account_id = %s"
_KEYS = """
SELECT integrator_id, external_key FROM subscription
WHERE account_id = %s AND state NOT IN ('ended', 'failed')
"""
_OF_PLATFORMS = """
SELECT s.account_id, s.id, s.integrator_id, s.product_id, s.external_key, s.state, s.paid_through,
       s.cancel_on, coalesce((
           SELECT t.answer = 'done' FROM instruction t
           WHERE t.account_id = s.account_id AND t.subscription_id = s.id
           ORDER BY t.number DESC LIMIT 1), false)
FROM subscription s
WHERE s.account_id = ANY (%s) AND s.mode = 'platform' AND s.state NOT IN ('ended', 'failed')
ORDER BY s.account_id, s.id
"""
_CHARGES = """
SELECT id, subscription_id, integrator_id, amount, vat_kind, vat_rate, vat_amount, refunded, text,
       period_start, period_end
FROM charge
WHERE account_id = %s AND mode = 'billing' AND period_end > %s AND NOT reversed
  AND refunded < amount
ORDER BY id
"""


class PostgresSubscribers:
    """Implements the ``Subscribers`` port, inside the caller's transaction."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def load(self, number: str, moment: Moment) -> Subscriber:
        """The account, locked until the end, and what concerns it. Raises ``NotFound``."""
        found = self._driver.execute(_FIND, [number]).fetchone()
        loaded = load_subscribers(self._driver, found or ())
        if not loaded:
            raise NotFound("there is no such account")
        (subscriber,) = loaded
        account_id = subscriber.account.id
        subscriber.tried = {row[0] for row in self._driver.execute(_TRIED, [account_id])}
        subscriber.keys = {(row[0], row[1]) for row in self._driver.execute(_KEYS, [account_id])}
        subscriber.charges = [
            _charge(row) for row in self._driver.execute(_CHARGES, [account_id, moment.today])
        ]
        return subscriber

    def store(self, changes: BillingChanges) -> None:
        """Write everything that was decided."""
        store(self._driver, changes)


def load_subscribers(driver: Driver, account_ids: Sequence[int]) -> list[Subscriber]:
    """Accounts that are not closed, locked in ascending order, with their subscriptions alone:
    enough for what happens by itself."""
    if not account_ids:
        return []
    accounts = lock_accounts(driver, account_ids)
    subscribers = {number: Subscriber(account) for number, account in accounts.items()}
    for subscription in load_subscriptions(driver, list(accounts)):
        subscribers[subscription.account_id].subscriptions[subscription.id] = subscription
    for row in driver.execute(_OF_PLATFORMS, [list(accounts)]):
        charged_elsewhere = PlatformCharged(*row)
        charged_elsewhere.state = SubscriptionState(row[5])
        subscribers[row[0]].of_platforms[charged_elsewhere.id] = charged_elsewhere
    return list(subscribers.values())


def _charge(row: tuple[Any, ...]) -> LiveCharge:
    charge = LiveCharge(*row)
    charge.vat_kind = VatKind(row[4])
    return charge
