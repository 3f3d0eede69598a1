"""The README's calls, made against a running demonstration, answer what the README shows."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture import ROOT
from tests.demonstration import CONSOLE, demonstration

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_VOLATILE = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"), "(uuid)"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z"), "(instant)"),
    (re.compile(r'(?<="correlation_id": ")[0-9a-f]{32}'), "(correlation id)"),
    (re.compile(r"All \d+ rules"), "All rules"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


def calls() -> list[tuple[str, str]]:
    """(what to type, what is answered): a shell block followed by a block of another kind."""
    blocks = _BLOCK.findall((ROOT / "README.md").read_text())
    pairs = pairwise(blocks)
    return [(text, shown) for (kind, text), (after, shown) in pairs if kind == "sh" != after]


def normal(text: str) -> str:
    """The text without what differs from run to run."""
    for pattern, name in _VOLATILE:
        text = pattern.sub(name, text)
    return text.strip()


def test_there_are_calls_to_make() -> None:
    assert len(calls()) >= 5


@pytest.mark.slow
def test_the_tour_answers_what_it_shows(tmp_path: Path) -> None:
    with demonstration() as demo:
        for script, shown in calls():
            typed = script.replace("http://127.0.0.1:8080", demo.url).replace(
                ".venv/bin/vitrina", str(CONSOLE)
            )
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", typed],
                cwd=tmp_path,
                env=demo.environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert normal(done.stdout) == normal(shown), f"{script}\n{done.stderr}"
