"""A forecast (прогноз): the debits that are coming, as far as the catalogue and money tell today.

It assumes that what is missing will have been paid in by its day. So every debit is told with what
is available before it and what is missing for it, and a debit that cannot be paid today does not
hide the ones after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from backend.domain.values.period import Period
from backend.domain.values.vat import VatKind


class DebitLine(NamedTuple):
    """What one subscription will cost for one period; sums in kopecks, tax inside.

    ``period_end`` is the first day after the period. ``expected``: its platform charges it, so it
    is what the platform took last time and not what the catalogue says. ``missing``: how much of
    the line is not covered, lines of a day being paid in their order; ``None`` where only another
    billing knows what there is.
    """

    subscription_id: UUID
    product_id: UUID
    product: str
    integrator_id: int
    charge_type: str
    text: str
    period_start: date
    period_end: date
    quantity: int
    full_price: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str
    expected: bool = False
    missing: int | None = None

    @property
    def period(self) -> Period:
        """The days that it is for."""
        return Period(self.period_start, self.period_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debit:
    """Everything that one account is charged on one day. Sums in kopecks.

    ``available`` is what there is before it, ``missing`` what has to be paid in; both are ``None``
    where only another billing knows.
    """

    on: date
    lines: tuple[DebitLine, ...]
    available: int | None
    missing: int | None

    @property
    def amount(self) -> int:
        """What is taken."""
        return sum(line.amount for line in self.lines)

    @property
    def vat_amount(self) -> int:
        """The tax in it."""
        return sum(line.vat_amount for line in self.lines)

    @property
    def billed(self) -> tuple[DebitLine, ...]:
        """The lines that billing charges: they are certain, and come first."""
        return tuple(line for line in self.lines if not line.expected)


class Unforeseen(NamedTuple):
    """A subscription of which the next debit cannot be told, from the day ``on``, and why.

    ``reason`` is a stable code: what parks a line in a run (``not_billable``,
    ``several_periods_due``, …), or of what a platform charges: ``no_period``, ``late``,
    ``suspended_by_platform``.
    """

    subscription_id: UUID
    product_id: UUID
    product: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is coming for one account, from ``as_of`` to ``until``, both included.

    ``available`` is what may be taken now, ``None`` where only another billing knows.
    ``is_blocked``: while the account is, nothing is taken; the debits are those without that.
    ``on_resumption``: what subscriptions that wait for money would cost if it came today; they have
    no debits. What is paused, or going to end, has none either.
    """

    account_id: int
    account: str
    as_of: date
    until: date
    available: int | None
    is_blocked: bool
    debits: tuple[Debit, ...]
    on_resumption: tuple[DebitLine, ...]
    unforeseen: tuple[Unforeseen, ...]

    @property
    def amount(self) -> int:
        """What all of it comes to."""
        return sum(debit.amount for debit in self.debits)


def spread_missing(lines: Iterable[DebitLine], available: int) -> tuple[DebitLine, ...]:
    """Each line with what is missing for it, the lines being paid in their order."""
    spread = []
    left = available
    for line in lines:
        missing = min(line.amount, max(0, line.amount - max(0, left)))
        left -= line.amount
        spread.append(line._replace(missing=missing))
    return tuple(spread)
