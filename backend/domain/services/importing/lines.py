"""The lines of a file in a declared encoding, one at a time."""

import codecs
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from backend.domain.services.importing.unreadable import Flaw, UnreadableFile

MAX_LINE = 4096
"""Bytes of a line; the longest row that could be accepted has less than half of it."""
_CHUNK = 65_536


class Encoding(StrEnum):
    """How letters are written. Both have ASCII as it is, so lines can be told apart in bytes."""

    UTF_8 = "utf-8"
    WINDOWS_1251 = "windows-1251"


class Line(NamedTuple):
    """``number`` counts from 1 as an editor does; ``text`` is ``None`` where it is too long."""

    number: int
    text: str | None


def check_encoding(file: BinaryIO, encoding: Encoding) -> None:
    """Read the file through once. Raises ``UnreadableFile`` where it is in another encoding.

    Any bytes are *some* text in windows-1251, so a file that is UTF-8 all the same would become
    names like «Р˜РІР°РЅРѕРІ». Russian text in windows-1251 is never valid UTF-8: that tells.
    """
    if not _is_in(file, encoding):
        raise UnreadableFile(Flaw.WRONG_ENCODING, f"the file is not in {encoding}")
    if encoding is Encoding.WINDOWS_1251 and not _is_ascii(file) and _is_in(file, Encoding.UTF_8):
        raise UnreadableFile(Flaw.WRONG_ENCODING, "the file is in utf-8, not in windows-1251")


def read_lines(file: BinaryIO, encoding: Encoding) -> Iterator[Line]:
    """Every line without its end, from the file's beginning; its encoding has been checked."""
    file.seek(0)
    if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        file.seek(0)
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            _skip_line(file)
            yield Line(number, None)
        else:
            yield Line(number, line.rstrip(b"\r\n").decode(encoding))


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _is_in(file: BinaryIO, encoding: Encoding) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_ascii(file: BinaryIO) -> bool:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if not chunk.isascii():
            return False
    return True
