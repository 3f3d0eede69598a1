"""Money on the wire: what is read is what was written, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.values.money import MAX_KOPECKS, format_money, parse_money


@pytest.mark.parametrize(
    ("text", "kopecks"),
    [
        ("0", 0),
        ("0.01", 1),
        ("0.1", 10),
        ("50", 5_000),
        ("50.5", 5_050),
        ("50.05", 5_005),
        ("50.00", 5_000),
        ("999999999999.99", MAX_KOPECKS - 1),
    ],
)
def test_plain_decimals_are_read(text: str, kopecks: int) -> None:
    assert parse_money(text) == kopecks


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-1", "+1", "-0", "00", "007", "50.", ".5", ".", "50.005", "50.000", "1e3", "1E3",
        "0x10", "1_000", "1,000", "1 000", "1\u00a0000", "50,5", "50.5.5", " 50", "50 ", "50\n",
        "\n50", "50\x00", "5&x;", "NaN", "nan", "inf", "Infinity", "-inf", "1000000000000",
        "9" * 400, "0." + "0" * 400, "٥٠", "５０", "५०", "5٠", "50.٥", "½", "²", "Ⅴ", "1۰",
        "50\u200b", "\ufeff50", "50.0\u0660", "50₽", "fifty", "None", "True",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_money(text)


def test_the_refusal_repeats_nothing_of_what_was_sent() -> None:
    with pytest.raises(ValueError, match="not an amount") as caught:
        parse_money("<secret>")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("kopecks", "text"),
    [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (-1234, "-12.34"), (5_000, "50.00"), (10, "0.10")],
)
def test_sums_are_written_with_two_decimals(kopecks: int, text: str) -> None:
    assert format_money(kopecks) == text


@given(st.integers(0, MAX_KOPECKS - 1))
def test_reading_undoes_writing(kopecks: int) -> None:
    assert parse_money(format_money(kopecks)) == kopecks


@given(st.text(max_size=20))
def test_no_text_is_read_as_more_than_the_largest_sum_or_differently_than_written(
    text: str,
) -> None:
    try:
        kopecks = parse_money(text)
    except ValueError:
        return
    assert text.isascii()
    roubles, _, fraction = text.partition(".")
    assert format_money(kopecks) == f"{roubles}.{fraction:0<2}"
    assert 0 <= kopecks < MAX_KOPECKS
