"""``vitrina audit``: what the staff did, and whether the record of it is whole."""

from typing import Annotated

import typer

from backend.cli.output import AsJson, Facts, console, say, show, show_all
from backend.cli.session import opened
from backend.storage.audit.desk import AuditQuestion

app = typer.Typer(
    help="What the staff did, and whether the record of it is whole.", no_args_is_help=True
)


@app.command("list")
def list_all(
    *,
    actor: Annotated[str | None, typer.Option(help="Who did it.")] = None,
    account: Annotated[str | None, typer.Option(help="Whose account it was done to.")] = None,
    operation: Annotated[str | None, typer.Option(help="What was done.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many, newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List what was done, newest first.

    Example: `vitrina audit list --account 000123`
    """
    question = AuditQuestion(actor=actor, account=account, operation=operation, limit=limit)
    with opened() as container:
        found = container.audit.find(question)
    rows: list[Facts] = [
        {
            "at": f"{record.at:%Y-%m-%d %H:%M:%S}",
            "actor": record.actor,
            "role": record.role,
            "operation": record.operation,
            "subject": record.subject,
            "reason": record.reason,
        }
        | ({"before": record.before, "after": record.after} if as_json else {})
        for _, record in found
    ]
    show_all(rows, as_json=as_json, none="Nothing of this kind was done.")


@app.command()
def verify(*, as_json: AsJson = False) -> None:
    """Check that no record was changed, removed or inserted since it was sealed.

    The tick seals records about once a minute; each seal covers the one before it. Keep the last
    digest somewhere else now and then: then not even the whole chain can be made anew unnoticed.
    Exits with 1 when the chain is broken.

    Example: `vitrina audit verify`
    """
    with opened() as container:
        for state in container.audit.check():
            say(f"{state.seals} seals checked")
    show(
        {
            "records": state.rows,
            "unsealed": state.unsealed,
            "seals": state.seals,
            "last": state.last,
            "broken": state.broken,
        },
        as_json=as_json,
    )
    if state.broken is not None:
        if not as_json:
            console().print(f"\n[bold red]Seal {state.broken} does not fit its records.[/]")
        raise typer.Exit(1)
