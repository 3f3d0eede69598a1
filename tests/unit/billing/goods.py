"""Things to sell, with what a test does not care about filled in."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.domain.catalogue import (
    Catalogue,
    Price,
    Product,
    Registration,
    TaxRate,
    Template,
)
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.values.billing import ChargingMode, PriceSource
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.status import SubscriptionState

RATES = (
    TaxRate(date(2004, 1, 1), 1800),
    TaxRate(date(2019, 1, 1), 2000),
    TaxRate(date(2026, 1, 1), 2200),
)
MAY_1 = date(2026, 5, 1)
KAV = "Антивирус Касперского"
PRODUCT_ID = UUID(int=1)
TEMPLATE_ID = UUID(int=100)
INTEGRATOR = 1
BULLETIN = "{product}, {start} – {end}, {amount}"


def template(
    pattern: str = BULLETIN, valid_from: date = date(2000, 1, 1), **given: Any
) -> Template:
    """A version of the template «kav»: thirty days at the catalogue's price."""
    chosen: dict[str, Any] = {
        "id": TEMPLATE_ID,
        "code": "kav",
        "charge_type": "antivirus",
        "price_source": PriceSource.CATALOGUE,
        "recurrence": Recurrence(PeriodRule.DAYS, 30),
        **given,
    }
    return Template(pattern=pattern, valid_from=valid_from, **chosen)


def product(amount: int = 5_000, **given: Any) -> Product:
    """Kaspersky's antivirus for fifty roubles, charged by billing."""
    chosen: dict[str, Any] = {
        "id": PRODUCT_ID,
        "integrator_id": INTEGRATOR,
        "code": "kav",
        "title": KAV,
        "template": "kav",
        "mode": ChargingMode.BILLING,
        "prices": (Price(date(2000, 1, 1), date(2000, 1, 1), amount),),
        **given,
    }
    return Product(**chosen)


def catalogue(*products: Product, templates: tuple[Template, ...] = ()) -> Catalogue:
    """These products (or the one above) and these versions (or the one above)."""
    versions = templates or (template(),)
    return Catalogue(
        products={each.id: each for each in products or (product(),)},
        templates={"kav": versions},
        rates=RATES,
        integrators={INTEGRATOR: "РентСофт"},
    )


def registration(since: date, until: date | None = None) -> Registration:
    """Membership in the register of Russian software."""
    return Registration("12345", since, until)


def subscription(anchor: date = MAY_1, **given: Any) -> BilledSubscription:
    """An active subscription that nothing has been charged for yet."""
    chosen: dict[str, Any] = {
        "account_id": 1,
        "id": UUID(int=7),
        "product_id": PRODUCT_ID,
        "key": "kav-1",
        "state": SubscriptionState.ACTIVE,
        "next_start": anchor,
        "next_seq": 0,
        **given,
    }
    return BilledSubscription(anchor=anchor, **chosen)
