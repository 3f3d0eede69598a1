"""Words of monthly billing."""

from enum import StrEnum


class ChargingMode(StrEnum):
    """Who starts a subscription's charges: never both."""

    PLATFORM = "platform"
    BILLING = "billing"


class PriceSource(StrEnum):
    """Where a charge's price comes from."""

    PLATFORM = "platform"
    CATALOGUE = "catalogue"
    FIXED = "fixed"


class VatSource(StrEnum):
    """Where a charge's VAT comes from: the product's own tax, or no tax at all."""

    PRODUCT = "product"
    OUTSIDE = "outside"


class CatchUp(StrEnum):
    """What happens to periods that came due while nobody billed."""

    ALL = "all"
    CURRENT = "current"
    """Only the period of today; the others become zero rows that say so."""
    PARK = "park"
    """A person decides."""


class PeriodKind(StrEnum):
    """What a row of a subscription's period chain stands for; all but ``charged`` cost nothing."""

    CHARGED = "charged"
    TRIAL = "trial"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    FORGIVEN = "forgiven"


class SuspendReason(StrEnum):
    """Why a subscription is suspended: a top-up ends the first, the subscriber the second."""

    MONEY = "money"
    USER = "user"
