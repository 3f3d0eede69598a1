"""What the staff sends about products, their prices, tax rates and offers."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.types import StringConstraints

from backend.api.wire import Day, Incoming, Name, Price, Text
from backend.domain.services.catalogue.publish_offer import MAX_LENGTH, VERSION
from backend.domain.services.catalogue.save_product import ProductTerms
from backend.domain.values.billing import CatchUp, ChargingMode
from backend.domain.values.identifiers import INTEGRATOR_CODE
from backend.domain.values.money import parse_money
from backend.domain.values.vat import VatKind

OWN = "operator"
"""The operator itself among the integrators."""

Owner = Annotated[
    str,
    Field(
        pattern=f"^{INTEGRATOR_CODE}$",
        description="Whose: a platform's code, or `operator` for the operator's own.",
    ),
]
Reason = Annotated[Text, Field(description="Why, for the record.")]
_OrNone = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
_Days = Annotated[int, Field(ge=0, le=3_660)]


def _read_rate(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError('a rate is a text such as "22" or "22.5"')
    return parse_money(value)  # hundredths of a per cent are written like kopecks


Rate = Annotated[
    int,
    BeforeValidator(_read_rate),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$",
            "examples": ["22"],
            "description": "Per cent.",
        }
    ),
]


class SaveProduct(Incoming):
    """A product to be, or changes of one: what is left out stays as it is.

    An empty `template`, `vat_note` or `parent` takes it away.
    """

    integrator: Owner = OWN
    code: Name = Field(description="Its name at its platform; with `integrator` it says which.")
    title: Name | None = None
    template: _OrNone | None = None
    mode: ChargingMode | None = Field(
        None,
        strict=False,
        description="Who starts its charges; not switched while somebody is subscribed.",
    )
    vat_kind: VatKind | None = Field(None, strict=False)
    vat_note: _OrNone | None = Field(None, description="Why there is no tax, as on invoices.")
    trial_days: _Days | None = None
    catch_up: CatchUp | None = Field(
        None, strict=False, description="What becomes of periods that nobody billed in time."
    )
    end_after_days: _Days | None = Field(
        None, ge=1, description="Days without money after which a subscription ends."
    )
    stops_queue: bool | None = Field(
        None, description="When it cannot be paid, what comes after it is not charged either."
    )
    parent: _OrNone | None = Field(None, description="The code of the bundle that it comes with.")
    reason: Reason = ""

    def command(self, integrator_id: int) -> ProductTerms:
        """As the domain wants it."""
        terms = self.model_dump(exclude={"integrator", "reason"})
        return ProductTerms(integrator_id=integrator_id, **terms)


class ArchiveProduct(Incoming):
    """From when nobody can subscribe to it any more."""

    on: Day | None = Field(None, description="Today or later; today if left out.")
    undo: bool = Field(False, description="Offer it again instead.")
    reason: Reason = ""

    def day(self, today: date) -> date | None:
        """The day; nothing where it is offered again."""
        return None if self.undo else self.on or today


class SetPrice(Incoming):
    """A price for a whole period, tax included, from a day on."""

    amount: Price
    valid_from: Day = Field(
        description="For whoever subscribes from then on: tomorrow or later, but for a first one."
    )
    existing_from: Day | None = Field(
        None, description="For those who were there before; by default the same day."
    )
    replace: bool = Field(False, description="Overwrite a price of the same day, yet to come.")
    reason: Reason = ""


class RegisterProduct(Incoming):
    """Membership in the register of Russian software. The same first day again corrects it."""

    number: Annotated[Name, Field(max_length=64)]
    since: Day
    last_day: Day | None = Field(None, description="The last day in it, if that is known.")
    reason: Reason = ""


class SetTaxRate(Incoming):
    """The standard VAT rate from a day on."""

    rate: Rate
    valid_from: Day = Field(description="Tomorrow or later.")
    reason: Reason = ""


class PublishOffer(Incoming):
    """A text that subscribers accept before the first charge; it is never changed any more."""

    integrator: Owner = OWN
    version: str = Field(pattern=VERSION)
    valid_from: Day | None = Field(None, description="Today or later; today if left out.")
    content: Annotated[
        str,
        StringConstraints(max_length=MAX_LENGTH, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"),
    ]
    reason: Reason = ""


OFFER_BYTES = 6 * MAX_LENGTH + 10_000
"""A request with the longest offer, every letter of it escaped."""
