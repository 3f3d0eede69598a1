"""The operator's catalogue in a test: every service over repositories, each committed at once."""

from datetime import date, timedelta
from typing import Any

from backend.domain.models import ChargeTemplate, Price, Product, Registration, TaxRate
from backend.domain.services.catalogue.archive_product import archive_product
from backend.domain.services.catalogue.register_product import NewRegistration, register_product
from backend.domain.services.catalogue.save_product import ProductTerms, save_product
from backend.domain.services.catalogue.save_template import NewTemplate, save_template
from backend.domain.services.catalogue.set_price import NewPrice, set_price
from backend.domain.services.catalogue.set_tax_rate import set_tax_rate
from backend.domain.values.billing import ChargingMode, PriceSource
from backend.domain.values.identifiers import OPERATOR_ID
from backend.domain.values.recurrence import PeriodRule
from backend.storage.clock import new_id
from backend.storage.repositories import (
    ProductRepository,
    TaxRateRepository,
    TemplateRepository,
)
from tests.world import World

TODAY = date(2026, 5, 1)
TOMORROW = TODAY + timedelta(days=1)
LONG_AGO = date(2026, 1, 1)


class Shop:
    """Templates, products, prices and rates of a world; what changed is known to its desk."""

    def __init__(self, world: World) -> None:
        self.world = world

    def template(self, code: str = "monthly", **given: Any) -> ChargeTemplate:
        """Save a version: the operator's own, by the calendar month."""
        chosen = {"pattern": "{product}, {month}", "valid_from": LONG_AGO, **given}
        new = NewTemplate(code=code, **chosen)
        with self.world.session() as session:
            saved = save_template(
                new,
                TemplateRepository(session),
                ProductRepository(session),
                self.world.clock.moment(),
                new_id,
            )
        self.world.refresh()
        return saved

    def platform_template(self, code: str = "platform", **given: Any) -> ChargeTemplate:
        """Save a version for what platforms charge."""
        chosen = {
            "pattern": "{product}, {start} – {end}, {amount}",
            "price_source": PriceSource.PLATFORM,
            "rule": PeriodRule.PLATFORM,
            **given,
        }
        return self.template(code, **chosen)

    def product(self, code: str = "net", **given: Any) -> Product:
        """Save a product of the operator, or of the integrator given."""
        terms = ProductTerms(**{"integrator_id": OPERATOR_ID, "code": code, **given})
        with self.world.session() as session:
            saved = save_product(
                terms,
                ProductRepository(session),
                TemplateRepository(session),
                self.world.clock.moment(),
                new_id,
            )
        self.world.refresh()
        return saved

    def billed(self, code: str = "net", **given: Any) -> Product:
        """A product that billing charges by the template «monthly»."""
        chosen = {"title": code, "mode": ChargingMode.BILLING, "template": "monthly", **given}
        return self.product(code, **chosen)

    def price(self, amount: int, valid_from: date, code: str = "net", **given: Any) -> Price:
        """Set a price."""
        new = NewPrice(
            integrator_id=OPERATOR_ID, code=code, amount=amount, valid_from=valid_from, **given
        )
        with self.world.session() as session:
            made = set_price(new, ProductRepository(session), self.world.clock.moment().today)
        self.world.refresh()
        return made

    def register(self, since: date, code: str = "net", **given: Any) -> Registration:
        """Note a membership in the register."""
        chosen = {"number": "12345", **given}
        new = NewRegistration(integrator_id=OPERATOR_ID, code=code, since=since, **chosen)
        with self.world.session() as session:
            made = register_product(new, ProductRepository(session))
        self.world.refresh()
        return made

    def archive(self, on: date | None, code: str = "net") -> Product:
        """Take a product off the storefront."""
        with self.world.session() as session:
            return archive_product(
                OPERATOR_ID, code, on, ProductRepository(session), self.world.clock.moment().today
            )

    def tax(self, rate: int, valid_from: date) -> TaxRate:
        """Set the standard rate."""
        with self.world.session() as session:
            made = set_tax_rate(
                rate, valid_from, TaxRateRepository(session), self.world.clock.moment().today
            )
        self.world.refresh()
        return made
