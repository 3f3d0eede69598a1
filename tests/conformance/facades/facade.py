"""What every facade can be asked; a facade without an operation says so by not having it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from tests.conformance.answers import Answer, Order, Subscription, Who
from tests.conformance.line import Line


class Facade(ABC):
    """One platform's way in. Sums go out as texts and come back in kopecks.

    Written by hand after the published contracts and not with the product's own codecs, so that a
    changed name fails here before it fails at a platform.
    """

    name: ClassVar[str]
    dialect: ClassVar[str]
    """What the platform speaks over SOAP; one that comes over REST has the native dialect there."""

    def __init__(self, line: Line, code: str, secret: str) -> None:
        self.code = code
        self._line = line
        self._login = (code, secret)

    @abstractmethod
    async def who(self, account: str) -> Who:
        """Who is the subscriber?"""

    @abstractmethod
    async def check(self, order: Order) -> Answer:
        """Can it be charged?"""

    @abstractmethod
    async def charge(self, order: Order) -> Answer:
        """Take the sum."""

    @abstractmethod
    async def reverse(self, charge: str, account: str) -> Answer:
        """Take a charge back."""

    @abstractmethod
    async def report(self, report: str, account: str, product: str, state: str) -> Answer:
        """Say in which state a subscription is."""

    async def batch(self, orders: Sequence[Order]) -> list[Answer]:
        """Take several sums in one call; a list of one refused whole has one answer."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def reverse_all(self, charges: Sequence[str], account: str) -> list[Answer]:
        """Take several charges back in one call."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def check_all(self, orders: Sequence[Order]) -> list[Answer]:
        """Ask about several sums in one call."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def hold(self, order: Order, lifetime: int) -> Answer:
        """Keep the sum aside for so many seconds."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def capture(
        self, charge: str, hold: str, amount: str | None, *, final: bool = True
    ) -> Answer:
        """Charge from a hold: a sum, or all that is left."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def release(self, hold: str) -> Answer:
        """Give back what the hold keeps."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def find(self, kind: str, operation: str) -> Answer:
        """What became of an operation?"""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def subscriptions(self, account: str) -> list[Subscription]:
        """Which subscriptions does the account have at this platform?"""
        raise NotImplementedError  # for facades without it: their scenarios are tagged

    async def clean_up(self, account: str) -> Answer:
        """Take back every charge of a test account."""
        raise NotImplementedError  # for facades without it: their scenarios are tagged
