"""The columns of reports: what a value is, whatever it is shown in."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column's values are, as rows have them; any of them may be ``None``."""

    TEXT = "text"
    WORD = "word"
    """One of our own words: a state, a kind of movement. Files say it in Russian."""
    COUNT = "count"
    MONEY = "money"
    """Kopecks."""
    SHARE = "share"
    """Basis points; shown as a percentage."""
    DAY = "day"
    MONTH = "month"
    """The first day of a month."""
    INSTANT = "instant"
    """An aware instant; files show it in the operator's zone."""


@dataclass(frozen=True, slots=True)
class Column:
    """``title`` heads the column in files, for people; ``name`` is for programs."""

    name: str
    title: str
    kind: Kind = Kind.TEXT


Cell = object
"""A value of one of the kinds."""
Row = tuple[Cell, ...]
"""A value for every column of the report, in their order."""
