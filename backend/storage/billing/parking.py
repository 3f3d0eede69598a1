"""Parked subscriptions: what runs have left to people, one resumed at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.billing.line import Line
from backend.domain.services.billing.plan_lines import plan_parked
from backend.domain.services.billing.settle_lines import Billing, LineEnd, settle_lines
from backend.domain.services.charging.state import Elsewhere
from backend.domain.values.billing import CatchUp
from backend.storage.billing.loading import by_id, load_subscriptions, lock_accounts
from backend.storage.books.purse import Draft

Driver = Connection[Any]

_LIST = """
SELECT a.number, p.subscription_id, pr.title, p.reason, p.parked_at
FROM parked p
JOIN account a ON a.id = p.account_id
JOIN subscription s ON s.account_id = p.account_id AND s.id = p.subscription_id
JOIN product pr ON pr.id = s.product_id
WHERE p.resolved_at IS NULL
ORDER BY p.parked_at, a.number LIMIT %s
"""
_FIND = "SELECT account_id FROM parked WHERE subscription_id = %s AND resolved_at IS NULL"
_RESOLVE = """
UPDATE parked SET resolved_at = %s, resolved_by = %s
WHERE subscription_id = %s AND account_id = %s AND resolved_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedView:
    """A subscription that waits for a person, and why."""

    account: str
    subscription_id: UUID
    product: str
    reason: str
    parked_at: datetime


def parked_views(driver: Driver, limit: int = 200) -> list[ParkedView]:
    """What waits, the longest first."""
    names = ("account", "subscription_id", "product", "reason", "parked_at")
    return [
        ParkedView(**dict(zip(names, row, strict=True))) for row in driver.execute(_LIST, [limit])
    ]


LineEnds = Sequence[tuple[Line, LineEnd]]


def resume(
    driver: Driver, subscription_id: UUID, policy: CatchUp, billing: Billing, elsewhere: Elsewhere
) -> Draft[LineEnds]:
    """Charge a parked subscription's due periods: ``ALL`` of them, or only the ``CURRENT`` one.

    It is not stored yet. ``elsewhere``: what may be relied on of money that another billing keeps.
    Raises ``NotFound``, and what parked it where the catalogue still does not say its price.
    """
    row = driver.execute(_FIND, [subscription_id]).fetchone()
    account = lock_accounts(driver, row).get(row[0]) if row else None
    subscriptions = by_id(load_subscriptions(driver, [account.id])) if account else {}
    subscription = subscriptions.get(subscription_id)
    if account is None or subscription is None:
        raise NotFound("no such subscription is parked")
    lines = plan_parked(subscription, billing.catalogue, billing.moment.today, policy)
    if account.elsewhere is not None:
        account.elsewhere = elsewhere
    ends = settle_lines(account, lines, subscriptions, billing)
    resolved = [billing.moment.at, billing.actor, subscription_id, account.id]

    def resolve(driver: Driver) -> None:
        driver.execute(_RESOLVE, resolved)

    return Draft(ends, account, billing.changes, resolve)
