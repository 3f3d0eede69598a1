"""Text in the cells of a table that a spreadsheet will open.

A spreadsheet computes a cell that begins like a formula, whoever wrote it: a holder named
``=HYPERLINK(…)`` would run on the machine of whoever opens an export. So exports, CSV and XLSX
alike, write every text through ``neutral``. Numbers, days and our own words need it not.
"""

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, their full-width twins included."""


def neutral(text: str) -> str:
    """The text as a cell that is shown and never computed: an apostrophe goes before a formula.

    Spaces in front do not hide a formula from every spreadsheet, so they do not here.
    """
    first = text.lstrip(" \u00a0")[:1]
    return f"'{text}" if first and first in FORMULA_STARTS else text
