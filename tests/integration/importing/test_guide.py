"""The guide's commands, run in order against a real Vitrina, answer what the guide shows."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from backend.container import Container
from backend.domain.services.importing import account_rows, payment_rows
from backend.domain.services.importing.lines import MAX_LINE
from backend.domain.services.importing.report import RowResult
from backend.domain.services.importing.table import Column
from backend.domain.services.importing.unreadable import Flaw, RowFlaw
from backend.settings import Settings
from tests.demonstration import environment
from tests.guide import calls, read, typed
from tests.integration.sandbox.serving import vitrina

GUIDE = read("docs/imports.md")
TOKEN = "an operator's token, which is long enough"
OF_REGISTERS = {"outside_period", "repeated"}
"""What can be wrong with a row of a platform's register only."""


def test_every_word_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", GUIDE))
    assert told >= {*RowResult, *Flaw, *RowFlaw} - OF_REGISTERS
    assert f"{MAX_LINE:,} bytes" in GUIDE


@pytest.mark.parametrize("column", [*account_rows.COLUMNS, *payment_rows.COLUMNS])
def test_every_title_is_told(column: Column) -> None:
    (row,) = re.findall(rf"^\| `{column.name}` \| (.*?) \|", GUIDE, re.MULTILINE)
    told = {title.strip(" `").casefold() for title in row.split(",")}
    assert told == {title.casefold() for title in column.titles}


@pytest.mark.slow
def test_the_commands_answer_what_is_shown(database_url: str, tmp_path: Path) -> None:
    settings = Settings().with_changes(
        database_url=database_url, secret_key="k" * 32, operator_token=TOKEN
    )
    variables = environment(tmp_path, "http://127.0.0.1") | {
        "VITRINA_DATABASE_URL": database_url,
        "VITRINA_OPERATOR_TOKEN": TOKEN,
    }
    with closing(Container(settings)) as container, vitrina(container) as address:
        for call in calls(GUIDE):
            script = call.script.replace("http://127.0.0.1:8080", address)
            done = typed(script, tmp_path, variables)
            assert done.stdout == call.shown, f"{script}\n{done.stderr}"
