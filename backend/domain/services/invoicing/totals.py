"""Totals of a document: one for each kind and rate of VAT."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from backend.domain.values.vat import VatKind


class Taxed(Protocol):
    """Whatever has a sum and its tax."""

    @property
    def amount(self) -> int:
        """The sum, tax included."""
        ...

    @property
    def vat_kind(self) -> VatKind:
        """How it is taxed."""
        ...

    @property
    def vat_rate(self) -> int:
        """The rate in basis points."""
        ...

    @property
    def vat_amount(self) -> int:
        """The tax inside."""
        ...

    @property
    def vat_note(self) -> str:
        """Why there is none."""
        ...


@dataclass(frozen=True, slots=True)
class RateTotal:
    """What lines of one kind, rate and legal note come to. Sums in kopecks."""

    kind: VatKind
    rate: int
    note: str
    amount: int
    vat_amount: int


def totals_of(lines: Iterable[Taxed]) -> tuple[RateTotal, ...]:
    """The totals: taxed first, the highest rate first."""
    sums: dict[tuple[VatKind, int, str], tuple[int, int]] = {}
    for line in lines:
        key = (line.vat_kind, line.vat_rate, line.vat_note)
        amount, vat = sums.get(key, (0, 0))
        sums[key] = (amount + line.amount, vat + line.vat_amount)
    totals = [RateTotal(*key, *value) for key, value in sums.items()]
    return tuple(sorted(totals, key=_order))


_KINDS = tuple(VatKind)


def _order(total: RateTotal) -> tuple[int, int, str]:
    return (_KINDS.index(total.kind), -total.rate, total.note)
