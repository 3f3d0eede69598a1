"""What a template would charge: an example, filled and taxed, of which nothing is kept."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from backend.domain.catalogue import Catalogue, Price, Product, Template
from backend.domain.errors import InvalidRequest
from backend.domain.services.billing.line import BilledSubscription, Line, next_line
from backend.domain.services.charging.describe_charge import Facts, describe_charge
from backend.domain.values.billing import ChargingMode, PeriodKind, PriceSource
from backend.domain.values.money import MAX_KOPECKS
from backend.domain.values.period import Period
from backend.domain.values.status import SubscriptionState

_NOBODY = 0
_NOTHING = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Who buys what, when and for how much.

    ``price`` is the catalogue's for a whole period, or what the platform sends (kopecks). The first
    period begins on ``day``; ``last_day`` and ``comment`` are what a platform would send.
    """

    day: date
    price: int
    title: str = "Антивирус"
    product: Product | None = None
    quantity: int = 1
    subscription: str = "example"
    last_day: date | None = None
    comment: str = ""


def preview_template(template: Template, example: Example, catalogue: Catalogue) -> Line:
    """The line that would result. Raises what charging would raise: ``TemplateNotFilled`` too."""
    if not 0 <= example.price <= MAX_KOPECKS or example.quantity < 1:
        raise InvalidRequest("an example has a price that is not negative, and a quantity above 0")
    if not catalogue.rates or example.day < catalogue.rates[0].valid_from:
        raise InvalidRequest("no VAT rate is known for so early a day")
    product = _product(template, example)
    known = replace(
        catalogue,
        products={product.id: product},
        templates={template.code: (replace(template, valid_from=date.min),)},
        integrators={product.integrator_id: "Example", **catalogue.integrators},
    )
    if template.price_source is PriceSource.PLATFORM:
        return _by_platform(template, example, product, known)
    return next_line(_subscription(example, product), known)


def _product(template: Template, example: Example) -> Product:
    prices = (Price(date.min, date.min, example.price),)
    if example.product is not None:
        return replace(example.product, template=template.code, prices=prices)
    return Product(
        id=_NOTHING,
        integrator_id=0,
        code="example",
        title=example.title,
        template=template.code,
        mode=ChargingMode.BILLING,
        prices=prices,
    )


def _subscription(example: Example, product: Product) -> BilledSubscription:
    return BilledSubscription(
        account_id=_NOBODY,
        id=_NOTHING,
        product_id=product.id,
        key=example.subscription,
        state=SubscriptionState.ACTIVE,
        anchor=example.day,
        next_start=example.day,
        next_seq=0,
        quantity=example.quantity,
    )


def _by_platform(template: Template, example: Example, product: Product, known: Catalogue) -> Line:
    period = Period.through(example.day, example.last_day) if example.last_day else None
    facts = Facts(
        amount=example.price,
        full_price=example.price,
        period=period,
        subscription=example.subscription,
        comment=example.comment,
    )
    told = describe_charge(facts, product, known, example.day)
    booked = period or Period.through(example.day, example.day)
    return Line(
        _NOBODY,
        _NOTHING,
        0,
        PeriodKind.CHARGED,
        product.id,
        template.id,
        told.charge_type,
        booked.start,
        booked.end,
        1,
        example.price,
        example.price,
        told.vat.kind,
        told.vat.rate,
        told.vat_amount,
        told.vat.note,
        told.text,
        template.priority,
    )
