"""Resumption where another billing keeps the money: its payments are its own, so it is asked.

An account is tried when what is available there would pay for something; so one that stays poor
costs a line in a list and nothing else.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from psycopg import Connection

from backend.domain.errors import Unavailable
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.booking.rely import on_info
from backend.domain.services.charging.state import Elsewhere
from backend.domain.services.subscribing.resume_after_payment import resume_after_payment
from backend.storage.books.purse import Draft, Purse
from backend.storage.subscribing.book import load_subscribers
from backend.storage.unit_of_work import UnitOfWork

Driver = Connection[Any]

PAGE = 500

_WAITING = """
SELECT DISTINCT s.account_id, a.number
FROM subscription s JOIN account a ON a.id = s.account_id
WHERE s.suspend_reason = 'money' AND s.state = 'suspended' AND s.account_id > %s
  AND a.elsewhere AND a.status = 'active'
ORDER BY s.account_id LIMIT %s
"""


def resume_elsewhere(
    unit_of_work: Callable[[], UnitOfWork], purse: Purse, billing: Callable[[str], Billing]
) -> int:
    """Try every account that waits for money kept elsewhere, once; how many subscriptions go on."""
    resumed, last = 0, 0
    while True:
        with unit_of_work() as unit:
            page = unit.driver.execute(_WAITING, [last, PAGE]).fetchall()
        if not page:
            return resumed
        last = page[-1][0]
        infos = purse.infos([number for _, number in page])
        for account_id, number in page:
            info = infos.get(number)
            if info is None or info.available <= 0:
                continue
            decide = partial(_decide, account_id, billing)
            with unit_of_work() as unit:
                would = decide(unit.driver, on_info(info)).result
            if would:
                resumed += _resume(purse, account_id, decide)


def _resume(
    purse: Purse, account_id: int, decide: Callable[[Driver, Elsewhere], Draft[int]]
) -> int:
    try:
        return purse.pay(f"resume:{account_id}", decide, partly=True)
    except Unavailable:  # the next round asks again
        return 0


def _decide(
    account_id: int, billing_of: Callable[[str], Billing], driver: Driver, elsewhere: Elsewhere
) -> Draft[int]:
    billing = billing_of("billing")
    found = load_subscribers(driver, [account_id])
    if not found or found[0].account.elsewhere is None:
        return Draft(0)
    subscriber = found[0]
    subscriber.account.elsewhere = elsewhere
    billing.changes.accounts[account_id] = subscriber.account
    return Draft(resume_after_payment(subscriber, billing), subscriber.account, billing.changes)
