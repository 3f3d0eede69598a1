"""Reports as files: every kind of value, nothing computed, at one size of memory."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import cast
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

from backend.documents.tables.csv_table import write_csv
from backend.documents.tables.xlsx_table import MAX_ROWS, write_xlsx
from backend.domain.services.reporting.columns import Column, Kind, Row

ZONE = ZoneInfo("Europe/Moscow")
COLUMNS = tuple(Column(kind.value, f"как {kind}", kind) for kind in Kind)
SOMETHING: Row = (
    "=cmd|' /C calc'!A0",
    "active",
    12,
    -1_234_05,
    33_33,
    date(2026, 5, 30),
    date(2026, 5, 1),
    datetime(2026, 5, 30, 21, 30, 5, 999_999, tzinfo=UTC),
)
NOTHING: Row = (None,) * len(COLUMNS)
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def as_csv(*rows: Row) -> list[list[str]]:
    """What a program reads."""
    file = io.BytesIO()
    assert write_csv(file, COLUMNS, rows, ZONE) == len(rows)
    return list(csv.reader(io.StringIO(file.getvalue().decode())))


def as_xlsx(*rows: Row, max_rows: int = MAX_ROWS) -> zipfile.ZipFile:
    """The parts of a workbook."""
    file = io.BytesIO()
    made_at = datetime(2026, 6, 1, tzinfo=UTC)
    many = write_xlsx(file, "Всё: / сразу", COLUMNS, rows, ZONE, made_at, max_rows)
    assert many == len(rows)
    return zipfile.ZipFile(file)


def sheet(book: zipfile.ZipFile, number: int = 1) -> Xml.Element:
    """A sheet's XML."""
    return Xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 (ours)


def test_csv_says_every_kind() -> None:
    heading, row, empty = as_csv(SOMETHING, NOTHING)
    assert heading == [f"как {kind}" for kind in Kind]
    assert row == [
        "'=cmd|' /C calc'!A0",
        "активен",
        "12",
        "-1234.05",
        "33.33",
        "2026-05-30",
        "2026-05",
        "2026-05-31T00:30:05+03:00",
    ]
    assert empty == [""] * len(COLUMNS)


def test_csv_keeps_commas_quotes_and_line_ends_inside_a_cell() -> None:
    row: Row = ('a, "b"\r\nc', *NOTHING[1:])
    assert as_csv(row)[1][0] == 'a, "b"\r\nc'


def test_xlsx_has_numbers_and_days_as_such_and_no_formula() -> None:
    book = as_xlsx(SOMETHING, NOTHING)
    cells = [
        (cell.get("t"), "".join(text or "" for text in cell.itertext()))
        for row in list(sheet(book).iter(f"{_NAMESPACE}row"))[1:]
        for cell in row
    ]
    assert cells == [
        ("inlineStr", "'=cmd|' /C calc'!A0"),
        ("inlineStr", "активен"),
        (None, "12"),
        (None, "-1234.05"),
        (None, "0.3333"),
        (None, "46172"),
        (None, "46143"),
        (None, "46173.02089120371"),
    ]
    assert sheet(book).findall(f".//{_NAMESPACE}f") == []
    names = Xml.fromstring(book.read("xl/workbook.xml"))  # noqa: S314
    assert [each.get("name") for each in names.iter(f"{_NAMESPACE}sheet")] == ["Всё    сразу"]


def test_xlsx_goes_on_in_another_sheet() -> None:
    book = as_xlsx(*[SOMETHING] * 5, max_rows=2)
    rows = [len(list(sheet(book, number).iter(f"{_NAMESPACE}row"))) for number in (1, 2, 3)]
    assert rows == [3, 3, 2]


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(many: int) -> int:
        class Away(io.RawIOBase):
            """A file that is not kept."""

            def writable(self) -> bool:
                return True

            def write(self, data: object) -> int:
                return len(cast("bytes", data))

        def rows() -> Iterator[Row]:
            for _ in range(many):
                yield SOMETHING

        tracemalloc.start()
        write_csv(io.BufferedWriter(Away()), COLUMNS, rows(), ZONE)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(60_000) < 1.2 * peak(20_000)
