"""``vitrina charge``: look at a charge, and give it back, whole or in part."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from backend.cli.correcting import carry_out, correction_facts
from backend.cli.output import AsJson, Facts, say, show, show_all
from backend.cli.session import money, opened
from backend.container import Container
from backend.domain.services.correcting.correct_charge import correct_charge
from backend.domain.services.correcting.decide_correction import (
    confirm_correction,
    reject_correction,
)
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectionKind,
    CorrectionRow,
    CorrectionState,
    Person,
)
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.searching.charges import ChargeSearch, ChargeView
from backend.storage.searching.corrections import CorrectionQuery, CorrectionSearch
from backend.storage.searching.reading import reading

app = typer.Typer(
    help="Look at a charge, and give it back: above a limit by two people of the staff.",
    no_args_is_help=True,
)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise typer.BadParameter("a day is written like 2026-05-17") from None


Charge = Annotated[UUID, typer.Argument(help="The charge's id.")]
Correction = Annotated[UUID, typer.Argument(help="The correction's id.")]
Reason = Annotated[str, typer.Option(help="Why, for the record.")]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help="Who of the staff asks for it: the password is asked for, or read from a pipe.",
    ),
]
By = Annotated[str, typer.Option("--as", metavar="NAME", help="Who of the staff decides.")]
SecondFactor = Annotated[
    str | None, typer.Option("--code", help="The six digits, of who has a second factor.")
]
Key = Annotated[
    str | None, typer.Option(help="Makes it once, however often it is sent; by default a new one.")
]


@app.command("show")
def show_charge(charge: Charge, *, as_json: AsJson = False) -> None:
    """Show a charge and its corrections.

    Example: `vitrina charge show 019a2144-0b85-76b7-a2cf-1d96752e1aac`
    """
    with opened() as container, reading(container.unit_of_work) as driver:
        view = ChargeSearch(driver).one(charge)
        query = CorrectionQuery(account=view.account, charge_id=charge)
        corrections = CorrectionSearch(driver).find(query)
    rows = [correction_facts(each) for each in corrections]
    if as_json:
        show({**_facts(view), "corrections": rows}, as_json=True)
        return
    show(_facts(view), as_json=False)
    show_all(rows, as_json=False, none="Nothing of it was given back by the staff.")


@app.command()
def waiting(*, as_json: AsJson = False) -> None:
    """List corrections that wait for a second person, newest first.

    Example: `vitrina charge waiting`
    """
    with opened() as container, reading(container.unit_of_work) as driver:
        query = CorrectionQuery(state=CorrectionState.PENDING, limit=1000)
        found = CorrectionSearch(driver).find(query)
    show_all([correction_facts(each) for each in found], as_json=as_json, none="Nothing waits.")


@app.command()
def reverse(
    charge: Charge,
    *,
    reason: Reason,
    by: As = None,
    code: SecondFactor = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give back all that is left of a charge: it does not stand any more.

    Above the limit name yourself by `--as`, and another person confirms it.

    Example: `vitrina charge reverse 019a2144-0b85-76b7-a2cf-1d96752e1aac --reason "a mistake"`
    """
    wanted = {"charge_id": charge, "kind": CorrectionKind.REVERSAL, "reason": reason}
    _correct(wanted, key, by, code, as_json=as_json)


@app.command()
def refund(  # noqa: PLR0913 (options of a command line)
    charge: Charge,
    *,
    reason: Reason,
    amount: Annotated[str | None, typer.Option(help="Roubles.")] = None,
    first_day: Annotated[
        date | None,
        typer.Option("--from", parser=_day, metavar="YYYY-MM-DD", help="Its days from this one."),
    ] = None,
    by: As = None,
    code: SecondFactor = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give back a part of a charge, which stands: a sum, or its days from a day on.

    Example: `vitrina charge refund 019a2144-0b85-76b7-a2cf-1d96752e1aac --amount 10 --reason "…"`
    """
    if (amount is None) == (first_day is None):
        raise typer.BadParameter("say how much: --amount or --from")
    wanted = {
        "charge_id": charge,
        "kind": CorrectionKind.REFUND,
        "reason": reason,
        "amount": money(amount) if amount is not None else None,
        "first_day": first_day,
    }
    _correct(wanted, key, by, code, as_json=as_json)


@app.command()
def confirm(
    correction: Correction, *, by: By, code: SecondFactor = None, as_json: AsJson = False
) -> None:
    """Confirm what another person of the staff has asked for.

    Example: `vitrina charge confirm 019a2144-0b85-76b7-a2cf-1d96752e1aac --as boris`
    """

    def decide(container: Container, book: PostgresCorrections, person: Person) -> CorrectionRow:
        moment = container.clock.moment()
        return confirm_correction(correction, person, book, moment, container.new_id)

    subject = f"correction {correction}"
    done = carry_out("confirm_correction", subject, decide, by=by, code=code)
    show(correction_facts(done), as_json=as_json)


@app.command()
def reject(
    correction: Correction,
    *,
    reason: Reason,
    by: By,
    code: SecondFactor = None,
    as_json: AsJson = False,
) -> None:
    """Reject what another person of the staff has asked for.

    Example: `vitrina charge reject 019a2144-0b85-76b7-a2cf-1d96752e1aac --as boris --reason "…"`
    """

    def decide(container: Container, book: PostgresCorrections, person: Person) -> CorrectionRow:
        return reject_correction(correction, person, reason, book, container.clock.moment())

    subject = f"correction {correction}"
    done = carry_out("reject_correction", subject, decide, by=by, code=code, reason=reason)
    show(correction_facts(done), as_json=as_json)


def _correct(
    wanted: dict[str, Any], key: str | None, by: str | None, code: str | None, *, as_json: bool
) -> None:
    def ask(container: Container, book: PostgresCorrections, person: Person) -> CorrectionRow:
        command = CorrectCharge(key=key or str(uuid4()), by=person, **wanted)
        moment, rules = container.clock.moment(), container.correction_rules
        return correct_charge(command, book, rules, moment, container.new_id)

    subject, reason = f"charge {wanted['charge_id']}", wanted["reason"]
    done = carry_out("correct_charge", subject, ask, by=by, code=code, reason=reason)
    show(correction_facts(done), as_json=as_json)
    if done.state == CorrectionState.PENDING:
        say(f"Another person confirms it: vitrina charge confirm {done.id} --as NAME")


def _facts(view: ChargeView) -> Facts:
    return {
        "id": str(view.id),
        "account": view.account,
        "integrator": view.integrator,
        "external_id": view.external_id,
        "product": view.product,
        "text": view.text,
        "from": view.period_start,
        "to": view.period_end - ONE_DAY if view.period_end else None,
        "amount": format_money(view.amount),
        "vat": format_money(view.vat_amount),
        "refunded": format_money(view.refunded),
        "reversed": view.reversed,
        "left": format_money(view.left),
    }
