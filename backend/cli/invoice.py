"""``vitrina invoice``: look at, finalise, credit and recalculate invoices (счета)."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import money, opened
from backend.container import Container
from backend.documents.invoice_pdf import invoice_pdf
from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.services.invoicing.credit_invoice import CreditInvoice
from backend.domain.services.invoicing.recalculate_month import Recalculation
from backend.domain.services.invoicing.rows import InvoiceRow
from backend.domain.services.invoicing.views import InvoiceView
from backend.domain.values.invoicing import InvoiceKind, format_number, parse_number
from backend.domain.values.money import format_money

app = typer.Typer(
    help="Look at, finalise, credit and recalculate invoices (счета).", no_args_is_help=True
)


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError:
        raise typer.BadParameter("a month is written like 2026-05") from None


def _number(text: str) -> tuple[int, int]:
    try:
        return parse_number(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Account = Annotated[str, typer.Argument(help="The account number; leading zeros count.")]
Month = Annotated[date, typer.Option(parser=_month, metavar="YYYY-MM", help="Whose charges.")]


@app.command("show")
def show_invoice(
    account: Account,
    *,
    month: Month,
    number: Annotated[
        str | None, typer.Option(help="Only the document with this number, like 2026-000017.")
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option(help="Write it to this file: the month's last invoice, else its draft."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show an account's documents of a month: invoices, credit notes, and a draft of what is next.

    Example: `vitrina invoice show 000123 --month 2026-05 --pdf invoice.pdf`
    """
    with opened() as container:
        found = container.invoices.documents(account, month)
    views = [*found.final, *([found.draft] if found.draft else [])]
    if number is not None:
        wanted = format_number(*_number(number))
        views = [view for view in views if view.number == wanted]
    if not views and (number is not None or pdf is not None):
        raise NotFound("the account has no such document in this month")
    if as_json:
        facts = {"payable": format_money(found.payable), "documents": list(map(_facts, views))}
        show(facts, as_json=True)
    else:
        _print(views, found.payable)
    if pdf is not None:
        chosen = _chosen(views)
        pdf.write_bytes(invoice_pdf(chosen))
        say(f"{_name(chosen)} is in {pdf}")


@app.command()
def finalise(
    account: Annotated[
        str | None, typer.Argument(help="The account number; leading zeros count.")
    ] = None,
    *,
    month: Month,
    everybody: Annotated[
        bool, typer.Option("--all", help="All accounts. May be stopped and begun again.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make final what a month has: an invoice of new charges, credit notes for what was taken back.

    Doing it again with nothing new changes nothing. Examples:
    `vitrina invoice finalise 000123 --month 2026-05`,
    `vitrina invoice finalise --all --month 2026-05`
    """
    if everybody == (account is not None):
        raise typer.BadParameter("name an account, or say --all")
    with opened() as container:
        if account is None:
            _finalise_all(container, month, as_json=as_json)
            return
        done = container.invoices.finalise(account, month)
    nothing = "nothing new" if done.invoice else "the account has no charges in this month"
    show_all(_issued(done.made), as_json=as_json, none=nothing)


@app.command()
def credit(
    account: Account,
    number: Annotated[str, typer.Argument(help="The invoice's number, like 2026-000017.")],
    *,
    line: Annotated[
        list[str] | None,
        typer.Option(help="A line's number, or with a sum in roubles: 2=10.50. May be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Credit an invoice, whole or by lines: the answer is a credit note at the original rates.

    No money moves. A line that is credited in full, and whose charge stands, goes on the next
    invoice: that is how a wrong invoice is replaced. What was reversed or refunded is credited
    by `finalise` alone.

    Example: `vitrina invoice credit 000123 2026-000017 --line 2`
    """
    year, place = _number(number)
    command = CreditInvoice(
        account=account, year=year, number=place, lines=dict(map(_part, line or []))
    )
    with opened() as container:
        note = container.invoices.credit(command)
    show_all(_issued([note]), as_json=as_json, none="")


@app.command()
def recalculate(
    account: Account,
    *,
    month: Month,
    preview: Annotated[bool, typer.Option(help="Only say what would change.")] = False,
    as_json: AsJson = False,
) -> None:
    """Charge a month anew where price or tax are different now, and correct its invoice.

    Example: `vitrina invoice recalculate 000123 --month 2026-05 --preview`
    """
    with opened() as container:
        desk = container.invoices
        work = desk.preview_recalculation if preview else desk.recalculate
        done = work(account, month)
    if as_json:
        show(_recalculated(done), as_json=True)
        return
    show_all(_changes(done), as_json=False, none="every charge is as the catalogue has it")
    for row in _left(done):
        say(f"left as it is ({row['reason']}): {row['text']}")
    if done.documents:
        show_all(_issued(done.documents), as_json=False, none="")


def _finalise_all(container: Container, month: date, *, as_json: bool) -> None:
    invoices = notes = total = 0
    for chunk in container.invoices.finalise_month(month):
        invoices += chunk.invoices
        notes += chunk.credit_notes
        total += chunk.total
        if chunk.invoices or chunk.credit_notes:
            say(f"{invoices} invoices, {notes} credit notes")
    facts = {"invoices": invoices, "credit_notes": notes, "total": format_money(total)}
    show(facts, as_json=as_json)


def _part(text: str) -> tuple[int, int | None]:
    place, _, amount = text.partition("=")
    if not place.isascii() or not place.isdigit():
        raise typer.BadParameter("a line is its number, or a number and a sum: 2=10.50")
    if amount:
        return int(place), money(amount)
    return int(place), None


def _chosen(views: Sequence[InvoiceView]) -> InvoiceView:
    final = [view for view in views if view.number and view.kind is InvoiceKind.INVOICE]
    if final:
        return final[-1]
    if len(views) == 1:
        return views[0]
    raise InvalidRequest("say which document by --number")


def _name(view: InvoiceView) -> str:
    kind = "credit note" if view.kind is InvoiceKind.CREDIT_NOTE else "invoice"
    return f"{kind} {view.number}" if view.number else "draft invoice"


def _print(views: Sequence[InvoiceView], payable: int) -> None:
    if not views:
        show_all([], as_json=False, none="the account has no charges in this month")
        return
    for view in views:
        facts = {
            "document": _name(view),
            "status": view.status.value,
            "date": view.issued_on,
            "account": view.account,
            "payer": view.payer,
            **({"credits": view.credits} if view.credits else {}),
        }
        show(facts, as_json=False)
        show_all(_lines(view), as_json=False, none="")
        show(_sums(view), as_json=False)
    if len(views) > 1:
        show({"payable together": format_money(payable)}, as_json=False)


def _facts(view: InvoiceView) -> Facts:
    return {
        "kind": view.kind.value,
        "status": view.status.value,
        "number": view.number,
        "date": view.issued_on,
        "month": f"{view.month:%Y-%m}",
        "account": view.account,
        "payer": view.payer,
        "credits": view.credits,
        "lines": _lines(view),
        "totals": [
            {
                "vat_kind": total.kind.value,
                "vat_rate": _percent(total.rate),
                "note": total.note,
                "amount": format_money(total.amount),
                "vat": format_money(total.vat_amount),
            }
            for total in view.totals
        ],
        "vat": format_money(view.vat_total),
        "total": format_money(view.total),
        "seller": view.seller.details(),
    }


def _lines(view: InvoiceView) -> list[Facts]:
    return [
        {
            "line": line.place,
            "text": line.text,
            "from": line.first_day,
            "to": line.last_day,
            "quantity": line.quantity,
            "amount": format_money(line.amount),
            "vat_kind": line.vat_kind.value,
            "vat_rate": _percent(line.vat_rate),
            "vat": format_money(line.vat_amount),
            "credited": format_money(line.credited),
        }
        for line in view.lines
    ]


def _sums(view: InvoiceView) -> Facts:
    return {
        **{
            f"of it {total.note or f'{total.kind.value}, {_percent(total.rate)}'}": (
                f"{format_money(total.amount)}, VAT {format_money(total.vat_amount)}"
            )
            for total in view.totals
        },
        "total": format_money(view.total),
    }


def _percent(rate: int) -> str:
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d} %" if rest else f"{whole} %"


def _issued(rows: Sequence[InvoiceRow]) -> list[Facts]:
    return [
        {
            "number": format_number(row.year, row.number),
            "kind": row.kind.value,
            "date": row.issued_on,
            "month": f"{row.month:%Y-%m}",
            "total": format_money(row.total),
            "vat": format_money(row.vat_total),
        }
        for row in rows
    ]


def _recalculated(done: Recalculation) -> Facts:
    return {
        "difference": format_money(done.difference),
        "changes": _changes(done),
        "left": _left(done),
        "documents": _issued(done.documents),
    }


def _changes(done: Recalculation) -> list[Facts]:
    return [
        {
            "was": charge.text,
            "amount": format_money(charge.amount),
            "vat": format_money(charge.vat_amount),
            "becomes": line.text,
            "new_amount": format_money(line.amount),
            "new_vat": format_money(line.vat_amount),
        }
        for charge, line in done.changes
    ]


def _left(done: Recalculation) -> list[Facts]:
    return [{"text": left.charge.text, "reason": left.reason} for left in done.left]
