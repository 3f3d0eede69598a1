"""``vitrina forecast``: what will be debited, from one account and from everybody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.container import Container
from backend.domain.errors import AlreadyExists, NotFound
from backend.domain.services.forecasting.forecast import Debit, Forecast
from backend.domain.services.forecasting.looks import LookView, TotalsBy
from backend.domain.values.money import format_money
from backend.storage.forecasting.looks import TotalsQuery
from backend.storage.searching.accounts import account_id_of

app = typer.Typer(help="Coming debits: of one account, and of everybody.", no_args_is_help=True)

WHO = "command line"

Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The last day looked at; by default two months on."),
]


@app.command()
def account(
    number: Annotated[str, typer.Argument(help="The account's number.")],
    *,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Show what will be debited from an account, when, and what is missing for it.

    What is missing for a debit is supposed to be paid in before it.

    Example: `vitrina forecast account 000123`
    """
    with opened() as container:
        forecast = _of(container, number, until)
    rows = [_row(debit) for debit in forecast.debits]
    show_all(rows, as_json=as_json, none=f"Nothing is due until {forecast.until}.")
    if forecast.is_blocked:
        say("The account is blocked: nothing is taken while it is.")
    for line in forecast.on_resumption:
        say(f"{line.product} waits for money: it would cost {format_money(line.amount)} today.")
    for told in forecast.unforeseen:
        say(f"{told.product}: cannot be told from {told.on} on ({told.reason}).")


@app.command()
def system(
    *,
    by: Annotated[TotalsBy, typer.Option(help="What a row is of.")] = TotalsBy.DAY,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only this day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what the latest look ahead foresaw for everybody.

    Example: `vitrina forecast system --by product --on 2026-06-01`
    """
    query = TotalsQuery(by=by, on=on.date() if on else None)
    with opened() as container:
        look, totals = container.forecasts.totals(query)
    rows = [
        {
            by.value: total.title,
            "lines": total.lines,
            "amount": format_money(total.amount),
            "vat_included": format_money(total.vat_amount),
            "missing": format_money(total.missing),
            "unknown": format_money(total.unknown),
            "expected": format_money(total.expected),
        }
        for total in totals
    ]
    say(f"As of {look.as_of}, until {look.until}: {look.accounts} accounts, {look.debits} debits.")
    show_all(rows, as_json=as_json, none="Nothing is due.")


@app.command()
def run(*, as_json: AsJson = False) -> None:
    """Look ahead over everybody now, or go on with a look that is under way.

    Tells coming debits, ending trials and changing prices, and issues advance invoices.

    Example: `vitrina forecast run`
    """
    with opened() as container:
        look_id = container.forecasts.open(WHO) or container.forecasts.under_way()
        if look_id is None:
            raise AlreadyExists("a look ahead was begun by another process just now: try again")
        view = _watch(container.forecasts.look(look_id))
    show(_facts(view), as_json=as_json)


def _of(container: Container, number: str, until: datetime | None) -> Forecast:
    with container.unit_of_work() as unit:
        account_id = account_id_of(unit.driver, number)
    return container.forecasts.of_account(account_id, until.date() if until else None)


def _row(debit: Debit) -> Facts:
    names = [f"{line.text}{' (expected)' if line.expected else ''}" for line in debit.lines]
    return {
        "on": f"{debit.on}",
        "due": format_money(debit.amount),
        "vat_included": format_money(debit.vat_amount),
        "available": None if debit.available is None else format_money(debit.available),
        "missing": None if debit.missing is None else format_money(debit.missing),
        "for": "; ".join(names),
    }


def _watch(steps: Iterable[LookView]) -> LookView:
    """Follow a look to its end on standard error, so that the result can be piped."""
    view: LookView | None = None
    columns = (TextColumn("looked at"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("looked at", total=None)
        for view in steps:
            bar.update(task, completed=view.chunks_done, total=view.chunks)
    if view is None:
        raise NotFound("there is no such look ahead")
    return view


def _facts(view: LookView) -> Facts:
    return {
        "look": str(view.id),
        "as_of": f"{view.as_of}",
        "until": f"{view.until}",
        "state": view.state.value,
        "accounts": view.accounts,
        "debits": view.debits,
        "unforeseen": view.unforeseen,
        "events_told": view.facts,
        "advance_invoices_issued": view.advances,
    }
