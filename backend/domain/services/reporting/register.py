"""A platform's register of charges in a file: which columns it has, and what a row may say."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from backend.domain.errors import InvalidRequest
from backend.domain.services.importing.cells import positive_amount_of, word_of
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.report import RowReport
from backend.domain.services.importing.table import Cells, Column, Parsed, open_table, read_rows
from backend.domain.services.importing.unreadable import RowFlaw, RowRefused
from backend.domain.services.reporting.compare import Theirs
from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID

COLUMNS = (
    Column("id", ("external_id", "txid", "операция", "номер операции", "транзакция")),
    Column("account", ("number", "uuid", "лицевой счёт", "номер счёта", "счёт")),
    Column("amount", ("сумма",)),
    Column("day", ("date", "дата", "день")),
)
MAX_BROKEN = 20
"""So many broken rows are told; then reading on is of no use."""

_ID = re.compile(EXTERNAL_ID, re.ASCII)
_NUMBER = re.compile(ACCOUNT_NUMBER, re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?", re.ASCII)
_RUSSIAN = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})(?: .*)?", re.ASCII)


class BrokenRegister(InvalidRequest):
    """Some rows of the register are broken; nothing was compared.

    ``rows`` are the first of them.
    """

    code = "invalid_fields"

    def __init__(self, rows: list[RowReport]) -> None:
        super().__init__()
        self.rows = rows


def read_register(
    file: BinaryIO, encoding: Encoding, first_day: date, last_day: date
) -> Iterator[Parsed[Theirs]]:
    """The rows, of these days only. Raises ``UnreadableFile`` at once, and ``BrokenRegister`` on
    the way: half a register would make charges look as if only we had them."""
    rows = read_rows(open_table(file, encoding, COLUMNS), _row_of(first_day, last_day))
    return _whole(rows)


def _whole(rows: Iterator[Parsed[Theirs] | RowReport]) -> Iterator[Parsed[Theirs]]:
    broken: list[RowReport] = []
    for row in rows:
        if isinstance(row, RowReport):
            broken.append(row)
            if len(broken) == MAX_BROKEN:
                break
        elif not broken:
            yield row
    if broken:
        raise BrokenRegister(broken)


def _row_of(first_day: date, last_day: date) -> Callable[[Cells], Theirs]:
    def parse(cells: Cells) -> Theirs:
        day = _day_of(cells["day"])
        if not first_day <= day <= last_day:
            raise RowRefused(RowFlaw.OUTSIDE_PERIOD, "day")
        return Theirs(
            external_id=word_of(cells, "id", _ID),
            account=word_of(cells, "account", _NUMBER),
            amount=positive_amount_of(cells, "amount"),
            day=day,
        )

    return parse


def _day_of(text: str) -> date:
    """``2026-05-30`` or ``30.05.2026``; a time of the day may follow."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _RUSSIAN.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise RowRefused(RowFlaw.MALFORMED if text else RowFlaw.EMPTY, "day")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise RowRefused(RowFlaw.MALFORMED, "day") from None
