"""Open an account for a subscriber."""

from dataclasses import dataclass
from datetime import datetime

from backend.domain.errors import InvalidRequest
from backend.domain.models import Account
from backend.domain.ports import Accounts
from backend.domain.values.identifiers import is_account_number
from backend.domain.values.status import AccountStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """``credit_limit`` in kopecks; ``tariffs`` are the ids of the operator's tariffs."""

    number: str
    holder: str
    credit_limit: int = 0
    status: AccountStatus = AccountStatus.ACTIVE
    tariffs: tuple[str, ...] = ()


def open_account(command: NewAccount, accounts: Accounts, now: datetime) -> Account:
    """The new account, empty. Raises ``InvalidRequest`` and ``AlreadyExists``."""
    if not is_account_number(command.number):
        raise InvalidRequest("an account number is 1 to 32 letters, digits, dots, dashes")
    if not command.holder.strip():
        raise InvalidRequest("an account has a holder")
    if command.credit_limit < 0:
        raise InvalidRequest("a credit limit is not negative")
    account = Account(
        number=command.number,
        holder=command.holder.strip(),
        status=command.status,
        credit_limit=command.credit_limit,
        spending_floor=-command.credit_limit,
        tariffs=list(command.tariffs),
        opened_at=now,
    )
    accounts.add(account)
    return account
