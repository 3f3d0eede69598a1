"""Options that the commands of the catalogue share, and what they mean to the domain."""

from datetime import date
from typing import Annotated

import typer

from backend.container import Container
from backend.domain.errors import NotFound
from backend.domain.models import Product
from backend.domain.ports import Products


def read_day(text: str) -> date:
    """The date of an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("a date is written like 2026-05-01") from None


ProductCode = Annotated[str, typer.Argument(help="The product's code at its platform.")]
Platform = Annotated[
    str, typer.Option("--integrator", help="Whose product: a platform's code, or the operator's.")
]
OWN = "operator"
"""The operator itself among the integrators."""


def integrator_id(container: Container, code: str) -> int:
    """The number of an integrator. Raises ``NotFound``."""
    found = container.integrators.find(code)
    if found is None:
        raise NotFound("there is no such integrator")
    return found.id


def known_product(products: Products, owner: int, code: str) -> Product:
    """The product. Raises ``NotFound``."""
    found = products.find(owner, code)
    if found is None:
        raise NotFound("there is no such product: vitrina product list")
    return found
