"""Registers as platforms write them, and those that cannot be read."""

import io
from datetime import date

import pytest

from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.unreadable import UnreadableFile
from backend.domain.services.reporting.compare import Theirs
from backend.domain.services.reporting.register import MAX_BROKEN, BrokenRegister, read_register

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def read(text: str, encoding: Encoding = Encoding.UTF_8) -> list[Theirs]:
    """The rows of a register of May."""
    file = io.BytesIO(text.encode(encoding))
    return [row.item for row in read_register(file, encoding, FIRST, LAST)]


@pytest.mark.parametrize(
    "text",
    [
        "id,account,amount,day\nt-1,0001,1000.50,2026-05-30\n",
        "Транзакция;Лицевой счёт;Сумма;Дата\r\nt-1;0001;1 000,50;30.05.2026 23:59:00\r\n",
        "DATE;txid;uuid;amount\n2026-05-30T10:00:00+03:00;t-1;0001;1000,5\n\n",
    ],
)
def test_forms_of_one_register(text: str) -> None:
    assert read(text) == [Theirs("t-1", "0001", 1000_50, date(2026, 5, 30))]


def test_another_encoding() -> None:
    text = "Операция;Счёт;Сумма;День\nt-1;1;1;2026-05-01\n"
    assert len(read(text, Encoding.WINDOWS_1251)) == 1
    with pytest.raises(UnreadableFile):
        list(read_register(io.BytesIO(text.encode("cp1251")), Encoding.UTF_8, FIRST, LAST))


def test_all_that_is_broken_is_told_up_to_a_bound() -> None:
    rows = ["t-1;1;0;2026-05-01", "t-2;1;1;2026-06-01", "t-3;;1;2026-05-01"] * 10
    with pytest.raises(BrokenRegister) as told:
        read("id;account;amount;day\n" + "\n".join(rows))
    assert len(told.value.rows) == MAX_BROKEN
    flaws = [(row.row, row.field, row.code) for row in told.value.rows[:3]]
    assert flaws == [
        (2, "amount", "not_positive"),
        (3, "day", "outside_period"),
        (4, "account", "empty"),
    ]


def test_no_rows_are_a_register_too() -> None:
    assert read("id;account;amount;day\n") == []
