"""``vitrina advance``: advance invoices (счета на будущие периоды)."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import opened
from backend.documents.advance_pdf import advance_pdf
from backend.domain.services.forecasting.advance_view import AdvanceSummary
from backend.domain.values.advance import AdvanceState
from backend.domain.values.money import format_money
from backend.storage.forecasting.reading import AdvanceQuery
from backend.storage.searching.accounts import account_id_of

app = typer.Typer(help="Advance invoices for coming debits.", no_args_is_help=True)

Id = Annotated[UUID, typer.Argument(help="Its id, as `vitrina advance list` shows it.")]


@app.command("list")
def list_all(
    *,
    account: Annotated[str | None, typer.Option(help="Only this account's.")] = None,
    state: Annotated[AdvanceState | None, typer.Option(help="Only those in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List advance invoices, newest first.

    Example: `vitrina advance list --account 000123 --state open`
    """
    with opened() as container:
        account_id = None
        if account is not None:
            with container.unit_of_work() as unit:
                account_id = account_id_of(unit.driver, account)
        query = AdvanceQuery(account_id=account_id, state=state, limit=limit)
        rows = [_brief(each) for each in container.advances.find(query)]
    show_all(rows, as_json=as_json, none="There is no advance invoice.")


@app.command("show")
def show_one(id_: Id, *, as_json: AsJson = False) -> None:
    """Show an advance invoice with its lines.

    Example: `vitrina advance show 01a2…`
    """
    with opened() as container:
        view = container.advances.one(id_)
    lines = [f"{line.text}: {format_money(line.amount)}" for line in view.lines]
    more = {
        "payer": view.payer,
        "vat_included": format_money(view.summary.vat_total),
        "from_balance": format_money(view.from_balance),
        "lines": lines,
        "reason": view.summary.reason or None,
    }
    show({**_brief(view.summary), **more}, as_json=as_json)


@app.command()
def pdf(
    id_: Id, path: Annotated[Path, typer.Argument(help="Where the PDF is written to.")]
) -> None:
    """Write an advance invoice as a PDF.

    Example: `vitrina advance pdf 01a2… invoice.pdf`
    """
    with opened() as container:
        view = container.advances.one(id_)
    path.write_bytes(advance_pdf(view))
    say(f"{view.summary.number} is in {path}.")


@app.command()
def void(
    id_: Id,
    *,
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    as_json: AsJson = False,
) -> None:
    """Take an open advance invoice back. Nothing else asks for its periods.

    Example: `vitrina advance void 01a2… --reason "paid in cash"`
    """
    with opened() as container, container.unit_of_work() as unit:
        view = container.advances.void(unit.driver, id_)
        record(
            container,
            unit,
            "void_advance_invoice",
            f"advance invoice {view.summary.number}",
            before={"state": "open"},
            after={"state": "voided"},
            account=view.summary.account,
            reason=reason,
        )
        unit.commit()
    show(_brief(view.summary), as_json=as_json)


@app.command()
def work() -> None:
    """Judge anew those whose accounts have changed; the scheduler does it as well.

    Example: `vitrina advance work`
    """
    with opened() as container:
        say(f"Accounts judged: {container.advances.work()}.")


def _brief(summary: AdvanceSummary) -> Facts:
    return {
        "number": summary.number,
        "account": summary.account,
        "on": f"{summary.due_on}",
        "total": format_money(summary.total),
        "payable": format_money(summary.payable),
        "state": summary.state.value,
        "issued_on": f"{summary.issued_on}",
        "replaced_by": summary.replaced_by,
        "id": str(summary.id),
    }
