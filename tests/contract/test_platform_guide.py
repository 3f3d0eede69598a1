"""The platform guide: its examples answer what it shows, its tables say what the code does."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from backend.app import create_app
from backend.cli.demo_data import fill
from backend.container import Container
from backend.domain.values.codes import ADVICE, Code
from backend.settings import Settings
from backend.soap.dialects import DIALECTS
from tests.demonstration import environment, free_port
from tests.guide import calls, read, typed
from tests.integration.sandbox.serving import serving

GUIDE = read("docs/platform-guide.md")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    table = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n| --- ")[2].partition("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]
    ]


@pytest.mark.slow
def test_the_examples_answer_what_they_show(database_url: str, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = Settings().with_changes(
        database_url=database_url, secret_key="k" * 32, public_url=address
    )
    with closing(Container(settings)) as container:
        fill(container)
        with serving(create_app(container), port, lifespan=False):
            for call in calls(GUIDE, "text"):
                script = call.script.replace("http://127.0.0.1:8080", address)
                done = typed(script, tmp_path, environment(tmp_path, address))
                assert done.stdout == call.shown, f"{script}\n{done.stderr}"


@pytest.mark.parametrize(("column", "dialect"), [(1, "rentsoft"), (2, "relans"), (3, "native")])
def test_every_operation_is_in_the_table(column: int, dialect: str) -> None:
    told = {cells[column].strip("`") for cells in rows("Operations")} - {"—"}
    assert told == {operation.wire for operation in DIALECTS[dialect].operations}


def test_every_address_exists() -> None:
    paths = json.loads(read("openapi/partner.json"))["paths"]
    told = [cells[4].strip("`").split() for cells in rows("Operations") if cells[4] != "—"]
    assert len(told) == 12
    assert [path for method, path in told if method.lower() not in paths.get(path, {})] == []


def test_the_words_and_advice_are_those_of_the_dialects() -> None:
    table = rows("Codes and advice")
    *known, (_, *otherwise, _) = table
    assert otherwise == [f"`{DIALECTS[name].otherwise}`" for name in ("rentsoft", "relans")]
    for written, rentsoft, relans, advice in known:
        code = Code(written.strip("`"))
        said = [
            DIALECTS[name].words.get(code, DIALECTS[name].otherwise)
            for name in ("rentsoft", "relans")
        ]
        assert [rentsoft, relans, advice] == [*(f"`{word}`" for word in said), f"`{ADVICE[code]}`"]
    told = {cells[0].strip("`") for cells in known}
    assert told >= {*DIALECTS["rentsoft"].words, *DIALECTS["relans"].words}


def test_every_box_of_the_checklist_is_open() -> None:
    assert len(re.findall(r"^- \[ \] ", GUIDE, re.MULTILINE)) >= 8
