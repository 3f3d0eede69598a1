"""What the staff is answered about charge templates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.operator.catalogue_results import Percent, begun
from backend.api.wire import Money, Outgoing
from backend.domain.models import ChargeTemplate
from backend.domain.services.billing.line import Line
from backend.domain.values.billing import PriceSource, VatSource
from backend.domain.values.period import Period
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.vat import VatKind


class TemplateVersion(Outgoing):
    """A template as it is from a day on; it never changes."""

    id: UUID
    valid_from: date
    in_force: bool
    pattern: str
    charge_type: str
    price_source: PriceSource
    fixed_amount: Money | None = None
    rule: PeriodRule
    days: int = Field(description="Counts with the rule `days`.")
    proration: Proration
    vat_source: VatSource
    priority: int
    created_at: datetime


class TemplateResult(Outgoing):
    """A template with its versions, oldest first."""

    code: str
    products: int = Field(description="How many are charged by it.")
    versions: list[TemplateVersion]

    @classmethod
    def of(cls, code: str, versions: Sequence[ChargeTemplate], products: int, today: date) -> Self:
        """The wire form."""
        present = begun([each.valid_from for each in versions], today)
        shown = TemplateVersion.model_fields.keys() - {"in_force"}
        return cls(
            code=code,
            products=products,
            versions=[
                TemplateVersion(
                    **{name: getattr(each, name) for name in shown},
                    in_force=each.valid_from == present,
                )
                for each in versions
            ],
        )


class TemplatesResult(Outgoing):
    """The templates in the order of their codes."""

    templates: list[TemplateResult]
    placeholders: dict[str, str] = Field(
        description="What a pattern may contain between braces, and what stands for it."
    )


class PreviewResult(Outgoing):
    """The charge that would result."""

    text: str
    amount: Money
    full_price: Money = Field(description="Of a whole period.")
    first_day: date | None = Field(None, description="Left out where the platform gives none.")
    last_day: date | None = None
    vat_kind: VatKind
    vat_rate: Percent
    vat_amount: Money = Field(description="Included in the amount.")
    vat_note: str
    charge_type: str
    priority: int

    @classmethod
    def of(cls, line: Line, *, with_period: bool) -> Self:
        """The wire form."""
        period = Period(line.period_start, line.period_end)
        return cls(
            text=line.text,
            amount=line.amount,
            full_price=line.full_price,
            first_day=period.start if with_period else None,
            last_day=period.last_day if with_period else None,
            vat_kind=line.vat_kind,
            vat_rate=line.vat_rate,
            vat_amount=line.vat_amount,
            vat_note=line.vat_note,
            charge_type=line.charge_type,
            priority=line.priority,
        )
