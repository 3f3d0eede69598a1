"""What becomes due without being asked: a chunk of accounts at a time, each in one transaction.

Any number of schedulers may do it at once: the account's lock lets one decide, and the others then
find nothing to do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg import Connection

from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.subscribing.end_due import end_cancelled, end_overdue
from backend.domain.services.subscribing.leave_platform import WATCHED, end_left
from backend.domain.services.subscribing.resume_after_payment import resume_after_payment
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.storage.billing.writing import store
from backend.storage.subscribing.book import load_subscribers

Driver = Connection[Any]

CHUNK = 500

_TO_RESUME = "SELECT account_id FROM resumption ORDER BY account_id LIMIT %(chunk)s"
_TAKE = "DELETE FROM resumption WHERE account_id = ANY (%s) RETURNING account_id"
_CANCELLED = """
SELECT DISTINCT s.account_id FROM subscription s JOIN account a ON a.id = s.account_id
WHERE s.mode = 'billing' AND s.state = 'cancelling' AND s.cancel_on <= %(today)s
  AND s.next_start >= s.cancel_on AND a.status <> 'closed'
ORDER BY s.account_id LIMIT %(chunk)s
"""
_LEFT = """
SELECT DISTINCT s.account_id FROM subscription s JOIN account a ON a.id = s.account_id
WHERE s.mode = 'platform' AND s.state = 'cancelling' AND s.cancel_on <= %(today)s
  AND a.status <> 'closed'
  AND (s.cancel_on <= %(today)s - %(watched)s OR 'done' = (
    SELECT t.answer FROM instruction t
    WHERE t.account_id = s.account_id AND t.subscription_id = s.id
    ORDER BY t.number DESC LIMIT 1))
ORDER BY s.account_id LIMIT %(chunk)s
"""
_OVERDUE = """
SELECT DISTINCT s.account_id
FROM subscription s JOIN product p ON p.id = s.product_id JOIN account a ON a.id = s.account_id
WHERE s.mode = 'billing' AND s.state = 'suspended' AND s.suspend_reason = 'money'
  AND s.suspended_on + p.end_after_days <= %(today)s AND a.status <> 'closed'
ORDER BY s.account_id LIMIT %(chunk)s
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A kind of thing that becomes due: which accounts it may concern, and what is decided."""

    accounts: str
    decide: Callable[[Subscriber, Billing], int]


ENDINGS = (Due(_CANCELLED, end_cancelled), Due(_LEFT, end_left), Due(_OVERDUE, end_overdue))


def resume_paid(driver: Driver, billing: Billing) -> int:
    """Try accounts that may be able to pay again; how many were tried.

    The mark on an account is taken away under the account's lock, with what it led to: a crash
    leaves both undone, and a second look finds no mark.
    """
    accounts = _candidates(driver, _TO_RESUME, billing.moment.today)
    subscribers = load_subscribers(driver, accounts)
    taken = {row[0] for row in driver.execute(_TAKE, [accounts])} if accounts else set()
    for subscriber in subscribers:
        if subscriber.account.id in taken and subscriber.account.elsewhere is None:
            resume_after_payment(subscriber, billing)
    store(driver, billing.changes)
    return len(taken)


def end_chunk(due: Due, driver: Driver, billing: Billing) -> int:
    """End what is due on one chunk of accounts; how many subscriptions ended."""
    accounts = _candidates(driver, due.accounts, billing.moment.today)
    ended = sum(due.decide(each, billing) for each in load_subscribers(driver, accounts))
    store(driver, billing.changes)
    return ended


def _candidates(driver: Driver, query: str, today: date) -> list[int]:
    given = {"today": today, "chunk": CHUNK, "watched": WATCHED.days}
    rows = driver.execute(query, given)
    return [row[0] for row in rows]
