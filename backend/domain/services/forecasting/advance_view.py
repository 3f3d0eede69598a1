"""An advance invoice as it is shown: on paper, on the screen and as JSON. Sums in kopecks."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.domain.services.invoicing.totals import RateTotal, totals_of
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.domain.values.seller import Seller
from backend.domain.values.vat import VatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceLine:
    """A line; ``last_day`` is inclusive."""

    place: int
    subscription_id: UUID
    product_id: UUID
    text: str
    charge_type: str
    first_day: date
    last_day: date
    quantity: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceSummary:
    """One in a list. ``reason`` says why it is not open any more; ``replaced_by`` is a number."""

    id: UUID
    number: str
    state: AdvanceState
    account: str
    due_on: date
    policy: AdvancePolicy
    issued_on: date
    total: int
    vat_total: int
    payable: int
    closed_at: datetime | None
    reason: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceView:
    """The whole document."""

    summary: AdvanceSummary
    payer: str
    seller: Seller
    lines: tuple[AdvanceLine, ...]

    @property
    def from_balance(self) -> int:
        """What the balance covers of the total; below zero: a debt that is asked for as well."""
        return self.summary.total - self.summary.payable

    @property
    def totals(self) -> tuple[RateTotal, ...]:
        """By kind and rate of tax."""
        return totals_of(self.lines)
