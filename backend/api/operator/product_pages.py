"""Puts together what is answered about products, from inside a transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.api.operator.catalogue_results import (
    ListedProduct,
    PriceResult,
    ProductResult,
    ProductsResult,
    RegistrationResult,
    VatResult,
)
from backend.api.operator.door import OperatorDoor
from backend.api.operator.owners import owner_codes
from backend.domain import catalogue as domain
from backend.domain.models import Price, Product, Registration
from backend.domain.values.billing import ChargingMode
from backend.domain.values.vat import Vat, VatKind
from backend.storage.repositories import ProductRepository
from backend.storage.unit_of_work import UnitOfWork

_FACTS = (
    "title", "complete", "template", "mode", "vat_kind", "vat_note", "trial_days", "catch_up",
    "end_after_days", "stops_queue", "parent", "archived_on",
)  # fmt: skip


def facts(row: Product) -> dict[str, Any]:
    """What the record says of a product."""
    return {name: getattr(row, name) for name in _FACTS}


def page(rows: Sequence[Product], limit: int, unit: UnitOfWork, today: date) -> ProductsResult:
    """A page; where there is one row more than ``limit``, there is another page."""
    shown = rows[:limit]
    prices = ProductRepository(unit.session).prices_on([row.id for row in shown], today)
    codes = owner_codes(unit)
    return ProductsResult(
        products=[
            ListedProduct(**_listed(row, codes[row.integrator_id], prices.get(row.id)))
            for row in shown
        ],
        next=shown[-1].id if len(rows) > limit else None,
    )


def whole(row: Product, unit: UnitOfWork, door: OperatorDoor) -> ProductResult:
    """A product with all that belongs to it."""
    repository, today = ProductRepository(unit.session), door.clock.moment().today
    registrations = repository.registrations(row)
    parent = repository.get(row.parent) if row.parent else None
    price = repository.prices_on([row.id], today).get(row.id)
    return ProductResult(
        **_listed(row, owner_codes(unit)[row.integrator_id], price),
        created_at=row.created_at,
        vat_note=row.vat_note,
        vat=VatResult.of(_vat(row, registrations, door.catalogue.current(), today)),
        trial_days=row.trial_days,
        catch_up=row.catch_up,
        end_after_days=row.end_after_days,
        stops_queue=row.stops_queue,
        parent=parent.code if parent else None,
        subscribed=repository.is_subscribed(row),
        prices=[PriceResult.of(each) for each in repository.prices(row)],
        registrations=[RegistrationResult.of(each) for each in registrations],
    )


def _listed(row: Product, integrator: str, price: Price | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "integrator": integrator,
        "code": row.code,
        "title": row.title,
        "complete": row.complete,
        "mode": ChargingMode(row.mode),
        "template": row.template,
        "vat_kind": VatKind(row.vat_kind),
        "price": None if price is None else price.amount,
        "archived_on": row.archived_on,
    }


def _vat(
    row: Product,
    registrations: Sequence[Registration],
    catalogue: domain.Catalogue,
    today: date,
) -> Vat:
    """Today's tax, by the row as it is now: the catalogue in memory may be a second old."""
    product = domain.Product(
        id=row.id,
        integrator_id=row.integrator_id,
        code=row.code,
        title=row.title,
        template=row.template or "",
        vat_kind=VatKind(row.vat_kind),
        vat_note=row.vat_note,
        registrations=tuple(
            domain.Registration(each.number, each.since, each.until) for each in registrations
        ),
    )
    return catalogue.vat_on(product, today)
