"""A platform's share of what its products bring in.

A charge is shared by the agreement in force on its day, and whatever is given back of it later is
given back by the same agreement, in the month in which it happens. So the sum under an agreement
never falls below zero, and a charge that was taken back whole leaves nothing at all.

The one rounding rule: the share of a month is the share of everything up to its end, half up to the
kopeck, less the share of everything before it. The months telescope: together they are the share of
their sum, to the kopeck, however many there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from backend.domain.values.rounding import half_up
from backend.domain.values.vat import WHOLE


class Base(StrEnum):
    """Of which sums a platform has its share: with the tax inside, or without it."""

    GROSS = "gross"
    NET = "net"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """An agreement as it is settled by. ``share`` in basis points."""

    valid_from: date
    share: int
    base: Base
    document: str


class MonthSum(NamedTuple):
    """What came under one agreement in a month; kopecks. ``valid_from``: ``None`` before the first
    agreement. ``vat`` is that of ``charged`` less that of ``given_back``."""

    month: date
    valid_from: date | None
    charged: int
    given_back: int
    vat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A month under one agreement: ``gross = vat + partner + ours``. Kopecks."""

    month: date
    terms: Terms | None
    charged: int
    given_back: int
    vat: int
    partner: int

    @property
    def gross(self) -> int:
        """What is left of the charges, with the tax inside."""
        return self.charged - self.given_back

    @property
    def net(self) -> int:
        """The same without the tax."""
        return self.gross - self.vat

    @property
    def ours(self) -> int:
        """What the operator keeps."""
        return self.net - self.partner


def settle(sums: Iterable[MonthSum], agreements: Iterable[Terms]) -> Iterator[Settled]:
    """Every month, the earlier ones first; ``sums`` begin with the first charge there ever was."""
    terms = {each.valid_from: each for each in agreements}
    before: dict[date | None, int] = {}
    for each in sorted(sums, key=_order):
        mine = terms.get(each.valid_from) if each.valid_from else None
        gross = each.charged - each.given_back
        base = gross if mine is None or mine.base is Base.GROSS else gross - each.vat
        so_far = before.get(each.valid_from, 0)
        before[each.valid_from] = so_far + base
        yield Settled(
            month=each.month,
            terms=mine,
            charged=each.charged,
            given_back=each.given_back,
            vat=each.vat,
            partner=part_of(so_far + base, mine) - part_of(so_far, mine),
        )


def part_of(base: int, terms: Terms | None) -> int:
    """The platform's part of a sum that is not negative, half up to the kopeck."""
    return half_up(base * terms.share, WHOLE) if terms else 0


def _order(each: MonthSum) -> tuple[date, date]:
    return each.month, each.valid_from or date.min
