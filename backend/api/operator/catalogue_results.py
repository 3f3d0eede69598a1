"""What the staff is answered about products, tax rates and offers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, PlainSerializer, WithJsonSchema

from backend.api.wire import Money, Outgoing
from backend.domain.models import Offer, Price, Registration, TaxRate
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.period import ONE_DAY
from backend.domain.values.vat import Vat, VatKind


def percent(rate: int) -> str:
    """A rate in basis points as people write it: ``22``, ``22.5``."""
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


Percent = Annotated[
    int,
    PlainSerializer(percent, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,2})?$", "examples": ["22"]},
    ),
]


class PriceResult(Outgoing):
    """What a whole period costs."""

    amount: Money
    valid_from: date = Field(description="For new subscribers.")
    existing_from: date = Field(description="For those who were there before.")

    @classmethod
    def of(cls, price: Price) -> Self:
        """The wire form."""
        return cls.model_validate(price, from_attributes=True)


class RegistrationResult(Outgoing):
    """A membership in the register of Russian software; without a last day it goes on."""

    number: str
    since: date
    last_day: date | None = None

    @classmethod
    def of(cls, entry: Registration) -> Self:
        """The wire form."""
        last = None if entry.until is None else entry.until - ONE_DAY
        return cls(number=entry.number, since=entry.since, last_day=last)


class VatResult(Outgoing):
    """The tax of a supply."""

    kind: VatKind
    rate: Percent
    note: str = Field(description="Why there is none, as on invoices.")

    @classmethod
    def of(cls, vat: Vat) -> Self:
        """The wire form."""
        return cls(kind=vat.kind, rate=vat.rate, note=vat.note)


class ListedProduct(Outgoing):
    """A product among others."""

    id: UUID
    integrator: str
    code: str
    title: str
    complete: bool = Field(description="One that a charge brought in waits for a person.")
    mode: ChargingMode = Field(description="Who starts its charges.")
    template: str | None = None
    vat_kind: VatKind
    price: Money | None = Field(None, description="What new subscribers pay today.")
    archived_on: date | None = None


class ProductsResult(Outgoing):
    """A page of products, in order of platform and code."""

    products: list[ListedProduct]
    next: UUID | None = Field(None, description="Ask for what comes `after` it.")


class ProductResult(ListedProduct):
    """A product with all that belongs to it."""

    created_at: datetime
    vat_note: str
    vat: VatResult = Field(description="As it is today.")
    trial_days: int
    catch_up: CatchUp
    end_after_days: int
    stops_queue: bool
    parent: str | None = Field(None, description="The code of the bundle that it comes with.")
    subscribed: bool = Field(description="Then who charges it cannot be switched.")
    prices: list[PriceResult] = Field(description="Oldest first.")
    registrations: list[RegistrationResult] = Field(description="Oldest first.")


class TaxRateResult(Outgoing):
    """The standard VAT rate from a day on."""

    rate: Percent
    valid_from: date
    in_force: bool

    @classmethod
    def of(cls, rate: TaxRate, in_force: date | None) -> Self:
        """The wire form; ``in_force`` is the first day of the rate that holds today."""
        return cls(rate=rate.rate, valid_from=rate.valid_from, in_force=rate.valid_from == in_force)


class TaxRatesResult(Outgoing):
    """The rates, oldest first."""

    rates: list[TaxRateResult]


class ListedOffer(Outgoing):
    """A version of an offer among others."""

    integrator: str
    version: str
    valid_from: date
    in_force: bool
    characters: int
    sha256: str = Field(description="Of the text, as it is kept with every consent.")
    created_at: datetime


class OffersResult(Outgoing):
    """The versions by platform, oldest first. A platform without any has the operator's."""

    offers: list[ListedOffer]


class OfferResult(ListedOffer):
    """A version with its text."""

    content: str


def offer_fields(row: Offer, integrator: str, in_force: date | None) -> dict[str, object]:
    """The fields that a row of the list and an offer have in common."""
    return {
        "integrator": integrator,
        "version": row.version,
        "valid_from": row.valid_from,
        "in_force": row.valid_from == in_force,
        "characters": len(row.content),
        "sha256": row.text_hash,
        "created_at": row.created_at,
    }


def begun(days: Sequence[date], today: date) -> date | None:
    """The latest day that has come: what begins on it is in force."""
    return max((day for day in days if day <= today), default=None)
