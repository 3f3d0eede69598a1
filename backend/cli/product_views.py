"""``vitrina product show`` and ``list``: what there is, and in the register of Russian software."""

from typing import Annotated
from uuid import UUID

import typer

from backend.cli.catalogue_options import OWN, Platform, ProductCode, integrator_id, known_product
from backend.cli.output import AsJson, Facts, show, show_all
from backend.cli.session import opened
from backend.domain.catalogue import Catalogue
from backend.domain.models import Price, Product
from backend.domain.values.money import format_money
from backend.domain.values.period import ONE_DAY
from backend.storage.repositories import IntegratorRepository, ProductRepository


def show_one(code: ProductCode, *, integrator: Platform = OWN, as_json: AsJson = False) -> None:
    """Show a product with its prices and its memberships in the register.

    Example: `vitrina product show kav --integrator rentsoft`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        products = ProductRepository(session)
        product = known_product(products, integrator_id(container, integrator), code)
        facts = {
            **product_facts(product, integrator),
            "subscribed": products.is_subscribed(product),
            "prices": [_price(each) for each in products.prices(product)],
            "register": _register(product.id, container.catalogue.current()),
        }
    show(facts, as_json=as_json)


def list_all(
    *,
    search: Annotated[str, typer.Option(help="A part of the title or the code.")] = "",
    integrator: Annotated[str | None, typer.Option(help="Only a platform's.")] = None,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Only those that a charge brought in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the products with their memberships in the register of Russian software.

    Example: `vitrina product list --incomplete`
    """
    with opened() as container, container.unit_of_work() as unit, unit.session as session:
        owner = None if integrator is None else integrator_id(container, integrator)
        codes = {each.id: each.code for each in IntegratorRepository(session).all()}
        catalogue = container.catalogue.current()
        rows = [
            {
                **product_facts(each, codes[each.integrator_id]),
                "register": _register(each.id, catalogue),
            }
            for each in ProductRepository(session).all(owner, search)
            if not (incomplete and each.complete)
        ]
    columns = ("integrator", "code", "title", "mode", "template", "vat", "register", "archived_on")
    shown = rows if as_json else [{name: row[name] for name in columns} for row in rows]
    show_all(shown, as_json=as_json, none="There is no such product: vitrina product save --help")


def product_facts(product: Product, integrator: str) -> Facts:
    """A product in words."""
    return {
        "integrator": integrator,
        "code": product.code,
        "title": product.title,
        "complete": product.complete,
        "mode": str(product.mode),
        "template": product.template,
        "vat": str(product.vat_kind),
        "vat_note": product.vat_note or None,
        "trial_days": product.trial_days,
        "catch_up": str(product.catch_up),
        "end_after_days": product.end_after_days,
        "stops_queue": product.stops_queue,
        "in_bundle": product.parent is not None,
        "archived_on": None if product.archived_on is None else f"{product.archived_on}",
    }


def _price(price: Price) -> str:
    later = price.existing_from != price.valid_from
    existing = f" (before: {price.existing_from})" if later else ""
    return f"{format_money(price.amount)}: {price.valid_from}…{existing}"


def _register(product_id: UUID, catalogue: Catalogue) -> list[str]:
    known = catalogue.products.get(product_id)
    return [
        f"{entry.number}: {entry.since}…{entry.until - ONE_DAY if entry.until else ''}"
        for entry in (known.registrations if known else ())
    ]
