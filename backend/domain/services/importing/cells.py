"""What cells may say. Each function raises ``RowRefused`` with the column that is to blame."""

import re

from backend.domain.services.importing.table import Cells
from backend.domain.services.importing.unreadable import RowFlaw, RowRefused
from backend.domain.values.money import KOPECKS_IN_ROUBLE, MAX_KOPECKS

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# As banks and spreadsheets write it: thousands apart, or not at all; a comma or a point.
_AMOUNT = re.compile(
    r"(0|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})+|[1-9][0-9]*)(?:[.,]([0-9]{1,2}))?", re.ASCII
)
_LONGEST_AMOUNT = 40


def text_of(cells: Cells, field: str, longest: int, *, required: bool = False) -> str:
    """A text on one line; a formula is a text like any other. A column may be absent."""
    text = cells.get(field, "")
    if required and not text:
        raise RowRefused(RowFlaw.EMPTY, field)
    if len(text) > longest:
        raise RowRefused(RowFlaw.TOO_LONG, field)
    if _CONTROL.search(text):
        raise RowRefused(RowFlaw.CONTROL_CHARACTER, field)
    return text


def word_of(cells: Cells, field: str, form: re.Pattern[str]) -> str:
    """An identifier of a known form."""
    word = cells[field]
    if not word:
        raise RowRefused(RowFlaw.EMPTY, field)
    if form.fullmatch(word) is None:
        raise RowRefused(RowFlaw.MALFORMED, field)
    return word


def amount_of(cells: Cells, field: str) -> int:
    """Kopecks of «1 000,50», ``1000.50`` or ``1000``.

    What two countries would read differently (``1,000`` with three digits behind, ``1.000,50``) is
    refused, and so are a sign, an exponent and a third decimal.
    """
    text = cells.get(field, "")
    if not text:
        raise RowRefused(RowFlaw.EMPTY, field)
    match = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST_AMOUNT else None
    if match is None:
        raise RowRefused(RowFlaw.NOT_AN_AMOUNT, field)
    roubles, fraction = match.groups(default="")
    digits = re.sub(r"\D", "", roubles)
    kopecks = int(digits) * KOPECKS_IN_ROUBLE + int(fraction.ljust(2, "0"))
    if kopecks >= MAX_KOPECKS:
        raise RowRefused(RowFlaw.NOT_AN_AMOUNT, field)
    return kopecks


def positive_amount_of(cells: Cells, field: str) -> int:
    """An amount above zero."""
    kopecks = amount_of(cells, field)
    if kopecks == 0:
        raise RowRefused(RowFlaw.NOT_POSITIVE, field)
    return kopecks
