"""What became of each row of a file, or would become of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class RowResult(StrEnum):
    """A row that differs from what is there changes nothing, as one that is refused."""

    CREATED = "created"
    SAME = "same"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """``row`` is the line in the file, the header being 1; ``key`` the account number or document
    of a row that could be read. ``code`` says why not, ``field`` which column is to blame.
    """

    row: int
    result: RowResult
    key: str | None = None
    code: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows came to what, so far."""

    rows: int = 0
    created: int = 0
    same: int = 0
    differs: int = 0
    refused: int = 0

    def plus(self, reports: Iterable[RowReport]) -> Self:
        """These and some more."""
        results = [report.result for report in reports]
        return replace(
            self,
            rows=self.rows + len(results),
            created=self.created + results.count(RowResult.CREATED),
            same=self.same + results.count(RowResult.SAME),
            differs=self.differs + results.count(RowResult.DIFFERS),
            refused=self.refused + results.count(RowResult.REFUSED),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """Some rows that are decided, in the file's order, and the counts including them."""

    reports: Sequence[RowReport]
    counts: Counts
    done: bool = False
