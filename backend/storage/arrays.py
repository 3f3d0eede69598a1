"""Columns of a batch as PostgreSQL array literals.

psycopg's own list dumper looks at every element to choose among integer sizes, which gives one
statement many parameter types, each prepared anew. A text literal behind a cast is always the
same statement, and faster to write.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})


def array_literal(values: Iterable[Any]) -> str:
    """``{1,2}``, ``{"a","b"}``, ``{NULL}``: whatever a cast to the column's type reads."""
    return "{" + ",".join(map(_element, values)) + "}"


def columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows turned into one array literal per column."""
    return [array_literal(column) for column in zip(*rows, strict=True)]


def _element(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):  # an enumeration's words need no quotes, any other text does
        return str(value) if isinstance(value, Enum) else f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    if isinstance(value, int):
        return str(value)  # a truth value is never part of a batch
    return f'"{value}"'
