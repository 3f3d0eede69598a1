"""Compare a platform's register with our charges, one operation at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Result(StrEnum):
    """What becomes of an operation that either side has."""

    MATCHED = "matched"
    ONLY_OURS = "only_ours"
    ONLY_THEIRS = "only_theirs"
    DIFFERENT = "different"


class Difference(StrEnum):
    """In what two sides of an operation differ."""

    ACCOUNT = "account"
    AMOUNT = "amount"
    DAY = "day"
    REVERSED = "reversed"
    """They have it, and we have given it back whole."""


class Remedy(StrEnum):
    """What can be done about a difference here."""

    REVERSE = "reverse"
    """Give our charge back whole: they do not have it."""
    REFUND = "refund"
    """Give back what we have charged more."""
    NOTE = "note"
    """Write down why it is as it is, or that they are to correct it. No money moves."""


class Ours(NamedTuple):
    """Our charge; ``amount`` kopecks are left of it, nothing where it was given back whole."""

    charge_id: UUID
    account_id: int
    account: str
    amount: int
    day: date


class Theirs(NamedTuple):
    """A row of the register; kopecks."""

    external_id: str
    account: str
    amount: int
    day: date


class Compared(NamedTuple):
    """An operation as both sides have it."""

    external_id: str
    ours: Ours | None
    theirs: Theirs | None
    result: Result
    differences: tuple[Difference, ...] = ()


@dataclass(slots=True)
class Counts:
    """How many operations came to what, and their sums in kopecks: theirs, of only ours ours."""

    many: dict[Result, int]
    sums: dict[Result, int]

    @classmethod
    def none(cls) -> "Counts":
        """Nothing yet."""
        return cls(dict.fromkeys(Result, 0), dict.fromkeys(Result, 0))

    def add(self, compared: Compared) -> None:
        """One more."""
        side = compared.theirs or compared.ours
        self.many[compared.result] += 1
        self.sums[compared.result] += side.amount if side else 0


def compare(external_id: str, ours: Ours | None, theirs: Theirs | None) -> Compared:
    """What becomes of an operation."""
    if theirs is None:
        return Compared(external_id, ours, theirs, Result.ONLY_OURS)
    if ours is None:
        return Compared(external_id, ours, theirs, Result.ONLY_THEIRS)
    differences = tuple(_differences(ours, theirs))
    result = Result.DIFFERENT if differences else Result.MATCHED
    return Compared(external_id, ours, theirs, result, differences)


def remedies(result: Result, differences: Sequence[Difference], more: int) -> list[Remedy]:
    """What is offered; ``more``: kopecks that we have charged above what they have.

    What only they have is theirs to correct: no charge is made of a file.
    """
    if result is Result.ONLY_OURS:
        return [Remedy.REVERSE, Remedy.NOTE]
    if Difference.AMOUNT in differences and Difference.ACCOUNT not in differences and more > 0:
        return [Remedy.REFUND, Remedy.NOTE]
    return [Remedy.NOTE]


def _differences(ours: Ours, theirs: Theirs) -> list[Difference]:
    if ours.amount == 0:
        return [Difference.REVERSED]
    found = []
    if ours.account != theirs.account:
        found.append(Difference.ACCOUNT)
    if ours.amount != theirs.amount:
        found.append(Difference.AMOUNT)
    if ours.day != theirs.day:
        found.append(Difference.DAY)
    return found
