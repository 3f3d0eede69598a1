"""Set a product's price from a day on, and from when those pay it who came before."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound
from backend.domain.models import Price
from backend.domain.ports import Products
from backend.domain.services.catalogue.refusals import AlreadyInForce, Overlaps
from backend.domain.values.money import MAX_KOPECKS


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrice:
    """Kopecks for a whole period. ``existing_from`` is ``valid_from`` where it is not given.

    ``replace``: a price of the same day, which nobody has paid yet, may be overwritten.
    """

    integrator_id: int
    code: str
    amount: int
    valid_from: date
    existing_from: date | None = None
    replace: bool = False


def set_price(command: NewPrice, products: Products, today: date) -> Price:
    """The price. Those that have begun never change; only a product's first may begin at any day.

    Raises ``InvalidRequest``, and ``AlreadyExists`` where another begins on the same day.
    """
    existing_from = command.existing_from or command.valid_from
    if not 0 <= command.amount <= MAX_KOPECKS:
        raise InvalidRequest("a price is not negative")
    if existing_from < command.valid_from:
        raise InvalidRequest("who came before pays a price not earlier than who comes new")
    product = products.find(command.integrator_id, command.code, lock=True)
    if product is None:
        raise NotFound("there is no such product")
    prices = products.prices(product)
    if prices and command.valid_from <= today:
        raise AlreadyInForce("a new price begins tomorrow or later: past prices never change")
    known = next((p for p in prices if p.valid_from == command.valid_from), None)
    if known is not None and not command.replace:
        raise AlreadyExists("a price begins on that day already; it can be replaced")
    price = Price(
        product_id=product.id,
        valid_from=command.valid_from,
        existing_from=existing_from,
        amount=command.amount,
    )
    _refuse_overlap([*(p for p in prices if p is not known), price])
    return products.put_price(price)


def _refuse_overlap(prices: list[Price]) -> None:
    """A later price reaches nobody before an earlier one does."""
    in_order = sorted(prices, key=lambda price: price.valid_from)
    if any(one.existing_from > other.existing_from for one, other in pairwise(in_order)):
        raise Overlaps(
            "prices overlap: who came before would pay a later price sooner than an earlier one"
        )
