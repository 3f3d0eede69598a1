"""Stocks and flows of living subscriptions: where a month ends, the next one begins."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from backend.domain.services.reporting.ratios import share

Product = TypeVar("Product", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Flow(Generic[Product]):
    """What came to a product's living subscriptions in a month, and what left them.

    ``moved``: came from another product, less those that went over to one.
    """

    month: date
    product: Product
    begun: int
    ended: int
    moved: int


@dataclass(frozen=True, slots=True)
class MonthOf(Generic[Product]):
    """A product's month."""

    flow: Flow[Product]
    at_start: int

    @property
    def at_end(self) -> int:
        """How many live when the month is over."""
        return self.at_start + self.flow.begun - self.flow.ended + self.flow.moved

    @property
    def churn(self) -> int | None:
        """Those that ended for each one at the start, in basis points."""
        return share(self.flow.ended, self.at_start)


def months_of(
    months: Sequence[date], stock: Mapping[Product, int], flows: Iterable[Flow[Product]]
) -> Iterator[MonthOf[Product]]:
    """Every month of every product that lived in it; ``stock``: how many did at the very start."""
    living = dict(stock)
    by_place = {(flow.month, flow.product): flow for flow in flows}
    products = list(dict.fromkeys([*living, *(product for _, product in by_place)]))
    for month in months:
        for product in products:
            flow = by_place.get((month, product)) or Flow(month, product, 0, 0, 0)
            of_month = MonthOf(flow, living.get(product, 0))
            living[product] = of_month.at_end
            if of_month.at_start or (flow.begun, flow.ended, flow.moved) != (0, 0, 0):
                yield of_month
