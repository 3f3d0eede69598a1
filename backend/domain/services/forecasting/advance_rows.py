"""Advance invoices as they are read and written: one tuple type per shape of row, kopecks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from backend.domain.services.forecasting.forecast import DebitLine
from backend.domain.values.advance import AdvancePolicy, AdvanceState
from backend.domain.values.vat import VatKind

PeriodKey = tuple[UUID, date]
"""(subscription, first day): what is asked for once."""


class AdvanceRow(NamedTuple):
    """An advance invoice as it is issued. ``available`` is what there was before its debit."""

    account_id: int
    id: UUID
    issuer: str
    year: int
    number: int
    due_on: date
    policy: AdvancePolicy
    payer: str
    seller: str
    total: int
    vat_total: int
    available: int | None
    payable: int
    issued_on: date
    created_at: datetime


class AdvanceLineRow(NamedTuple):
    """A line: what one subscription will cost for one period."""

    account_id: int
    invoice_id: UUID
    line: int
    subscription_id: UUID
    product_id: UUID
    text: str
    charge_type: str
    period_start: date
    period_end: date
    quantity: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str


class OpenLine(NamedTuple):
    """A line of an open one, as far as it is judged; ``is_charged``: the debit has happened."""

    subscription_id: UUID
    period_start: date
    amount: int
    vat_amount: int
    is_charged: bool

    @property
    def key(self) -> PeriodKey:
        """What it asks for."""
        return (self.subscription_id, self.period_start)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAdvance:
    """An advance invoice that stands and is not settled."""

    id: UUID
    year: int
    number: int
    due_on: date
    policy: AdvancePolicy
    total: int
    available: int | None
    payable: int
    lines: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceDraft:
    """One to be issued; ``replaces`` is the one that it stands for."""

    due_on: date
    policy: AdvancePolicy
    lines: tuple[DebitLine, ...]
    available: int | None
    payable: int
    replaces: OpenAdvance | None = None

    @property
    def total(self) -> int:
        """What its lines come to."""
        return sum(line.amount for line in self.lines)

    @property
    def vat_total(self) -> int:
        """The tax in it."""
        return sum(line.vat_amount for line in self.lines)


class AdvanceEnd(NamedTuple):
    """What becomes of an open one, and why."""

    invoice: OpenAdvance
    state: AdvanceState
    reason: str
