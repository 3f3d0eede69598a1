"""Open an account for a subscriber."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend.domain.errors import InvalidRequest
from backend.domain.models import Account
from backend.domain.ports import Accounts
from backend.domain.values.identifiers import is_account_number
from backend.domain.values.status import AccountStatus

MAX_HOLDER = 200
MAX_TARIFFS = 50
TARIFF_ID = r"[^\s\x00-\x1f\x7f]{1,64}"
"""Platforms are told the tariffs separated by spaces, so an id has none."""

_HOLDER = re.compile(rf"[^\x00-\x1f\x7f]{{1,{MAX_HOLDER}}}")
_TARIFF = re.compile(TARIFF_ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """``credit_limit`` in kopecks; ``tariffs`` are the ids of the operator's tariffs.

    ``email`` and ``phone``, in their own form or empty, are of whoever imports: see ``contacts``.
    """

    number: str
    holder: str
    credit_limit: int = 0
    status: AccountStatus = AccountStatus.ACTIVE
    tariffs: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""


def open_account(command: NewAccount, accounts: Accounts, now: datetime) -> Account:
    """The new account, empty. Raises ``InvalidRequest`` and ``AlreadyExists``."""
    if not is_account_number(command.number):
        raise InvalidRequest("an account number is 1 to 32 letters, digits, dots, dashes")
    holder, tariffs = acceptable_holder(command.holder), acceptable_tariffs(command.tariffs)
    if command.credit_limit < 0:
        raise InvalidRequest("a credit limit is not negative")
    account = Account(
        number=command.number,
        holder=holder,
        status=command.status,
        credit_limit=command.credit_limit,
        spending_floor=-command.credit_limit,
        tariffs=tariffs,
        opened_at=now,
    )
    accounts.add(account)
    return account


def acceptable_holder(holder: str) -> str:
    """The holder's name without spaces around it. Raises ``InvalidRequest``."""
    name = holder.strip()
    if _HOLDER.fullmatch(name) is None:
        raise InvalidRequest(f"an account has a holder: one line of at most {MAX_HOLDER} letters")
    return name


def acceptable_tariffs(tariffs: Sequence[str]) -> list[str]:
    """The ids of tariffs, in order. Raises ``InvalidRequest``."""
    if len(tariffs) > MAX_TARIFFS or not all(_TARIFF.fullmatch(each) for each in tariffs):
        raise InvalidRequest(f"tariffs are at most {MAX_TARIFFS} ids without spaces")
    return list(tariffs)
