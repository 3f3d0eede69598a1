"""``vitrina account``: open, look at and change accounts (лицевые счета)."""

from typing import Annotated

import typer

from backend.cli.deeds import record
from backend.cli.importing import import_accounts
from backend.cli.output import AsJson, Facts, show
from backend.cli.password import password
from backend.cli.session import money, opened
from backend.container import Container
from backend.domain.errors import NotFound
from backend.domain.services.administration.change_account import (
    AccountChange,
    change_account,
    promise_payment,
)
from backend.domain.services.administration.open_account import NewAccount, open_account
from backend.domain.services.administration.views import account_facts
from backend.domain.values.money import format_money
from backend.domain.values.status import AccountStatus
from backend.storage.accounts.search import AccountSearch
from backend.storage.repositories import AccountRepository

app = typer.Typer(help="Open, look at and change accounts (лицевые счета).", no_args_is_help=True)
app.command()(password)
app.command("import")(import_accounts)

Number = Annotated[str, typer.Argument(help="The account number; leading zeros count.")]


@app.command()
def add(
    number: Number,
    holder: Annotated[str, typer.Argument(help="Who holds it, as on invoices.")],
    *,
    credit_limit: Annotated[
        str, typer.Option(help="How far below zero it may spend, in roubles.")
    ] = "0",
    tariff: Annotated[
        list[str] | None, typer.Option(help="A tariff's id; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Open an account, with nothing on it.

    Example: `vitrina account add 000124 "Петрова А. С." --tariff inet-100`
    """
    new = NewAccount(
        number=number,
        holder=holder,
        credit_limit=money(credit_limit),
        tariffs=tuple(tariff or ()),
    )
    with opened() as container:
        with container.unit_of_work() as unit, unit.session as session:
            made = open_account(new, AccountRepository(session), container.clock.now())
            session.flush()
            record(
                container,
                unit,
                "open_account",
                f"account {number}",
                account=number,
                after=account_facts(made),
            )
            unit.commit()
        show(_facts(container, number), as_json=as_json)


@app.command("show")
def show_account(number: Number, *, as_json: AsJson = False) -> None:
    """Show an account: who holds it, what it has, holds and may spend.

    Example: `vitrina account show 000123`
    """
    with opened() as container:
        show(_facts(container, number), as_json=as_json)


@app.command("set")
def set_account(
    number: Number,
    *,
    status: Annotated[
        AccountStatus | None, typer.Option(help="A blocked account cannot be debited.")
    ] = None,
    credit_limit: Annotated[
        str | None, typer.Option(help="How far below zero it may spend, in roubles.")
    ] = None,
    promise: Annotated[
        str | None, typer.Option(help="A promised payment: spend it now, pay it soon.")
    ] = None,
    days: Annotated[int, typer.Option(help="For how long the promise lasts.")] = 5,
    reason: Annotated[str, typer.Option(help="Why, for the audit.")] = "",
    as_json: AsJson = False,
) -> None:
    """Change what an account may do.

    Example: `vitrina account set 000123 --status blocked`
    """
    change = AccountChange(
        status=status, credit_limit=None if credit_limit is None else money(credit_limit)
    )
    with opened() as container:
        with container.unit_of_work() as unit, unit.session as session:
            accounts, search = AccountRepository(session), AccountSearch(unit.driver)
            found = accounts.find(number, lock=True)
            before = account_facts(found) if found else None
            changed = change_account(
                number, change, accounts, lambda one: search.living(one.id or 0)
            )
            if promise is not None:
                rules, now = container.promise_rules, container.clock.now()
                promise_payment(number, money(promise), days, accounts, now, rules)
            session.flush()
            record(
                container,
                unit,
                "change_account",
                f"account {number}",
                account=number,
                reason=reason,
                before=before,
                after=account_facts(changed)
                | ({"promised": promise} if promise is not None else {}),
            )
            unit.commit()
        container.subscribers.after_payments()
        show({"number": number} if _closes(status) else _facts(container, number), as_json=as_json)


def _closes(status: AccountStatus | None) -> bool:
    return status is AccountStatus.CLOSED


def _facts(container: Container, number: str) -> Facts:
    (view,) = container.inquiries.accounts([number])
    if view is None:
        raise NotFound("there is no such account, or it is closed")
    return {
        "number": view.number,
        "holder": view.holder,
        "status": view.status.value,
        "balance": format_money(view.balance),
        "held": format_money(view.held),
        "available": format_money(view.available),
        "tariffs": list(view.tariffs),
    }
