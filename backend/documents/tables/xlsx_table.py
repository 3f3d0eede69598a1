"""A table as XLSX, its sheets written to disk as they come.

A sheet has a little over a million rows; what does not fit goes on in the next one. Nothing in a
cell is taken for a formula, a link or a number that it was not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from backend.documents.tables.words import WORDS
from backend.domain.services.reporting.columns import Column, Kind, Row
from backend.domain.values.cells import neutral

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 1_048_575
"""Rows of a sheet below its heading."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_TITLE = 28  # a sheet's name has 31 characters, three of them for its number
_DISALLOWED = str.maketrans("[]:*?/\\", "       ")
_WIDTHS = {Kind.TEXT: 28, Kind.WORD: 16, Kind.INSTANT: 19}
_WIDTH = 14
_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.SHARE: "0.00%",
    Kind.DAY: "dd.mm.yyyy",
    Kind.MONTH: "mm.yyyy",
    Kind.INSTANT: "dd.mm.yyyy hh:mm:ss",
}


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the cells of a column are written: which call of the sheet, of what, in which form."""

    call: str
    value: Callable[[Any], Any]
    form: Any


def write_xlsx(
    file: BinaryIO,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    zone: ZoneInfo,
    made_at: datetime,
    max_rows: int = MAX_ROWS,
) -> int:
    """Write a workbook with the rows; how many there were. Instants are in the operator's zone."""
    many = 0
    with Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        cells, heading = _columns(book, columns, zone), book.add_format({"bold": True})
        sheet = _sheet(book, title, columns, heading)
        for row in rows:
            if many and many % max_rows == 0:
                sheet = _sheet(book, title, columns, heading)
            _write(sheet, many % max_rows + 1, row, cells)
            many += 1
    return many


def _write(sheet: Any, place: int, row: Row, cells: Sequence[_Cells]) -> None:
    for column, (cell, how) in enumerate(zip(row, cells, strict=True)):
        if cell is not None:
            getattr(sheet, how.call)(place, column, how.value(cell), how.form)


def _sheet(book: Any, title: str, columns: Sequence[Column], heading: Any) -> Any:
    number = len(book.worksheets()) + 1
    name = title.translate(_DISALLOWED)[:_TITLE]
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, _WIDTH))
        sheet.write_string(0, place, column.title, heading)
    return sheet


def _columns(book: Any, columns: Sequence[Column], zone: ZoneInfo) -> list[_Cells]:
    values = _values(zone)
    forms = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
    return [_Cells(*values[column.kind], forms.get(column.kind)) for column in columns]


def _values(zone: ZoneInfo) -> Mapping[Kind, tuple[str, Callable[[Any], Any]]]:
    def hundredths(number: int) -> Decimal:
        return Decimal(number).scaleb(-2)

    def local(instant: datetime) -> datetime:
        return instant.astimezone(zone).replace(tzinfo=None, microsecond=0)

    return {
        Kind.TEXT: ("write_string", neutral),
        Kind.WORD: ("write_string", lambda word: WORDS.get(word, word)),
        Kind.COUNT: ("write_number", int),
        Kind.MONEY: ("write_number", hundredths),
        Kind.SHARE: ("write_number", lambda share: Decimal(share).scaleb(-4)),
        Kind.DAY: ("write_datetime", lambda day: day),
        Kind.MONTH: ("write_datetime", lambda month: month),
        Kind.INSTANT: ("write_datetime", local),
    }
