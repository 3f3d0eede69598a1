"""``vitrina tax``: the standard VAT rates by date."""

from datetime import date
from typing import Annotated

import typer

from backend.cli.catalogue_options import read_day
from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, show, show_all
from backend.cli.session import opened
from backend.domain.models import TaxRate
from backend.domain.services.catalogue.set_tax_rate import set_tax_rate
from backend.domain.values.money import format_money, parse_money
from backend.storage.repositories import TaxRateRepository

app = typer.Typer(help="The standard VAT rates (НДС), each from its day on.", no_args_is_help=True)


@app.command("list")
def list_all(*, as_json: AsJson = False) -> None:
    """List the rates, oldest first.

    Example: `vitrina tax list`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        rows = [_facts(rate) for rate in TaxRateRepository(session).all()]
    show_all(rows, as_json=as_json, none="There is no rate: vitrina tax set --help")


@app.command("set")
def set_(
    rate: Annotated[str, typer.Argument(help="Per cent, like 22 or 22.5.")],
    *,
    valid_from: Annotated[
        date,
        typer.Option(
            "--from",
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="The first day; tomorrow or later.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Set the rate from a day on, as the law does. It cannot be changed any more.

    Example: `vitrina tax set 24 --from 2028-01-01`
    """
    basis_points = _basis_points(rate)
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        today = container.clock.moment().today
        facts = _facts(set_tax_rate(basis_points, valid_from, TaxRateRepository(session), today))
        record(container, unit, "set_tax_rate", f"tax rate from {valid_from}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)


def _basis_points(text: str) -> int:
    try:
        return parse_money(text)  # hundredths of a per cent are written like kopecks
    except ValueError:
        raise typer.BadParameter("a rate is a number like 22 or 22.5") from None


def _facts(rate: TaxRate) -> Facts:
    return {"from": f"{rate.valid_from}", "percent": format_money(rate.rate)}
