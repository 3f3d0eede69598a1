"""Numbers of documents, and sums in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.values.invoicing import format_number, month_of, next_month, parse_number
from backend.domain.values.spelling import ROUBLE, after_number, number_in_words, sum_in_words


@pytest.mark.parametrize(
    ("kopecks", "words"),
    [
        (0, "Ноль рублей 00 копеек"),
        (1, "Ноль рублей 01 копейка"),
        (2, "Ноль рублей 02 копейки"),
        (11, "Ноль рублей 11 копеек"),
        (100, "Один рубль 00 копеек"),
        (221, "Два рубля 21 копейка"),
        (50_00, "Пятьдесят рублей 00 копеек"),
        (550_00, "Пятьсот пятьдесят рублей 00 копеек"),
        (1_000_00, "Одна тысяча рублей 00 копеек"),
        (2_014_92, "Две тысячи четырнадцать рублей 92 копейки"),
        (11_111_11, "Одиннадцать тысяч сто одиннадцать рублей 11 копеек"),
        (121_001_00, "Сто двадцать одна тысяча один рубль 00 копеек"),
        (1_000_000_00, "Один миллион рублей 00 копеек"),
        (
            22_591_042_40,
            "Двадцать два миллиона пятьсот девяносто одна тысяча сорок два рубля 40 копеек",
        ),
        (2_000_000_005_00, "Два миллиарда пять рублей 00 копеек"),
        (10**14, "Один триллион рублей 00 копеек"),
        (-50_00, "Минус пятьдесят рублей 00 копеек"),
    ],
)
def test_sums_in_words(kopecks: int, words: str) -> None:
    assert sum_in_words(kopecks) == words


@given(st.integers(0, 10**15 - 1))
def test_words_are_clean_and_different(number: int) -> None:
    words = number_in_words(number)
    assert words == " ".join(words.split())
    assert words != number_in_words((number + 1) % 10**15)


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "рубль"), (2, "рубля"), (4, "рубля"), (5, "рублей"), (0, "рублей"), (11, "рублей"),
     (12, "рублей"), (14, "рублей"), (21, "рубль"), (22, "рубля"), (100, "рублей"),
     (101, "рубль"), (111, "рублей"), (112, "рублей"), (1_000_001, "рубль")],
)  # fmt: skip
def test_the_form_after_a_number(number: int, word: str) -> None:
    assert after_number(number, ROUBLE) == word


@given(st.integers(2000, 9999), st.integers(1, 10**9 - 1))
def test_numbers_are_read_as_written(year: int, number: int) -> None:
    assert parse_number(format_number(year, number)) == (year, number)


@pytest.mark.parametrize("text", ["", "17", "2026-", "26-1", "2026-1a", "2026-٣", "2026 -1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="2026-000017"):
        parse_number(text)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_day_is_in_its_month(day: date) -> None:
    month = month_of(day)
    assert month <= day < next_month(month)
    assert (month.day, next_month(month).day) == (1, 1)
