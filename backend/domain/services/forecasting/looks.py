"""A look ahead over all accounts (прогноз по всем): how it goes, and what it has come to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.domain.services.forecasting.forecast import Forecast


class LookState(StrEnum):
    """Where a look ahead is: one that a new day has overtaken is abandoned."""

    WORKING = "working"
    DONE = "done"
    ABANDONED = "abandoned"


class TotalsBy(StrEnum):
    """By what the totals of a look ahead are told."""

    DAY = "day"
    PRODUCT = "product"
    CHARGE_TYPE = "charge_type"
    INTEGRATOR = "integrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """A look ahead and its progress; what it told of and issued is counted as well."""

    id: UUID
    as_of: date
    until: date
    state: LookState
    started_by: str
    created_at: datetime
    finished_at: datetime | None
    chunks: int
    chunks_done: int
    accounts: int
    debits: int
    unforeseen: int
    facts: int
    advances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """What is foreseen for a day, a product, a type of charge or an integrator. Sums in kopecks.

    ``missing`` is what lines are not covered by; ``unknown`` the amount of accounts of which only
    another billing knows that; ``expected`` the amount that platforms will probably charge.
    """

    key: str
    title: str
    lines: int
    amount: int
    vat_amount: int
    missing: int
    unknown: int
    expected: int


class TotalKey(NamedTuple):
    """What one total of a chunk is of."""

    due_on: date
    product_id: UUID
    charge_type: str
    integrator_id: int
    expected: bool


class TotalRow(NamedTuple):
    """A total of a chunk."""

    pass_id: UUID
    chunk: int
    due_on: date
    product_id: UUID
    charge_type: str
    integrator_id: int
    expected: bool
    lines: int
    amount: int
    vat_amount: int
    missing: int
    unknown: int


def count_debits(forecasts: Iterable[Forecast], pass_id: UUID, chunk: int) -> list[TotalRow]:
    """The totals of a chunk's forecasts."""
    lines: Counter[TotalKey] = Counter()
    amounts: Counter[TotalKey] = Counter()
    taxes: Counter[TotalKey] = Counter()
    missing: Counter[TotalKey] = Counter()
    unknown: Counter[TotalKey] = Counter()
    for debit in (debit for forecast in forecasts for debit in forecast.debits):
        for line in debit.lines:
            key = TotalKey(
                debit.on, line.product_id, line.charge_type, line.integrator_id, line.expected
            )
            lines[key] += 1
            amounts[key] += line.amount
            taxes[key] += line.vat_amount
            if line.missing is None:
                unknown[key] += line.amount
            else:
                missing[key] += line.missing
    return [
        TotalRow(
            pass_id, chunk, *key, lines[key], amounts[key], taxes[key], missing[key], unknown[key]
        )
        for key in sorted(lines)
    ]
