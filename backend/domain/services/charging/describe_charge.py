"""The text and the tax of a platform's charge, by its product's template and kind of VAT."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Catalogue, Product
from backend.domain.services.billing.fill_template import fill
from backend.domain.values.period import Period
from backend.domain.values.vat import Vat
from backend.domain.values.wording import day_and_month, month_and_year, roubles

CHARGE_TYPE = "software"
"""The type of charges of products that have no template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the platform says about its charge. Sums in kopecks; ``comment`` is its own text."""

    amount: int
    full_price: int | None
    period: Period | None
    subscription: str
    comment: str


@dataclass(frozen=True, slots=True)
class Description:
    """What is frozen on the charge."""

    text: str
    charge_type: str
    template_id: UUID | None
    vat: Vat
    vat_amount: int


def describe_charge(
    facts: Facts, product: Product | None, catalogue: Catalogue, day: date
) -> Description:
    """Text and tax of a charge on a day. Raises ``TemplateNotFilled``.

    A product without a template, or one that the catalogue does not know yet, keeps the platform's
    own text.
    """
    template = catalogue.template_on(product.template, day) if product is not None else None
    vat = catalogue.vat_on_charge(product, template, day)
    vat_amount = vat.part_of(facts.amount)
    if product is None or template is None:
        return Description(facts.comment, CHARGE_TYPE, None, vat, vat_amount)
    text = fill(template.pattern, _known(facts, product, catalogue))
    return Description(text, template.charge_type, template.id, vat, vat_amount)


def _known(facts: Facts, product: Product, catalogue: Catalogue) -> dict[str, str]:
    known = {
        "product": product.title,
        "amount": roubles(facts.amount),
        "quantity": "1",
        "subscription": facts.subscription,
    }
    if facts.comment:
        known["comment"] = facts.comment
    if facts.full_price is not None:
        known["full_price"] = roubles(facts.full_price)
    if facts.period is not None:
        known["start"] = day_and_month(facts.period.start)
        known["end"] = day_and_month(facts.period.last_day)
        known["month"] = month_and_year(facts.period.start)
    integrator = catalogue.integrators.get(product.integrator_id)
    if integrator is not None:
        known["integrator"] = integrator
    return known
