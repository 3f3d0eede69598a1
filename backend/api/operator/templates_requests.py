"""What the staff sends about charge templates."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic.types import StringConstraints

from backend.api.operator.catalogue_requests import Reason
from backend.api.wire import Day, Incoming, Name, Price, Text
from backend.domain.services.catalogue.save_template import (
    MAX_DAYS,
    MAX_PATTERN,
    MAX_PRIORITY,
    NewTemplate,
)
from backend.domain.values.billing import PriceSource, VatSource
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule

_Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_\-]{0,31}$")]
Code = Annotated[_Word, Field(description="The template's short name.", examples=["monthly"])]


class TemplateTerms(Incoming):
    """How a template charges."""

    pattern: Annotated[
        str, StringConstraints(max_length=MAX_PATTERN, pattern=r"^[^\x00-\x1f\x7f]*$")
    ] = Field(
        description="The charge's text, with names between braces: see `placeholders` of "
        "`GET /templates`.",
        examples=["{product}, {start} – {end}, {amount}"],
    )
    charge_type: _Word = Field("software", description="The type of the charges, for reports.")
    price_source: PriceSource | None = Field(
        None,
        strict=False,
        description="Where the price comes from; the catalogue, unless a fixed amount is given.",
    )
    fixed_amount: Price | None = None
    rule: PeriodRule | None = Field(
        None,
        strict=False,
        description="How periods lie in the calendar. What the platform prices has the platform's "
        "periods; else the calendar month, or so many `days` if they are given.",
    )
    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] | None = None
    proration: Proration = Field(
        Proration.BY_DAYS, strict=False, description="What an incomplete period costs."
    )
    vat_source: VatSource = Field(VatSource.PRODUCT, strict=False)
    priority: int = Field(100, ge=0, le=MAX_PRIORITY, description="The lower is charged first.")

    def version(self, code: str, valid_from: date) -> NewTemplate:
        """As the domain wants it; what is not said follows from what is."""
        return NewTemplate(
            code=code,
            pattern=self.pattern,
            valid_from=valid_from,
            charge_type=self.charge_type,
            price_source=self._price_source(),
            fixed_amount=self.fixed_amount,
            rule=self._rule(),
            days=self.days or 30,
            proration=self.proration,
            vat_source=self.vat_source,
            priority=self.priority,
        )

    def _price_source(self) -> PriceSource:
        fixed = self.fixed_amount is not None
        return self.price_source or (PriceSource.FIXED if fixed else PriceSource.CATALOGUE)

    def _rule(self) -> PeriodRule:
        if self.rule is not None:
            return self.rule
        if self._price_source() is PriceSource.PLATFORM:
            return PeriodRule.PLATFORM
        return PeriodRule.CALENDAR_MONTH if self.days is None else PeriodRule.DAYS


class SaveTemplate(TemplateTerms):
    """A version of a template, in force from a day on."""

    code: Code
    valid_from: Day = Field(description="Tomorrow or later, but for a first version.")
    reason: Reason = ""


class ExampleRequest(Incoming):
    """Who buys what, when and for how much."""

    day: Day | None = Field(None, description="When the first period begins; today if left out.")
    price: Price | None = Field(
        None, description="Of a whole period; the product's own if left out."
    )
    product: UUID | None = Field(
        None, strict=False, description="Its title, its tax and its price are taken."
    )
    title: Name = "Антивирус"
    quantity: int = Field(1, ge=1, le=1000)
    subscription: Name = "000123-1"
    last_day: Day | None = Field(None, description="As a platform would give it.")
    comment: Text = Field("", description="A platform's own text.")


class PreviewTemplate(Incoming):
    """A saved template by its `code`, or a `draft` of one; nothing is kept."""

    code: Code | None = None
    draft: TemplateTerms | None = None
    example: ExampleRequest = Field(default_factory=ExampleRequest)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.code is None) == (self.draft is None):
            raise ValueError("either the code of a saved template or a draft")
        return self
