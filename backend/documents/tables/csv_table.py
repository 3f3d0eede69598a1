"""A table as CSV: RFC 4180 in UTF-8, a comma between cells, a point in sums."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from backend.documents.tables.words import WORDS
from backend.domain.services.reporting.columns import Column, Kind, Row
from backend.domain.values.cells import neutral
from backend.domain.values.money import format_money

MEDIA_TYPE = "text/csv; charset=utf-8"

_BATCH = 5_000
Writer = Callable[[Any], str]


def write_csv(
    file: BinaryIO, columns: Sequence[Column], rows: Iterable[Row], zone: ZoneInfo
) -> int:
    """Write a heading and the rows; how many there were. Instants are in the operator's zone."""
    writers = [_writers(zone)[column.kind] for column in columns]
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    table = csv.writer(text)
    table.writerow([column.title for column in columns])
    found, many = iter(rows), 0
    while batch := list(islice(found, _BATCH)):
        many += len(batch)
        written = [
            ["" if cell is None else write(cell) for cell in cells]
            for write, cells in zip(writers, zip(*batch, strict=True), strict=True)
        ]
        table.writerows(zip(*written, strict=True))
    text.flush()
    text.detach()
    return many


def percent(basis_points: int) -> str:
    """``1234`` → ``"12.34"``."""
    return format_money(basis_points)


def _writers(zone: ZoneInfo) -> Mapping[Kind, Writer]:
    def local(instant: datetime) -> str:
        return instant.astimezone(zone).isoformat(timespec="seconds")

    return {
        Kind.TEXT: neutral,
        Kind.WORD: lambda word: WORDS.get(word, word),
        Kind.COUNT: str,
        Kind.MONEY: format_money,
        Kind.SHARE: percent,
        Kind.DAY: str,
        Kind.MONTH: lambda month: str(month)[:7],
        Kind.INSTANT: local,
    }
