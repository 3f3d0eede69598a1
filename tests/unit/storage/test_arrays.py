"""Array literals, as they are written; `tests/integration/test_array_literals.py` reads them."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from backend.domain.values.codes import Code
from backend.storage.arrays import array_literal, columns


class Text(str):
    """Text as some parsers hand it out."""

    __slots__ = ()


def test_what_is_written() -> None:
    assert array_literal([1, -2, None]) == "{1,-2,NULL}"
    assert array_literal(["a", "", "NULL", 'q"\\', None]) == '{"a","","NULL","q\\"\\\\",NULL}'
    assert array_literal([b"", b"\x00\xff"]) == '{"\\\\x","\\\\x00ff"}'
    assert array_literal([UUID(int=1)]) == f"{{{1:032x}}}"
    assert array_literal([date(2026, 5, 1)]) == "{2026-05-01}"
    assert array_literal([datetime(2026, 5, 1, tzinfo=UTC)]) == "{2026-05-01 00:00:00+00:00}"
    assert array_literal([Code.OK, None]) == '{"ok",NULL}'
    assert array_literal([]) == "{}"
    assert array_literal([None, 1]) == "{NULL,1}"
    assert array_literal([None, UUID(int=1)]) == f"{{NULL,{1:032x}}}"


def test_text_is_quoted_whatever_its_class() -> None:
    assert array_literal([Text("a,b}")]) == '{"a,b}"}'


def test_a_nul_cannot_shift_a_column() -> None:
    with pytest.raises(ValueError, match="NUL"):
        array_literal(["a\0b", "c"])
    with pytest.raises(ValueError, match="NUL"):
        array_literal([None, "a\0b"])


def test_rows_become_columns() -> None:
    assert columns([(1, "a"), (2, None)]) == ["{1,2}", '{"a",NULL}']
