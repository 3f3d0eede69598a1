"""The tables of ``docs/conformance/README.md``: what each facade says for each outcome.

Scenarios are held to the published tables, and the tables are held to the code by ``test_words``.
"""

import re
from collections.abc import Sequence
from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "docs" / "conformance"
NOWHERE = "—"
COLUMNS = {"native": "native", "RentSoft": "rentsoft", "Relans": "relans", "REST": "rest"}

Row = dict[str, str]


def read_tables(document: str) -> dict[str, Row]:
    """First cell → facade → word, of every table that has a column for each facade."""
    found: dict[str, Row] = {}
    names: list[str] = []
    for line in document.splitlines():
        cells = [cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            names = []
        elif cells[1:] == list(COLUMNS):
            names = [COLUMNS[cell] for cell in cells[1:]]
        elif names and not re.fullmatch(r"-+", cells[0]):
            assert cells[0] not in found, f"twice in the tables: {cells[0]}"
            found[cells[0]] = dict(zip(names, cells[1:], strict=True))
    return found


WORDS = read_tables((DOCUMENTS / "README.md").read_text(encoding="utf-8"))


def is_said(word: str, facade: str, outcomes: Sequence[str], *, listed: bool = False) -> bool:
    """Whether a word is that for an outcome: the first of ``outcomes`` that has a row.

    A word that is ``listed`` in the data of an answer has no status and no message id before it.
    """
    said = next(WORDS[outcome] for outcome in outcomes if outcome in WORDS)[facade]
    assert said != NOWHERE, f"{facade} has no word for {outcomes}"
    return word in (said, said.rpartition(" ")[2]) if listed else word == said
