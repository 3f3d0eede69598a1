"""The shelf: products of billing's that a subscriber may choose today."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Catalogue, Product, Template
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.services.cabinet.views import ShelfProduct
from backend.domain.services.subscribing.offered import offered, parts_of
from backend.domain.values.billing import PriceSource
from backend.domain.values.recurrence import PeriodRule


def fill_shelf(
    catalogue: Catalogue, today: date, subscribed: Collection[UUID], tried: Collection[UUID]
) -> list[ShelfProduct]:
    """What may be chosen, by title. ``subscribed`` and ``tried`` are the account's product ids."""
    shelf = (
        _described(each, template, catalogue, today, subscribed, tried)
        for each in catalogue.products.values()
        if (template := _template_if_offered(each, catalogue, today))
    )
    return sorted(shelf, key=lambda product: (product.title, str(product.id)))


def _template_if_offered(product: Product, catalogue: Catalogue, today: date) -> Template | None:
    """What charges the product, where a subscriber may choose it; ``None`` where not."""
    try:
        offered(catalogue, product.id, today)
    except (NotAllowed, NotFound):
        return None
    template = catalogue.template_on(product.template, today)
    recurs = template is not None and template.recurrence.rule is not PeriodRule.PLATFORM
    return template if recurs else None


def _described(
    product: Product,
    template: Template,
    catalogue: Catalogue,
    today: date,
    subscribed: Collection[UUID],
    tried: Collection[UUID],
) -> ShelfProduct:
    fixed = template.fixed_amount if template.price_source is PriceSource.FIXED else None
    return ShelfProduct(
        id=product.id,
        integrator_id=product.integrator_id,
        title=product.title,
        price=fixed if fixed is not None else product.price_on(today, today),
        recurrence=template.recurrence,
        trial_days=0 if product.id in tried else product.trial_days,
        vat=catalogue.vat_on_charge(product, template, today),
        parts=tuple(part.title for part in parts_of(catalogue, product, today)),
        subscribed=product.id in subscribed,
    )
