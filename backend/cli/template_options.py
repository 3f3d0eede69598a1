"""The options that describe a version of a template, and the version that they describe."""

from datetime import date
from typing import Annotated, Any

import typer

from backend.cli.session import money
from backend.domain.services.catalogue.save_template import NewTemplate
from backend.domain.values.billing import PriceSource, VatSource
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule

Code = Annotated[str, typer.Argument(help="The template's short name, like `monthly`.")]
Type = Annotated[
    str | None, typer.Option("--type", help="The type of the charges, for reports: `software`.")
]
Source = Annotated[
    PriceSource | None, typer.Option("--price-source", help="Where the price comes from.")
]
Amount = Annotated[str | None, typer.Option(help="The fixed price, in roubles.")]
Rule = Annotated[PeriodRule | None, typer.Option(help="How the periods lie in the calendar.")]
Days = Annotated[int | None, typer.Option(help="Days of a period, with `--rule days`.")]
Part = Annotated[Proration | None, typer.Option(help="What an incomplete period costs.")]
Vat = Annotated[
    VatSource | None, typer.Option(help="Whether the product's tax applies, or none at all.")
]
Priority = Annotated[int | None, typer.Option(help="Which charge comes first: the lower number.")]


def described(
    code: str, pattern: str, valid_from: date, *, amount: str | None, **options: Any
) -> NewTemplate:
    """The version; what is not said follows from what is."""
    given = {name: value for name, value in options.items() if value is not None}
    if amount is not None:
        given = {"price_source": PriceSource.FIXED, **given, "fixed_amount": money(amount)}
    if given.get("price_source") is PriceSource.PLATFORM:
        given = {"rule": PeriodRule.PLATFORM, **given}
    elif "days" in given:
        given = {"rule": PeriodRule.DAYS, **given}
    return NewTemplate(code=code, pattern=pattern, valid_from=valid_from, **given)
