"""Whether a template can charge what is charged in a mode: who charges gives price and periods."""

from typing import Protocol

from backend.domain.services.billing.fill_template import placeholders
from backend.domain.services.catalogue.refusals import DoesNotFit
from backend.domain.values.billing import ChargingMode, PriceSource
from backend.domain.values.recurrence import PeriodRule


class Charging(Protocol):
    """The part of a template's version that matters here; saved or about to be."""

    @property
    def pattern(self) -> str: ...

    @property
    def price_source(self) -> str: ...

    @property
    def rule(self) -> str: ...


def check_fit(template: Charging, mode: ChargingMode) -> None:
    """Raises ``DoesNotFit`` where charges of the mode could not be made by the template."""
    by_platform = mode is ChargingMode.PLATFORM
    if by_platform != (template.price_source == PriceSource.PLATFORM):
        raise DoesNotFit(
            "what the platform charges needs a template with the platform's price; what billing "
            "charges needs one with the catalogue's or a fixed price"
        )
    if by_platform != (template.rule == PeriodRule.PLATFORM):
        raise DoesNotFit("who gives the price gives the periods: the platform both, or neither")
    if not by_platform and "comment" in placeholders(template.pattern):
        raise DoesNotFit("billing has no {comment}: only a platform sends one")
