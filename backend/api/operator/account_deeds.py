"""What the staff does to accounts: each a transaction with its record."""

from backend.api.operator.accounts_requests import PasswordRequest, PromiseRequest
from backend.api.operator.deeds import deed, note
from backend.api.operator.staff import Caller
from backend.domain.services.access.choose_password import make_password
from backend.domain.services.administration import change_account as changing
from backend.domain.services.administration import open_account as opening
from backend.domain.services.administration.views import account_facts
from backend.domain.values.money import format_money
from backend.storage.accounts.search import AccountSearch
from backend.storage.repositories import AccountRepository


def open_new(caller: Caller, new: opening.NewAccount) -> None:
    """Open an account. Raises ``AlreadyExists``."""
    with deed(caller, f"account {new.number}", account=new.number) as done:
        made = opening.open_account(
            new, AccountRepository(done.unit.session), caller.door.clock.now()
        )
        done.after = account_facts(made)


def change(caller: Caller, number: str, changes: changing.AccountChange, reason: str) -> None:
    """Change it, then resume what can be paid now. Raises what ``change_account`` raises."""
    with deed(caller, f"account {number}", account=number, reason=reason) as done:
        repository, search = AccountRepository(done.unit.session), AccountSearch(done.unit.driver)
        before = repository.find(number, lock=True)
        done.before = account_facts(before) if before else None
        changed = changing.change_account(
            number, changes, repository, lambda one: search.living(one.id or 0)
        )
        done.after = account_facts(changed)
    caller.door.subscribers.after_payments()


def promise(caller: Caller, number: str, body: PromiseRequest) -> None:
    """Promise a payment, then resume what can be paid now. Raises ``AlreadyExists`` and others."""
    with deed(caller, f"account {number}", account=number, reason=body.reason) as done:
        repository, now = AccountRepository(done.unit.session), caller.door.clock.now()
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
