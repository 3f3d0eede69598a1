"""What the staff does to accounts: each a transaction with its record."""

from typing import Any

from backend.api.operator.accounts_requests import PasswordRequest, PromiseRequest
from backend.api.operator.deeds import deed, note
from backend.api.operator.staff import Caller
from backend.domain.models import Account
from backend.domain.services.access.choose_password import make_password
from backend.domain.services.administration import change_account as changing
from backend.domain.services.administration import open_account as opening
from backend.domain.values.money import format_money
from backend.storage.accounts.search import AccountSearch
from backend.storage.repositories import AccountRepository

Facts = dict[str, Any]


def open_new(caller: Caller, new: opening.NewAccount) -> None:
    """Open an account. Raises ``AlreadyExists``."""
    with deed(caller, f"account {new.number}", account=new.number) as done:
        made = opening.open_account(new, AccountRepository(done.session), caller.door.clock.now())
        done.after = _facts(made)


def change(caller: Caller, number: str, changes: changing.AccountChange, reason: str) -> None:
    """Change it, then resume what can be paid now. Raises what ``change_account`` raises."""
    with deed(caller, f"account {number}", account=number, reason=reason) as done:
        repository, search = AccountRepository(done.session), AccountSearch(done.unit.driver)
        before = repository.find(number, lock=True)
        done.before = _facts(before) if before else None
        changed = changing.change_account(
            number, changes, repository, lambda one: search.living(one.id or 0)
        )
        done.after = _facts(changed)
    caller.door.subscribers.after_payments()


def promise(caller: Caller, number: str, body: PromiseRequest) -> None:
    """Promise a payment, then resume what can be paid now. Raises ``AlreadyExists`` and others."""
    with deed(caller, f"account {number}", account=number, reason=body.reason) as done:
        repository, now = AccountRepository(done.session), caller.door.clock.now()
        changing.promise_payment(
            number, body.amount, body.days, repository, now, caller.door.promises
        )
        done.after = {"promised": format_money(body.amount), "days": body.days}
    caller.door.subscribers.after_payments()


def set_password(caller: Caller, number: str, body: PasswordRequest) -> str | None:
    """Make a password and return it, or take it away. Raises ``NotFound`` and ``Busy``."""
    door = caller.door
    after = {"has_password": not body.remove}
    before = {"has_password": door.accounts.profile(number).has_password}
    note(
        caller,
        f"account {number}",
        account=number,
        reason=body.reason,
        before=before,
        after=after,
    )
    if body.remove:
        door.cabinet_access.remove_password(number)
        return None
    made = make_password()
    door.cabinet_access.set_password(number, made)
    return made


def _facts(account: Account) -> Facts:
    """What the staff may change of an account, for the audit."""
    return {
        "holder": account.holder,
        "status": str(account.status),
        "balance": format_money(account.balance),
        "credit_limit": format_money(account.credit_limit),
        "tariffs": list(account.tariffs),
    }
