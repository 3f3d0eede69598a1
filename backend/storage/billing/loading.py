"""What billing needs to know of a chunk of accounts: locked accounts and their subscriptions."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.charging.state import AccountState
from backend.domain.values.billing import SuspendReason
from backend.domain.values.status import SubscriptionState
from backend.storage.charging.absorbing import account_of_row
from backend.storage.charging.reading import ACCOUNT_COLUMNS

_ACCOUNTS = f"""
SELECT {ACCOUNT_COLUMNS}
FROM account
WHERE id = ANY (%s) AND status <> 'closed'
ORDER BY id FOR NO KEY UPDATE
"""

_SUBSCRIPTION = """
SELECT account_id, id, product_id, external_key, state, anchor, next_start, next_seq, quantity,
       trial_until, cancel_on, suspend_reason, suspended_on, next_product_id, parent_id
FROM subscription
WHERE mode = 'billing' AND state NOT IN ('ended', 'failed', 'pending')
"""
_OF_ACCOUNTS = _SUBSCRIPTION + "AND account_id = ANY (%s) ORDER BY account_id, id"
_DUE = _SUBSCRIPTION + (
    "AND account_id BETWEEN %s AND %s AND next_start <= %s ORDER BY account_id, id"
)

Driver = Connection[Any]


def lock_accounts(driver: Driver, ids: Sequence[int]) -> dict[int, AccountState]:
    """The accounts by id, locked in ascending order until the transaction ends."""
    rows = driver.execute(_ACCOUNTS, [sorted(ids)])
    return {row[0]: account_of_row(row) for row in rows}


def load_subscriptions(driver: Driver, account_ids: Sequence[int]) -> list[BilledSubscription]:
    """Every living billing-charged subscription of the accounts, in order of account and id."""
    return [_subscription(row) for row in driver.execute(_OF_ACCOUNTS, [sorted(account_ids)])]


def load_due(driver: Driver, first: int, last: int, today: date) -> list[BilledSubscription]:
    """Those of a range of accounts whose chain of periods ends on ``today`` or before."""
    return [_subscription(row) for row in driver.execute(_DUE, [first, last, today])]


def by_id(subscriptions: Sequence[BilledSubscription]) -> dict[UUID, BilledSubscription]:
    """The subscriptions by their id."""
    return {subscription.id: subscription for subscription in subscriptions}


_STATES = {state.value: state for state in SubscriptionState}
_REASONS = {reason.value: reason for reason in SuspendReason}


def _subscription(row: tuple[Any, ...]) -> BilledSubscription:
    subscription = BilledSubscription(*row)
    subscription.state = _STATES[row[4]]
    subscription.suspend_reason = _REASONS.get(row[11])
    return subscription
