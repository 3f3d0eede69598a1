"""Lines and encodings: nothing is lost, and no line can be longer than one may be."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.importing.lines import (
    MAX_LINE,
    Encoding,
    Line,
    check_encoding,
    read_lines,
)
from backend.domain.services.importing.unreadable import Flaw, UnreadableFile

RUSSIAN = st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВЮЯЁ №«»–"), min_size=2)


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))))
def test_lines_come_back_as_they_were_written(texts: list[str]) -> None:
    file = BytesIO("".join(f"{text}\n" for text in texts).encode())
    found = list(read_lines(file, Encoding.UTF_8))
    expected = [
        text.removeprefix("\ufeff") if place == 0 else text for place, text in enumerate(texts)
    ]
    assert [line.text for line in found] == expected
    assert [line.number for line in found] == list(range(1, len(texts) + 1))


@pytest.mark.parametrize("length", [MAX_LINE - 1, MAX_LINE, MAX_LINE + 1, 3 * MAX_LINE, 70_000])
@pytest.mark.parametrize("ending", [b"\n", b""])
def test_a_line_that_is_too_long_is_one_line(length: int, ending: bytes) -> None:
    file = BytesIO(b"first\n" + b"x" * (length - len(ending)) + ending + b"last" * bool(ending))
    lines = list(read_lines(file, Encoding.UTF_8))
    assert lines[0] == Line(1, "first")
    whole = length < MAX_LINE or (length == MAX_LINE and ending == b"\n")
    assert (lines[1].text is not None) == whole
    assert lines[2:] == ([Line(3, "last")] if ending else [])


@given(RUSSIAN)
def test_one_encoding_is_told_from_the_other(text: str) -> None:
    name = f"Щ{text}й"  # beginnings and ends that are surely Russian
    for encoding, other in (Encoding, reversed(Encoding)):
        check_encoding(BytesIO(name.encode(encoding)), Encoding(encoding))
        with pytest.raises(UnreadableFile) as refused:
            check_encoding(BytesIO(name.encode(encoding)), Encoding(other))
        assert refused.value.flaw is Flaw.WRONG_ENCODING


def test_a_byte_that_windows_1251_does_not_have() -> None:
    with pytest.raises(UnreadableFile):
        check_encoding(BytesIO(b"\xcf\x98"), Encoding.WINDOWS_1251)


def test_a_character_on_the_edge_of_a_chunk() -> None:
    body = ("x" * 65_535 + "ё").encode()
    check_encoding(BytesIO(body), Encoding.UTF_8)
    with pytest.raises(UnreadableFile):
        check_encoding(BytesIO(body[:-1]), Encoding.UTF_8)
