"""``vitrina report``: what it all comes to, on the terminal or as a file."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from backend.api.operator.reports_results import ReportResult
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.documents.tables.files import Format, write_report
from backend.domain.services.reporting.ask import Question, Wish
from backend.domain.services.reporting.reports import REPORTS
from backend.storage.reporting.desk import ReportDesk

SHOWN = 50
"""Rows of a terminal's table; a file has them all."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("a day is written like 2026-05-30") from None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise typer.BadParameter("an instant is written like 2026-05-30T12:00:00+03:00")
    return instant


def report(  # noqa: PLR0913 (one option for each thing that can be asked)
    name: Annotated[
        str | None, typer.Argument(help="Which one; without a name, all are listed.")
    ] = None,
    *,
    on: Annotated[
        date | None, typer.Option(parser=_day, metavar="DAY", help="The end of this day.")
    ] = None,
    at: Annotated[
        datetime | None, typer.Option(parser=_instant, metavar="INSTANT", help="This instant.")
    ] = None,
    first: Annotated[
        date | None, typer.Option("--from", parser=_day, metavar="DAY", help="The first day.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=_day, metavar="DAY", help="The last day.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(parser=_instant, metavar="INSTANT", help="As it was known then."),
    ] = None,
    account: Annotated[str | None, typer.Option(help="Only of this account.")] = None,
    integrator: Annotated[str | None, typer.Option(help="Only of this platform's code.")] = None,
    product: Annotated[str | None, typer.Option(help="Only of this product's code.")] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="Of the file, where its name does not say it."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write the whole report here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a report, or write it whole to a file. Days are inclusive.

    Without days it is of today, or of this month. With `--format` and no `--output` the file goes
    to standard output. Examples: `vitrina report`, `vitrina report states --on 2026-05-31`,
    `vitrina report revenue --from 2026-01-01 --to 2026-05-31 --output revenue.xlsx`
    """
    if name is None:
        show_all(_all(), as_json=as_json, none="")
        return
    wish = Wish(
        name=name,
        on=on,
        at=at,
        first_day=first,
        last_day=last,
        as_of=as_of,
        account=account,
        integrator=integrator,
        product=product,
    )
    with opened() as container:
        desk = container.reports
        question = desk.ask(wish)
        if output is None and form is None:
            _show(desk, question, as_json=as_json)
        elif output is None:
            _write(desk, question, form or Format.CSV, sys.stdout.buffer)
        else:
            _save(desk, question, form or _form_of(output), output)


def _all() -> list[Facts]:
    return [
        {"name": each.name.value, "title": each.title, "span": each.span.value, "about": each.about}
        for each in REPORTS.values()
    ]


def _show(desk: ReportDesk, question: Question, *, as_json: bool) -> None:
    page = ReportResult.of(desk.page(question, SHOWN), 0)
    if as_json:
        show(page.model_dump(mode="json"), as_json=True)
        return
    names = [column.name for column in page.columns]
    rows = [dict(zip(names, row, strict=True)) for row in page.rows]
    show_all(rows, as_json=False, none="nothing")
    if page.totals:
        say("in all: " + ", ".join(f"{name} {total}" for name, total in page.totals.items()))
    if page.next is not None:
        say(f"these are the first {SHOWN}: --output writes all of them to a file")


def _save(desk: ReportDesk, question: Question, form: Format, output: Path) -> None:
    """Whole or not at all: a file that is there has everything in it."""
    draft = output.with_name(f".{output.name}.part")
    try:
        with draft.open("w+b") as file:
            many = _write(desk, question, form, file)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    say(f"{many} rows are in {output}")


def _write(desk: ReportDesk, question: Question, form: Format, file: BinaryIO) -> int:
    with desk.export(question) as rows:
        return write_report(file, form, question, rows, desk.zone)


def _form_of(output: Path) -> Format:
    try:
        return Format(output.suffix.removeprefix("."))
    except ValueError:
        raise typer.BadParameter("name the file .csv or .xlsx, or say --format") from None
