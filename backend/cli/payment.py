"""``vitrina payment``: money that came in."""

from typing import Annotated

import typer

from backend.cli.deeds import record
from backend.cli.importing import import_payments
from backend.cli.outcomes import show_outcome
from backend.cli.output import AsJson
from backend.cli.session import money, opened
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.errors import InvalidRequest
from backend.domain.values.codes import Door
from backend.domain.values.identifiers import is_external_id
from backend.domain.values.money import format_money
from backend.telemetry import correlation

app = typer.Typer(help="Record money that came in.", no_args_is_help=True)
app.command("import")(import_payments)


@app.command()
def add(
    account: Annotated[str, typer.Argument(help="The account number; leading zeros count.")],
    amount: Annotated[str, typer.Argument(help="The sum in roubles, like 500.00.")],
    *,
    document: Annotated[
        str, typer.Option(help="The payment document's number: the same one counts once.")
    ],
    text: Annotated[str, typer.Option(help="What the payment is for.")] = "",
    as_json: AsJson = False,
) -> None:
    """Record a payment. Repeating it with the same document changes nothing.

    Example: `vitrina payment add 000123 500.00 --document PP-1017`
    """
    kopecks = money(amount)
    if kopecks == 0 or not is_external_id(document):
        raise InvalidRequest(
            "a payment is above zero; its document is 1 to 64 Latin letters, digits and . _ : / -"
        )
    with opened() as container:
        with container.unit_of_work() as unit:
            record(
                container,
                unit,
                "record_payment",
                f"payment {document}",
                account=account,
                reason=text,
                after={"amount": format_money(kopecks)},
            )
            unit.commit()
        command = Pay(
            id=container.new_id(),
            terms=OPERATOR_TERMS,
            origin=Origin(door=Door.CLI, correlation_id=correlation.current()),
            external_id=document,
            account=account,
            amount=kopecks,
            text=text,
        )
        (outcome,) = container.desk.process([command])
    show_outcome(outcome, as_json=as_json)
