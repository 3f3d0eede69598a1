"""The words of a charge: what a pattern may contain, and how dates and sums are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.errors import InvalidRequest
from backend.domain.services.billing.fill_template import (
    PLACEHOLDERS,
    TemplateNotFilled,
    check_pattern,
    fill,
    placeholders,
)
from backend.domain.values.wording import day_and_month, full_date, month_and_year, roubles

KNOWN = {name: f"<{name}>" for name in PLACEHOLDERS}


@pytest.mark.parametrize(
    "pattern",
    [
        "{price}", "{}", "{0}", "{product.__class__}", "{product.__class__.__mro__}",
        "{product[0]}", "{product[__class__]}", "{product!r}", "{product!s}", "{product:>10}",
        "{product:{amount}}", "{product", "product}", "{", "}", "{{product}", "{product}}",
        "{ product }", "{Product}", "{product!}", "{__class__}", "{product.title}", "{продукт}",
    ],
)  # fmt: skip
def test_a_pattern_contains_nothing_but_the_known_names(pattern: str) -> None:
    with pytest.raises(InvalidRequest):
        check_pattern(pattern)


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_every_known_name_is_filled(name: str) -> None:
    check_pattern(f"a {{{name}}} b")
    assert fill(f"a {{{name}}} b", KNOWN) == f"a <{name}> b"
    assert placeholders(f"a {{{name}}} b") == {name}


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_name_without_a_value_is_said(name: str) -> None:
    known = {other: "x" for other in PLACEHOLDERS if other != name}
    with pytest.raises(TemplateNotFilled, match=f"the template needs {name}"):
        fill(f"{{{name}}}", known)


def test_doubled_braces_are_braces() -> None:
    check_pattern("{{{product}}} {{}}")
    assert fill("{{{product}}} {{}}", {"product": "x"}) == "{x} {}"
    assert placeholders("{{product}}") == frozenset()


@given(st.text(max_size=40))
def test_what_is_filled_in_is_never_read_as_a_pattern(text: str) -> None:
    assert fill("{product}|{comment}", {"product": text, "comment": "{amount}"}) == (
        f"{text}|{{amount}}"
    )


@given(st.text(alphabet="{}!:[].productamount_ 0", max_size=30))
def test_a_pattern_that_passes_can_always_be_filled(pattern: str) -> None:
    try:
        check_pattern(pattern)
    except InvalidRequest:
        return
    filled = fill(pattern, KNOWN)
    for name in placeholders(pattern):
        assert f"<{name}>" in filled


def test_months_are_declined_as_in_documents() -> None:
    days = [date(2026, month, 1) for month in range(1, 13)]
    assert [day_and_month(day) for day in days] == [
        "1 января", "1 февраля", "1 марта", "1 апреля", "1 мая", "1 июня",
        "1 июля", "1 августа", "1 сентября", "1 октября", "1 ноября", "1 декабря",
    ]  # fmt: skip
    assert [month_and_year(day) for day in days] == [
        "январь 2026", "февраль 2026", "март 2026", "апрель 2026", "май 2026", "июнь 2026",
        "июль 2026", "август 2026", "сентябрь 2026", "октябрь 2026", "ноябрь 2026", "декабрь 2026",
    ]  # fmt: skip
    assert full_date(date(2026, 5, 31)) == "31 мая 2026 г."


@pytest.mark.parametrize(
    ("kopecks", "text"),
    [(0, "0р."), (1, "0,01р."), (5_000, "50р."), (5_040, "50,40р."), (123_456_789, "1234567,89р.")],
)
def test_kopecks_are_written_only_where_there_are_some(kopecks: int, text: str) -> None:
    assert roubles(kopecks) == text
