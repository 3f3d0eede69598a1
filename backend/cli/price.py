"""``vitrina price``: dated prices, and from when those pay them who came before."""

from datetime import date
from typing import Annotated

import typer

from backend.cli.catalogue_options import (
    OWN,
    Platform,
    ProductCode,
    integrator_id,
    known_product,
    read_day,
)
from backend.cli.deeds import record
from backend.cli.output import AsJson, Facts, show, show_all
from backend.cli.session import money, opened
from backend.domain.models import Price
from backend.domain.services.catalogue.set_price import NewPrice, set_price
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY
from backend.storage.repositories import ProductRepository

app = typer.Typer(
    help="Prices of products, each from its day on; past ones never change.", no_args_is_help=True
)


@app.command(
    "set",
    epilog="Examples:\n\n"
    "`vitrina price set internet 550 --from 2026-07-01`\n\n"
    "`vitrina price set internet 600 --from 2027-01-01 --existing-from 2027-04-01`",
)
def set_(
    code: ProductCode,
    amount: Annotated[str, typer.Argument(help="For a whole period, in roubles, tax included.")],
    *,
    valid_from: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="The first day; by default today for a first price, else tomorrow.",
        ),
    ] = None,
    existing_from: Annotated[
        date | None,
        typer.Option(
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="From when those pay it who subscribed before it; by default from its first day.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite a price of the same day, yet to come.")
    ] = False,
    integrator: Platform = OWN,
    as_json: AsJson = False,
) -> None:
    """Set a product's price from a day on."""
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        products, today = ProductRepository(session), container.clock.moment().today
        owner = integrator_id(container, integrator)
        first = not products.prices(known_product(products, owner, code))
        new = NewPrice(
            integrator_id=owner,
            code=code,
            amount=money(amount),
            valid_from=valid_from or (today if first else today + ONE_DAY),
            existing_from=existing_from,
            replace=replace,
        )
        facts = {"code": code, **_facts(set_price(new, products, today))}
        record(container, unit, "set_price", f"product {integrator}/{code}", after=facts)
        unit.commit()
    show(facts, as_json=as_json)


@app.command("list")
def list_all(code: ProductCode, *, integrator: Platform = OWN, as_json: AsJson = False) -> None:
    """List a product's prices, oldest first.

    Example: `vitrina price list internet`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        products = ProductRepository(session)
        product = known_product(products, integrator_id(container, integrator), code)
        rows = [_facts(price) for price in products.prices(product)]
    show_all(rows, as_json=as_json, none="The product has no price: vitrina price set --help")


def _facts(price: Price) -> Facts:
    return {
        "amount": format_money(price.amount),
        "from": f"{price.valid_from}",
        "existing_from": f"{price.existing_from}",
    }
