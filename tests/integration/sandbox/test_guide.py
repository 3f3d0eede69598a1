"""The guide's commands, run in order against a real Vitrina, answer what the guide shows."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.sandbox.config import read_config
from backend.sandbox.faults import Fault
from backend.sandbox.wording import REFUSALS
from backend.settings import Settings
from tests.demonstration import free_port
from tests.guide import blocks, calls, read, typed
from tests.integration.sandbox.rehearsal import CODES
from tests.integration.sandbox.serving import sandbox, vitrina

GUIDE = read("docs/sandbox.md")


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    (shown,) = blocks(GUIDE, "json")
    config = read_config(json.loads(shown), data_dir=tmp_path)
    assert config.frame_origin == "http://127.0.0.1:8080"
    assert all(each.key for each in config.platforms.values())


def test_every_fault_and_code_is_told() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)) >= set(Fault)
    told = GUIDE.partition("**Refusals**")[2]
    assert {code for code in re.findall(r"`(\w+)`", told) if "_" in code} <= set(REFUSALS)


@pytest.mark.slow
def test_the_commands_answer_what_is_shown(database_url: str, tmp_path: Path) -> None:
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    with closing(Container(settings)) as container:
        fill(container)
        run_through(container, tmp_path)


def run_through(container: Container, folder: Path) -> None:
    """Type every command that is followed by what it shows."""
    keys = {code: container.links.verification_key(code) for code in CODES}
    port = free_port()
    start, *_ = blocks(GUIDE, "sh")
    with vitrina(container) as address:

        def here(text: str) -> str:
            return text.replace("http://127.0.0.1:8080", address).replace("8081", str(port))

        with sandbox(address, port, folder, keys, here(start)):
            for call in calls(GUIDE, "text"):
                done = typed(here(call.script), folder)
                assert done.stdout == call.shown, f"{call.script}\n{done.stderr}"
