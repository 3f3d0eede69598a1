"""The README's calls, made against a running demonstration, answer what the README shows."""

from pathlib import Path

import pytest

from tests.demonstration import CONSOLE, demonstration
from tests.guide import calls, normal, read, typed

CALLS = calls(read("README.md"))


def test_there_are_calls_to_make() -> None:
    assert len(CALLS) >= 5


@pytest.mark.slow
def test_the_tour_answers_what_it_shows(tmp_path: Path) -> None:
    with demonstration() as demo:
        for call in CALLS:
            script = call.script.replace("http://127.0.0.1:8080", demo.url)
            script = script.replace(".venv/bin/vitrina", str(CONSOLE))
            done = typed(script, tmp_path, demo.environment)
            assert normal(done.stdout) == normal(call.shown), f"{script}\n{done.stderr}"
