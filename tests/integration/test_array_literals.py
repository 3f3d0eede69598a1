"""What is written as an array literal is what PostgreSQL reads, value by value."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.domain.values.codes import Code
from backend.storage.arrays import array_literal, columns

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
HOSTILE = st.sampled_from(
    [
        "NULL",
        "null",
        "",
        "{}",
        '"',
        "\\",
        "a,b",
        " ",
        "\t\n",
        "{",
        "}",
        "\\0",
        "\\x00",
        "Ёлка",
        "😀",
    ]
)
COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS | HOSTILE | st.sampled_from(Code).map(lambda code: code.value),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "smallint": st.integers(-(2**15), 2**15 - 1),
    "boolean": st.booleans(),
    "uuid": st.uuids(),
    "bytea": st.binary(max_size=40),
    "date": st.dates(),
    "timestamptz": st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 (Hypothesis wants it so)
        timezones=st.just(UTC),
    ),
}


@pytest.fixture(scope="module")
def driver(module_database_url: str) -> Iterator[psycopg.Connection]:
    """A connection for all examples."""
    with psycopg.connect(module_database_url, options="-c timezone=UTC") as connection:
        yield connection


@pytest.mark.parametrize("kind", COLUMNS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_postgresql_reads_what_was_written(
    driver: psycopg.Connection, kind: str, data: st.DataObject
) -> None:
    values = data.draw(st.lists(st.none() | COLUMNS[kind], max_size=6))
    query = f"SELECT %s::{kind}[]"  # one of ours
    row = driver.execute(query.encode(), [array_literal(values)]).fetchone()
    assert row == (values,)


def test_rows_are_read_back_as_rows(driver: psycopg.Connection) -> None:
    rows = [
        (1, "a", date(2026, 5, 1), None, b"\x00"),
        (None, '"', None, "x", b""),
        (3, "", date(1, 1, 1), "NULL", None),
    ]
    query = "SELECT * FROM unnest(%s::int[], %s::text[], %s::date[], %s::text[], %s::bytea[])"
    assert driver.execute(query, columns(rows)).fetchall() == rows


@pytest.mark.parametrize("place", range(3))
def test_a_nul_is_refused_wherever_it_stands(place: int) -> None:
    column = ["a", "b", "c"]
    column[place] += "\0"
    with pytest.raises(ValueError, match="NUL"):
        array_literal(column)
