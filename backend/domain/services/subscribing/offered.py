"""What of the catalogue can be had today, and what comes with it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Catalogue, Product
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.billing import ChargingMode


def offered(catalogue: Catalogue, product_id: UUID, today: date) -> Product:
    """The product, where a subscriber may choose it by itself.

    Raises ``NotFound`` and ``NotAllowed``.
    """
    product = catalogue.products.get(product_id)
    if product is None or product.mode is not ChargingMode.BILLING:
        raise NotFound("there is no such product that billing charges")
    if not _is_sold(product, today):
        raise NotAllowed("the product is archived: it is not sold any more")
    if product.parent is not None:
        raise NotAllowed("the product comes only with its bundle")
    return product


def parts_of(catalogue: Catalogue, bundle: Product, today: date) -> Sequence[Product]:
    """What is sold with a bundle, in the order of codes; nothing for any other product."""
    parts = (each for each in catalogue.products.values() if each.parent == bundle.id)
    sold = (each for each in parts if _is_sold(each, today) and each.mode is bundle.mode)
    return sorted(sold, key=lambda product: product.code)


def has_already(
    subscriber: Subscriber, product: Product, besides: BilledSubscription | None = None
) -> bool:
    """Whether a living subscription, ``besides`` the given one, is to the product or will be."""
    return any(
        product.id in (each.product_id, each.next_product_id)
        for each in subscriber.subscriptions.values()
        if each is not besides
    )


def _is_sold(product: Product, today: date) -> bool:
    return product.archived_on is None or today < product.archived_on
