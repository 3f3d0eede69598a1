"""What cells may say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.importing.cells import amount_of, positive_amount_of, text_of, word_of
from backend.domain.services.importing.unreadable import RowFlaw, RowRefused
from backend.domain.values.money import MAX_KOPECKS

AMOUNTS = {
    "0": 0,
    "0,00": 0,
    "1": 100,
    "1000.50": 1000_50,
    "1000,5": 1000_50,
    "1 000,50": 1000_50,
    "1\u00a0000,50": 1000_50,
    "1\u202f000\u202f000.01": 1_000_000_01,
    "12 345": 12_345_00,
    "999999999999.99": MAX_KOPECKS - 1,
}
NO_AMOUNTS = [
    "-1", "+1", "−1", "1e3", "1E3", "1.005", "1,005", "1,000.50", "1.000,50", "1 00", "10 00",
    "1  000", "0 000", "01", "00", ".5", "5.", "5,", "1'000", "1_000", "٥", "５", "0x10", "NaN",
    "inf", "5 руб.", "5р", "=5", "1000000000000", "9" * 41, "1 000 ", "1\t000",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kopecks"), AMOUNTS.items(), ids=repr)
def test_amounts_as_banks_and_spreadsheets_write_them(text: str, kopecks: int) -> None:
    assert amount_of({"amount": text}, "amount") == kopecks


@pytest.mark.parametrize("text", NO_AMOUNTS, ids=repr)
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(RowRefused) as refused:
        amount_of({"amount": text}, "amount")
    assert (refused.value.flaw, refused.value.field) == (RowFlaw.NOT_AN_AMOUNT, "amount")


@given(st.integers(0, MAX_KOPECKS - 1), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_every_sum_in_every_form(kopecks: int, thousands: str) -> None:
    roubles = f"{kopecks // 100:,}".replace(",", thousands)
    for point in ".,":
        text = f"{roubles}{point}{kopecks % 100:02d}"
        assert amount_of({"amount": text}, "amount") == kopecks


def flaw_of(text: str) -> RowFlaw:
    """Why a text is refused."""
    with pytest.raises(RowRefused) as refused:
        text_of({"text": text}, "text", 5, required=True)
    return refused.value.flaw


def test_texts() -> None:
    assert text_of({"text": "=1+1"}, "text", 5) == "=1+1"
    assert text_of({}, "text", 5) == ""
    assert flaw_of("") is RowFlaw.EMPTY
    assert flaw_of("123456") is RowFlaw.TOO_LONG
    assert flaw_of("a\x00b") is RowFlaw.CONTROL_CHARACTER
    assert flaw_of("a\rb") is RowFlaw.CONTROL_CHARACTER


def test_nothing_and_zero_are_no_payment() -> None:
    for text, flaw in (("", RowFlaw.EMPTY), ("0,00", RowFlaw.NOT_POSITIVE)):
        with pytest.raises(RowRefused) as refused:
            positive_amount_of({"amount": text}, "amount")
        assert refused.value.flaw is flaw


def test_words_are_matched_whole() -> None:
    form = re.compile("[a-z]+")
    assert word_of({"x": "abc"}, "x", form) == "abc"
    for text, flaw in (("", RowFlaw.EMPTY), ("abc\n", RowFlaw.MALFORMED), ("1", RowFlaw.MALFORMED)):
        with pytest.raises(RowRefused) as refused:
            word_of({"x": text}, "x", form)
        assert refused.value.flaw is flaw
