"""``vitrina operation``: what became of a command."""

from typing import Annotated

import typer

from backend.cli.outcomes import facts_of
from backend.cli.output import AsJson, show
from backend.cli.session import opened
from backend.domain.commands import OPERATOR_TERMS
from backend.domain.errors import NotFound
from backend.domain.values.codes import OperationKind

app = typer.Typer(help="Look up operations.", no_args_is_help=True)

OPERATOR = OPERATOR_TERMS.integrator_code


@app.command("show")
def show_operation(
    integrator: Annotated[str, typer.Argument(help=f"Whose it is; `{OPERATOR}` for payments.")],
    kind: Annotated[OperationKind, typer.Argument(help="A capture is a charge.")],
    external_id: Annotated[str, typer.Argument(metavar="ID", help="The integrator's own id.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show the stored result of an operation: when a platform asks what became of it.

    Example: `vitrina operation show rentsoft charge tx-2013-0001`
    """
    with opened() as container:
        found = container.integrators.find(integrator)
        if found is None:
            raise NotFound("there is no such integrator")
        outcome = container.inquiries.operation(found.id, kind, external_id)
    if outcome is None:
        raise NotFound("this operation is unknown: it never happened and may be sent")
    show(facts_of(outcome), as_json=as_json)
