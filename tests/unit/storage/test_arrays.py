"""Array literals: read back by PostgreSQL's own rules (`test_array_literals` asks PostgreSQL)."""

from datetime import UTC, date, datetime
from uuid import UUID

from backend.domain.values.codes import Code
from backend.storage.arrays import array_literal, columns


class Text(str):
    """Text as some parsers hand it out."""

    __slots__ = ()


def test_what_is_written() -> None:
    assert array_literal([1, -2, None]) == "{1,-2,NULL}"
    assert array_literal(["a", "", "NULL", 'q"\\', None]) == '{"a","","NULL","q\\"\\\\",NULL}'
    assert array_literal([b"", b"\x00\xff"]) == '{"\\\\x","\\\\x00ff"}'
    assert array_literal([UUID(int=1)]) == '{"00000000-0000-0000-0000-000000000001"}'
    assert array_literal([date(2026, 5, 1)]) == '{"2026-05-01"}'
    assert array_literal([datetime(2026, 5, 1, tzinfo=UTC)]) == '{"2026-05-01 00:00:00+00:00"}'
    assert array_literal([Code.OK]) == "{ok}"
    assert array_literal([]) == "{}"


def test_only_enumerations_go_without_quotes() -> None:
    assert array_literal([Text("a,b}")]) == '{"a,b}"}'


def test_rows_become_columns() -> None:
    assert columns([(1, "a"), (2, None)]) == ["{1,2}", '{"a",NULL}']
