"""Tables: a header in either language, and rows that cannot break each other."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.importing.account_rows import COLUMNS
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.repeats import mark_of, repeated_marks
from backend.domain.services.importing.report import Counts, RowReport, RowResult
from backend.domain.services.importing.table import (
    Cells,
    Column,
    Parsed,
    Table,
    open_table,
    read_rows,
)
from backend.domain.services.importing.unreadable import Flaw, UnreadableFile

AB = (Column("a", ("а", "первая")), Column("b", (), required=False))
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def table(text: str, columns: tuple[Column, ...] = AB) -> Table:
    """The table in a text."""
    return open_table(BytesIO(text.encode()), Encoding.UTF_8, columns)


def rows(text: str) -> list[tuple[int, Cells | str]]:
    """(line, its cells or why it is refused)."""
    found = read_rows(table(text), dict)
    return [(each.row, each.item if isinstance(each, Parsed) else str(each.code)) for each in found]


@pytest.mark.parametrize(
    ("header", "fields"),
    [("a;b", "ab"), ("B,A", "ba"), (" ПЕРВАЯ ; b ", "ab"), ('"a";"b"', "ab"), ("a", "a")],
)
def test_headers_that_are_understood(header: str, fields: str) -> None:
    assert table(header).fields == tuple(fields)


@pytest.mark.parametrize(
    "header",
    [
        "number;holder",
        "Номер;Владелец",
        "ЛИЦЕВОЙ СЧЕТ;ФИО",
        "лицевой  счёт,абонент",
        "account,holder",
    ],
)
def test_headers_of_accounts(header: str) -> None:
    assert table(header, COLUMNS).fields == ("number", "holder")


@pytest.mark.parametrize(
    ("header", "flaw"),
    [
        ("", Flaw.EMPTY),
        ("b", Flaw.MISSING_COLUMN),
        ("a;c", Flaw.UNKNOWN_COLUMN),
        ("a;", Flaw.UNKNOWN_COLUMN),
        ("a;первая", Flaw.REPEATED_COLUMN),
        ('"a', Flaw.BROKEN_HEADER),
        ("a;" + "x" * 5000, Flaw.HEADER_TOO_LONG),
    ],
)
def test_headers_that_are_not(header: str, flaw: Flaw) -> None:
    with pytest.raises(UnreadableFile) as refused:
        table(f"{header}\n1;2\n")
    assert refused.value.flaw is flaw
    assert "c" not in str(refused.value).split(), "what was sent is not repeated"


def test_a_broken_row_leaves_its_neighbours() -> None:
    assert rows('a;b\n1;2\n"3;4\n5;6\n7\n\n;;\n;\n8;9;\n"x""y";" z "') == [
        (2, {"a": "1", "b": "2"}),
        (3, "broken_quoting"),
        (4, {"a": "5", "b": "6"}),
        (5, "wrong_cell_count"),
        (9, "wrong_cell_count"),
        (10, {"a": 'x"y', "b": "z"}),
    ]


@given(st.lists(st.tuples(CELL, CELL)), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_what_a_csv_writer_writes_is_read(cells: list[tuple[str, str]], quoting: int) -> None:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", quoting=quoting)  # type: ignore[arg-type]  # a number
    writer.writerows([("a", "b"), *cells])
    expected = [{"a": a.strip(), "b": b.strip()} for a, b in cells if a.strip() or b.strip()]
    assert [item for _, item in rows(text.getvalue())] == expected


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(body: bytes) -> None:
    table = Table(BytesIO(b"a;b\n" + body.decode(errors="replace").encode()), *_AB)
    found = list(read_rows(table, dict))
    assert [each.row for each in found] == sorted({each.row for each in found})
    assert len(found) <= body.count(b"\n") + 1


_AB = (Encoding.UTF_8, ";", ("a", "b"))


@given(st.lists(st.sampled_from([f"key-{place}" for place in range(30)])))
def test_repeats_are_found(keys: list[str]) -> None:
    assert repeated_marks(keys) == {mark_of(key) for key in keys if keys.count(key) > 1}


def test_repeats_are_found_across_chunks() -> None:
    keys = [str(place) for place in range(150_000)]
    assert repeated_marks([*keys, "7"]) == {mark_of("7")}


def test_counts_add_up() -> None:
    reports = [RowReport(row=place, result=result) for place, result in enumerate(RowResult)]
    counts = Counts().plus(reports).plus(reports)
    assert (counts.rows, counts.created, counts.same, counts.differs, counts.refused) == (
        8, 2, 2, 2, 2,
    )  # fmt: skip
