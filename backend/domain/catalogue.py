"""The catalogue as decisions see it: products, dated prices, templates and tax rules.

An immutable snapshot. What applies is asked by date, so a change in the middle of a month, a run
for yesterday and a forecast for next month all use the same object.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.values.billing import (
    CatchUp,
    ChargingMode,
    PriceSource,
    VatSource,
)
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import Recurrence
from backend.domain.values.vat import EXEMPT_NOTE, Vat, VatKind


@dataclass(frozen=True, slots=True)
class Price:
    """Kopecks for a whole period: for new subscribers from ``valid_from``, for those who came
    before that day from ``existing_from``."""

    valid_from: date
    existing_from: date
    amount: int


@dataclass(frozen=True, slots=True)
class Registration:
    """Membership in the register of Russian software: ``[since, until)``, open if ``None``."""

    number: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the product was in the register on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """The standard VAT rate in basis points from a date on."""

    valid_from: date
    rate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A charge template (шаблон начисления) as it is from ``valid_from`` on.

    ``pattern`` is the charge's text with placeholders; ``fixed_amount`` (kopecks) goes with
    ``PriceSource.FIXED``. Lower ``priority`` is charged first.
    """

    id: UUID
    code: str
    valid_from: date
    pattern: str
    charge_type: str
    price_source: PriceSource
    recurrence: Recurrence
    fixed_amount: int | None = None
    proration: Proration = Proration.BY_DAYS
    vat_source: VatSource = VatSource.PRODUCT
    priority: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is sold. ``parent`` is the bundle it comes with and cannot leave alone.

    ``template`` is empty where a platform's own texts are taken as they are. ``vat_kind`` is what
    the product is by its nature: ``EXEMPT`` holds only while it is in the register, else it is
    taxed. ``end_after_days`` of suspension for lack of money end it;
    ``stops_queue``: when it cannot be paid, lines after it are not tried either.
    """

    id: UUID
    integrator_id: int
    code: str
    title: str
    template: str
    mode: ChargingMode = ChargingMode.PLATFORM
    vat_kind: VatKind = VatKind.TAXED
    vat_note: str = ""
    prices: tuple[Price, ...] = ()
    registrations: tuple[Registration, ...] = ()
    trial_days: int = 0
    catch_up: CatchUp = CatchUp.ALL
    end_after_days: int = 30
    stops_queue: bool = False
    parent: UUID | None = None
    archived_on: date | None = None

    def price_on(self, day: date, subscribed_on: date) -> int | None:
        """Kopecks for a whole period that begins on ``day``, for someone subscribed since then."""
        found: int | None = None
        for price in self.prices:
            since = price.valid_from if subscribed_on >= price.valid_from else price.existing_from
            if since <= day:
                found = price.amount
        return found


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products by id; template versions by code, and standard rates, oldest first.

    ``integrators`` are the platforms' titles by number.
    """

    products: Mapping[UUID, Product] = field(default_factory=dict)
    templates: Mapping[str, Sequence[Template]] = field(default_factory=dict)
    rates: Sequence[TaxRate] = ()
    integrators: Mapping[int, str] = field(default_factory=dict)

    def template_on(self, code: str, day: date) -> Template | None:
        """The version of a template that is in force on a day."""
        versions = self.templates.get(code, ())
        place = bisect_right(versions, day, key=lambda version: version.valid_from)
        return versions[place - 1] if place else None

    def vat_on(self, product: Product, day: date) -> Vat:
        """What tax applies to a supply of the product on a day."""
        if product.vat_kind is VatKind.EXEMPT:
            if any(entry.covers(day) for entry in product.registrations):
                return Vat(VatKind.EXEMPT, 0, product.vat_note or EXEMPT_NOTE)
            return Vat(VatKind.TAXED, self.rate_on(day))
        if product.vat_kind is VatKind.TAXED:
            return Vat(VatKind.TAXED, self.rate_on(day))
        return Vat(product.vat_kind, 0, product.vat_note)

    def vat_on_charge(self, product: Product | None, template: Template | None, day: date) -> Vat:
        """What tax applies to a charge; a product that is not known yet is taxed as usual."""
        if template is not None and template.vat_source is VatSource.OUTSIDE:
            return Vat(VatKind.OUTSIDE)
        if product is None:
            return Vat(VatKind.TAXED, self.rate_on(day))
        return self.vat_on(product, day)

    def rate_on(self, day: date) -> int:
        """The standard rate of a day, in basis points."""
        place = bisect_right(self.rates, day, key=lambda rate: rate.valid_from)
        if not place:
            raise LookupError("no VAT rate is known for so early a day")
        return self.rates[place - 1].rate
