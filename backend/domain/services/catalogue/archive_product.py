"""Take a product off the storefront, or put it back; its subscriptions go on either way."""

from datetime import date

from backend.domain.errors import NotFound
from backend.domain.models import Product
from backend.domain.ports import Products
from backend.domain.services.catalogue.refusals import AlreadyInForce


def archive_product(
    integrator_id: int, code: str, on: date | None, products: Products, today: date
) -> Product:
    """From ``on`` nobody can subscribe to it any more; ``None`` lets them again."""
    product = products.find(integrator_id, code, lock=True)
    if product is None:
        raise NotFound("there is no such product")
    if on is not None and on < today:
        raise AlreadyInForce("a product is archived today or later: it was sold until now")
    product.archived_on = on
    return product
