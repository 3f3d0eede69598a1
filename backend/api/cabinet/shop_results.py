"""What the cabinet is answered about what can be had: own products, platforms, storefronts."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from backend.api.cabinet.results import Percent, PlatformName
from backend.api.wire import Money, Outgoing
from backend.domain.platform import Freshness
from backend.domain.values.recurrence import PeriodRule


class ProductResult(Outgoing):
    """A product that billing charges: subscribed to here."""

    id: UUID
    title: str
    platform: PlatformName | None = None
    price: Money | None = Field(None, description="For a whole period; left out if not known.")
    period: PeriodRule
    days: int = Field(description="Counts with the period rule `days`.")
    trial_days: int = Field(description="0 where there is none, or it has been had.")
    vat_rate: Percent | None = None
    parts: list[str] = Field(description="What comes with it.")
    subscribed: bool


class ItemResult(Outgoing):
    """A product as its platform describes it. Texts are plain; images are of the storefront."""

    key: str
    title: str
    vendor: str
    description: str
    conditions: str
    first_price: Money | None = None
    next_price: Money | None = None
    image: str | None = None
    available: bool = Field(description="Whether it is sold.")
    subscribed: bool


class PlatformResult(Outgoing):
    """A platform that sells here, and its catalogue where it can be read."""

    code: str
    title: str
    storefront: Literal["frame", "link", "none"]
    catalogue: Freshness = Field(
        description="`stale`: the platform does not answer, this is as of `as_of`; `absent`: it "
        "offers nothing to read."
    )
    as_of: datetime | None = None
    items: list[ItemResult]


class CatalogueResult(Outgoing):
    """Everything that can be had."""

    products: list[ProductResult]
    platforms: list[PlatformResult]


class StorefrontResult(Outgoing):
    """A fresh address of the storefront for this account: one entry, soon over."""

    url: str
    expires_at: datetime
    frame: bool = Field(description="Whether it may be shown in a frame.")
