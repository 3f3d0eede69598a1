"""Columns of a batch as PostgreSQL array literals.

psycopg's own list dumper looks at every element to choose among integer sizes, which gives one
statement many parameter types, each prepared anew. A text literal behind a cast is always the
same statement. All values of a column have one type, so a column is written as a whole: element
by element it was half of what a charge cost in Python.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

_NUL = "\0"  # the one character that PostgreSQL's text cannot have


def array_literal(values: Iterable[Any]) -> str:
    """``{1,2}``, ``{"a","b"}``, ``{NULL}``: whatever a cast to the column's type reads."""
    column = list(values)
    kind = next((type(value) for value in column if value is not None), str)
    write = _WRITERS.get(kind, _words)
    return "{" + write(column) + "}" if column else "{}"


def columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows turned into one array literal per column."""
    return [array_literal(column) for column in zip(*rows, strict=True)]


def _numbers(column: list[Any]) -> str:
    return ",".join(map(str, column)).replace("None", "NULL")


def _days(column: list[Any]) -> str:
    return ",".join(map(_day, column)).replace("None", "NULL")


_day = lru_cache(1000)(str)  # a batch has one moment and few dates


def _ids(column: list[UUID | None]) -> str:
    return ",".join([f"{id_.int:032x}" if id_ else "NULL" for id_ in column])


def _bytes(column: list[bytes | None]) -> str:
    return ",".join(["NULL" if value is None else f'"\\\\x{value.hex()}"' for value in column])


def _words(column: list[Any]) -> str:
    if None in column:
        return ",".join(["NULL" if value is None else _words([value]) for value in column])
    joined = _NUL.join(column)
    if joined.count(_NUL) > len(column) - 1:
        raise ValueError("text cannot have a NUL character")
    escaped = joined.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace(_NUL, '","') + '"'


_WRITERS: dict[type, Callable[[list[Any]], str]] = {
    int: _numbers,
    bool: _numbers,
    UUID: _ids,
    date: _days,
    datetime: _days,
    bytes: _bytes,
}
"""By the type of a column's values; all others are text, the words of enumerations included."""
