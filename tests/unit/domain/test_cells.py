"""Text that a spreadsheet must not compute."""

import pytest

from backend.domain.values.cells import neutral

FORMULAS = [
    "=1+1",
    "+7 900",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0@x",
    "＝1",
    "=",
]
PLAIN = ["", " ", "Иванов Д. И.", "ООО «А=Б»", "1-2", "a@b", "'=1", "5+5"]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_a_formula_is_shown_and_not_computed(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert neutral(neutral(text)) == neutral(text), "once is enough"


@pytest.mark.parametrize("text", PLAIN, ids=repr)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text
