"""Change what an account may do: its status, its credit, its holder, a promised payment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound, VitrinaError
from backend.domain.models import Account
from backend.domain.ports import Accounts
from backend.domain.services.administration.open_account import (
    acceptable_holder,
    acceptable_tariffs,
)
from backend.domain.services.booking.refusals import KeptElsewhere
from backend.domain.values.codes import Advice
from backend.domain.values.money import MAX_KOPECKS, format_money
from backend.domain.values.status import AccountStatus


class AccountInUse(VitrinaError):
    """The account has living subscriptions or holds: what it still uses is ended first."""

    code = "account_in_use"
    advice = Advice.NEW_ID_AFTER_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """What is to be changed; what is ``None`` stays. ``credit_limit`` in kopecks."""

    status: AccountStatus | None = None
    credit_limit: int | None = None
    holder: str | None = None
    tariffs: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRules:
    """Which promised payments the operator accepts; sums in kopecks."""

    minimum: int = 1
    maximum: int = MAX_KOPECKS
    days: int = 30


def change_account(
    number: str,
    change: AccountChange,
    accounts: Accounts,
    living: Callable[[Account], int],
) -> Account:
    """Change all of it or nothing. Raises ``NotFound``, ``InvalidRequest`` and ``AccountInUse``.

    ``living`` counts the account's subscriptions that are not over; it is asked under the
    account's lock, so none begins meanwhile. A balance does not keep an account from being
    closed: it stays where it is, a debt as well, and is there again when the account is reopened.
    """
    account = _locked(number, accounts)
    if change.status is AccountStatus.CLOSED and (account.held or living(account)):
        raise AccountInUse
    if change.status is not None:
        set_status(number, change.status, accounts)
    if change.credit_limit is not None:
        set_credit_limit(number, change.credit_limit, accounts)
    if change.holder is not None:
        account.holder = acceptable_holder(change.holder)
    if change.tariffs is not None:
        account.tariffs = acceptable_tariffs(change.tariffs)
    return account


def set_status(number: str, status: AccountStatus, accounts: Accounts) -> Account:
    """Block, unblock or close an account."""
    account = _locked(number, accounts)
    account.status = status
    return account


def set_credit_limit(number: str, kopecks: int, accounts: Accounts) -> Account:
    """How far below zero the account may spend. Lowering it never invents a debt.

    Raises ``KeptElsewhere`` where another billing decides that.
    """
    if kopecks < 0:
        raise InvalidRequest("a credit limit is not negative")
    account = _locked(number, accounts)
    if kopecks and account.elsewhere:
        raise KeptElsewhere
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
    """Let the account spend a sum that it will pay within some days: one promise at a time.

    Raises ``KeptElsewhere`` where another billing decides that.
    """
    if not rules.minimum <= kopecks <= rules.maximum or not 0 < days <= rules.days:
        raise InvalidRequest(
            f"a promise is a sum from {format_money(rules.minimum)} to "
            f"{format_money(rules.maximum)} roubles, for 1 to {rules.days} days"
        )
    account = _locked(number, accounts)
    if account.elsewhere:
        raise KeptElsewhere
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
