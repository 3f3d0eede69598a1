"""A table in a file: its header says which column is which, and what separates the cells."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Generic, NamedTuple, TypeVar

from backend.domain.services.importing.lines import Encoding, Line, check_encoding, read_lines
from backend.domain.services.importing.report import RowReport, RowResult
from backend.domain.services.importing.unreadable import Flaw, RowFlaw, RowRefused, UnreadableFile

Item = TypeVar("Item")
Cells = Mapping[str, str]

_SEPARATORS = ";,"


@dataclass(frozen=True, slots=True)
class Column:
    """``titles``: how headers call it besides its name; case and spaces around do not count."""

    name: str
    titles: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose encoding and header are as they should be. ``fields``: its columns, in order."""

    file: BinaryIO
    encoding: Encoding
    separator: str
    fields: tuple[str, ...]


class Parsed(NamedTuple, Generic[Item]):
    """What a row says."""

    row: int
    item: Item


def open_table(file: BinaryIO, encoding: Encoding, columns: Sequence[Column]) -> Table:
    """The table in a file that can be read twice. Raises ``UnreadableFile``."""
    check_encoding(file, encoding)
    header = next(read_lines(file, encoding), None)
    if header is None or header.text == "":
        raise UnreadableFile(Flaw.EMPTY, "the first line is the header, and there is none")
    if header.text is None:
        raise UnreadableFile(Flaw.HEADER_TOO_LONG, "the header is too long")
    separator = max(_SEPARATORS, key=header.text.count)
    return Table(file, encoding, separator, _fields(header.text, separator, columns))


def read_rows(table: Table, parse: Callable[[Cells], Item]) -> Iterator[Parsed[Item] | RowReport]:
    """Every row as ``parse`` understands it, or why it is refused. Blank lines are no rows."""
    lines = read_lines(table.file, table.encoding)
    next(lines)  # the header
    for line in lines:
        try:
            cells = _cells(line, table)
            if cells is not None:
                yield Parsed(line.number, parse(cells))
        except RowRefused as refused:
            yield RowReport(
                row=line.number, result=RowResult.REFUSED, code=refused.flaw, field=refused.field
            )


def _cells(line: Line, table: Table) -> Cells | None:
    if line.text is None:
        raise RowRefused(RowFlaw.LINE_TOO_LONG)
    try:
        cells = [cell.strip() for cell in _split(line.text, table.separator)]
    except csv.Error:
        raise RowRefused(RowFlaw.BROKEN_QUOTING) from None
    if not any(cells):
        return None
    if len(cells) != len(table.fields):
        raise RowRefused(RowFlaw.WRONG_CELL_COUNT)
    return dict(zip(table.fields, cells, strict=True))


def _split(text: str, separator: str) -> list[str]:
    # A reader of this line alone: one with an open quote would go on reading in the next.
    return next(csv.reader((text,), delimiter=separator, strict=True), [])


def _fields(header: str, separator: str, columns: Sequence[Column]) -> tuple[str, ...]:
    try:
        titles = [_folded(title) for title in _split(header, separator)]
    except csv.Error:
        raise UnreadableFile(Flaw.BROKEN_HEADER, "the header's quotes do not match") from None
    known = {_folded(title): each.name for each in columns for title in (each.name, *each.titles)}
    for place, title in enumerate(titles, 1):
        if title not in known:
            raise UnreadableFile(Flaw.UNKNOWN_COLUMN, f"column {place} of the header is unknown")
    fields = tuple(known[title] for title in titles)
    for name in fields:
        if fields.count(name) > 1:
            raise UnreadableFile(Flaw.REPEATED_COLUMN, f"the column {name} is there twice")
    for column in columns:
        if column.required and column.name not in fields:
            raise UnreadableFile(Flaw.MISSING_COLUMN, f"the column {column.name} is missing")
    return fields


def _folded(title: str) -> str:
    return " ".join(title.replace("_", " ").casefold().replace("ё", "е").split())
