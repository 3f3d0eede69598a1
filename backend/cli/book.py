"""``vitrina book``: accounts whose money another billing keeps."""

from datetime import timedelta
from typing import Annotated

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, show, show_all
from backend.cli.session import opened
from backend.container import Container
from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.services.booking.account_book import AccountBook
from backend.domain.values.money import format_money
from backend.storage.books.comparing import compare
from backend.storage.books.places import book_status, move_accounts, place_new_accounts

app = typer.Typer(
    help="Accounts whose money another billing keeps (docs/remote-billing.md).",
    no_args_is_help=True,
)

Numbers = Annotated[list[str] | None, typer.Argument(help="Account numbers; leading zeros count.")]
All = Annotated[bool, typer.Option("--all", help="Every account, and those opened later.")]


@app.command()
def elsewhere(numbers: Numbers = None, *, every: All = False, as_json: AsJson = False) -> None:
    """Let the other billing keep the money of accounts that have nothing here and owe nothing.

    Example: `vitrina book elsewhere --all`
    """
    _move(numbers, every=every, to_elsewhere=True, as_json=as_json)


@app.command()
def here(numbers: Numbers = None, *, every: All = False, as_json: AsJson = False) -> None:
    """Keep the money of accounts here again: they begin with nothing.

    Example: `vitrina book here 000123`
    """
    _move(numbers, every=every, to_elsewhere=False, as_json=as_json)


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Show how many accounts are kept where, what waits for an answer, and whether one comes.

    Example: `vitrina book status`
    """
    with opened() as container:
        with container.unit_of_work() as unit:
            found = book_status(unit.driver)
        answers = "no address is set" if container.book is None else _answers(container.book)
    show(
        {
            "new accounts": "elsewhere" if found.new_accounts_elsewhere else "here",
            "accounts elsewhere": found.elsewhere,
            "accounts here": found.here,
            "waiting for an answer": found.unfinished,
            "the oldest since": found.oldest.isoformat() if found.oldest else None,
            "asked five times or more": found.repeated,
            "the other billing": answers,
        },
        as_json=as_json,
    )


@app.command("compare")
def compare_(
    *,
    days: Annotated[int, typer.Option(min=1, help="What was finished in so many days.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Ask the other billing about everything that was finished, and list what it says otherwise.

    Example: `vitrina book compare --days 31`
    """
    with opened() as container:
        book = _book(container)
        since = container.clock.now() - timedelta(days=days)
        rows: list[Facts] = [
            {
                "id": str(each.id),
                "account": each.account,
                "ours": f"{each.state} {format_money(each.amount)}",
                "theirs": f"{each.theirs or 'nothing'} {format_money(each.their_amount)}",
            }
            for each in compare(container.unit_of_work, book, since)
            if not each.same
        ]
    show_all(rows, as_json=as_json, none="Both say the same.")
    if rows:
        raise typer.Exit(1)


def _move(numbers: list[str] | None, *, every: bool, to_elsewhere: bool, as_json: bool) -> None:
    if every == bool(numbers):
        raise InvalidRequest("name accounts, or say --all")
    with opened() as container:
        if to_elsewhere:
            _book(container)
        with container.unit_of_work() as unit:
            if every:
                place_new_accounts(unit.driver, elsewhere=to_elsewhere)
            moved = move_accounts(unit.driver, numbers, elsewhere=to_elsewhere)
            if moved.unknown:
                raise NotFound("some of these accounts do not exist; none was moved")
            place = "elsewhere" if to_elsewhere else "here"
            facts: Facts = {"moved": len(moved.moved), "left": " ".join(moved.left)}
            record(
                container,
                unit,
                "move_accounts",
                f"money kept {place}",
                after={"accounts": numbers or "all", "moved": len(moved.moved)},
            )
            unit.commit()
    show(facts, as_json=as_json)


def _book(container: Container) -> AccountBook:
    if container.book is None:
        raise InvalidRequest("VITRINA_BOOK_URL and VITRINA_BOOK_SECRET are not set")
    return container.book


def _answers(book: AccountBook) -> str:
    return "answers" if book.info(["0"]) else "does not answer"
