"""What the staff sees of accounts and payments. Sums in kopecks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.models import Account
from backend.domain.values.money import format_money
from backend.domain.values.status import AccountStatus, SubscriptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountQuery:
    """Which accounts are looked for.

    ``number`` is the beginning of theirs, ``holder`` the beginnings of words of their holder's
    name, in any order. ``after``: the number behind which the list goes on.
    """

    number: str = ""
    holder: str = ""
    status: AccountStatus | None = None
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """An account in a list."""

    number: str
    holder: str
    status: AccountStatus
    balance: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProfile:
    """An account in full. ``promised`` while ``promised_until`` has not come; then 0 and ``None``.

    ``elsewhere``: another billing keeps its money, and sums here are 0. ``subscriptions``:
    how many there are in each state.
    """

    number: str
    holder: str
    status: AccountStatus
    balance: int
    held: int
    credit_limit: int
    promised: int
    promised_until: datetime | None
    available: int
    tariffs: tuple[str, ...]
    opened_at: datetime
    elsewhere: bool
    has_password: bool
    subscriptions: Mapping[SubscriptionState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEntry:
    """Money that came in."""

    id: UUID
    document: str
    amount: int
    text: str
    received_at: datetime


def account_facts(account: Account) -> dict[str, Any]:
    """What the staff may change of an account, for the audit."""
    return {
        "holder": account.holder,
        "status": str(account.status),
        "balance": format_money(account.balance),
        "credit_limit": format_money(account.credit_limit),
        "tariffs": list(account.tariffs),
    }
