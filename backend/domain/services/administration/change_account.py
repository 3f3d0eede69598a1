"""Change what an account may do: its status, its credit, a promised payment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound
from backend.domain.models import Account
from backend.domain.ports import Accounts
from backend.domain.values.money import MAX_KOPECKS, format_money
from backend.domain.values.status import AccountStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRules:
    """Which promised payments the operator accepts; sums in kopecks."""

    minimum: int = 1
    maximum: int = MAX_KOPECKS
    days: int = 30


def set_status(number: str, status: AccountStatus, accounts: Accounts) -> Account:
    """Block, unblock or close an account."""
    account = _locked(number, accounts)
    account.status = status
    return account


def set_credit_limit(number: str, kopecks: int, accounts: Accounts) -> Account:
    """How far below zero the account may spend. Lowering it never invents a debt."""
    if kopecks < 0:
        raise InvalidRequest("a credit limit is not negative")
    account = _locked(number, accounts)
    account.credit_limit = kopecks
    _settle_floor(account)
    return account


def promise_payment(
    number: str,
    kopecks: int,
    days: int,
    accounts: Accounts,
    now: datetime,
    rules: PromiseRules = PromiseRules(),
) -> Account:
    """Let the account spend a sum that it will pay within some days: one promise at a time."""
    if not rules.minimum <= kopecks <= rules.maximum or not 0 < days <= rules.days:
        raise InvalidRequest(
            f"a promise is a sum from {format_money(rules.minimum)} to "
            f"{format_money(rules.maximum)} roubles, for 1 to {rules.days} days"
        )
    account = _locked(number, accounts)
    if account.promised_until is not None and now < account.promised_until:
        raise AlreadyExists("there is a promised payment already")
    account.promised = kopecks
    account.promised_until = now + timedelta(days=days)
    _settle_floor(account)
    return account


def _locked(number: str, accounts: Accounts) -> Account:
    account = accounts.find(number, lock=True)
    if account is None:
        raise NotFound("there is no such account")
    return account


def _settle_floor(account: Account) -> None:
    allowed = -(account.credit_limit + account.promised)
    account.spending_floor = min(allowed, account.balance - account.held)
