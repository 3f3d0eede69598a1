"""Puts the commands together, and turns what goes wrong into one line and an exit code."""

import sys
from collections.abc import Callable

import typer
from pydantic import ValidationError

from backend.cli import (
    account,
    advance,
    audit,
    book,
    charge,
    demo,
    event,
    forecast,
    integrator,
    invoice,
    migrate,
    notice,
    offer,
    operation,
    payment,
    portal,
    price,
    product,
    report,
    run,
    sandbox,
    schedule,
    serve,
    staff,
    subscription,
    tax,
    template,
    verify,
)
from backend.cli.output import complain
from backend.domain.errors import Unavailable, VitrinaError
from backend.settings import PREFIX
from backend.storage.failures import DATABASE_FAILURES, explain

REFUSED, MISUSED, UNREACHABLE = 1, 2, 3

app = typer.Typer(
    name="vitrina",
    help="The storefront of software subscriptions, with exact charging. "
    "Begin with `vitrina demo`; every command explains itself with --help.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "serve": serve.serve,
    "schedule": schedule.schedule,
    "sandbox": sandbox.sandbox,
    "migrate": migrate.migrate,
    "verify": verify.verify,
    "report": report.report,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(account.app, name="account")
app.add_typer(payment.app, name="payment")
app.add_typer(integrator.app, name="integrator")
app.add_typer(operation.app, name="operation")
app.add_typer(charge.app, name="charge")
app.add_typer(run.app, name="run")
app.add_typer(invoice.app, name="invoice")
app.add_typer(forecast.app, name="forecast")
app.add_typer(advance.app, name="advance")
app.add_typer(subscription.app, name="subscription")
app.add_typer(template.app, name="template")
app.add_typer(product.app, name="product")
app.add_typer(price.app, name="price")
app.add_typer(offer.app, name="offer")
app.add_typer(tax.app, name="tax")
app.add_typer(notice.app, name="notice")
app.add_typer(event.app, name="event")
app.add_typer(portal.app, name="portal")
app.add_typer(book.app, name="book")
app.add_typer(staff.app, name="staff")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Run the command line; never shows a traceback for what an operator can cause."""
    try:
        app()
    except Unavailable as error:
        _end(UNREACHABLE, error.code, str(error))
    except VitrinaError as error:
        _end(REFUSED, error.code, str(error))
    except ValidationError as error:
        _end(MISUSED, "invalid_settings", _wrong_settings(error))
    except DATABASE_FAILURES as error:
        _end(UNREACHABLE, Unavailable.code, explain(error))


def _end(status: int, code: str, message: str) -> None:
    complain(message, code)
    sys.exit(status)


def _wrong_settings(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(
        f"{PREFIX}{str(item['loc'][0]).upper()}: {item['msg'].removeprefix('Value error, ')}"
        for item in found
    )
