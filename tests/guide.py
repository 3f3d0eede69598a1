"""Documents whose commands are run: what is typed, and what it answers."""

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import typer.main

from backend.cli.main import app
from tests.architecture import ROOT
from tests.demonstration import Demonstration, Done

_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```\n", re.MULTILINE | re.DOTALL)
_SHELL = re.compile(r"[|&;<>$`(){}*?~#]")
_ASSIGNED = re.compile(r"\w+=")
_VOLATILE = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"), "(uuid)"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)"), "(instant)"),
    (re.compile(r'(?<="correlation_id": ")[0-9a-f]{32}'), "(correlation id)"),
    (re.compile(r"All \d+ rules"), "All rules"),
    (re.compile("\N{NO-BREAK SPACE}"), " "),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
)


@dataclass(frozen=True, slots=True)
class Call:
    """A shell block, and the block after it: of which kind, and what stands in it."""

    script: str
    kind: str
    shown: str


def read(name: str) -> str:
    """A document, by its path from the root."""
    return (ROOT / name).read_text()


def blocks(text: str, kind: str) -> list[str]:
    """The blocks of a kind, in their order."""
    return [content for found, content in _blocks(text) if found == kind]


def calls(text: str, *kinds: str) -> list[Call]:
    """Shell blocks followed by a block of another kind, of one of these if any are named."""
    found = [
        Call(script, after, shown)
        for (kind, script), (after, shown) in pairwise(_blocks(text))
        if kind == "sh" != after
    ]
    return [call for call in found if not kinds or call.kind in kinds]


def steps(text: str) -> list[Call]:
    """Every shell block, with what it is said to answer where that is shown right after it."""
    found = list(_BLOCK.finditer(text))
    answers = {block.start(): block for block in found if block[2] != "sh"}
    return [
        Call(_content(block), answer[2], _content(answer))
        if (answer := answers.get(block.end()))
        else Call(_content(block), "", "")
        for block in found
        if block[2] == "sh"
    ]


def _blocks(text: str) -> list[tuple[str, str]]:
    return [(block[2], _content(block)) for block in _BLOCK.finditer(text)]


def _content(block: re.Match[str]) -> str:
    """What stands in it, without the indentation of its fence."""
    return re.sub(f"^{block[1]}", "", block[3], flags=re.MULTILINE)


def typed(
    script: str, folder: Path, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Type a block into a shell that stops at the first command that fails."""
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def normal(text: str) -> str:
    """The text without what differs from run to run."""
    for pattern, name in _VOLATILE:
        text = pattern.sub(name, text)
    return text.strip()


def worked(script: str, folder: Path, vitrina: Demonstration) -> str:
    """What a block prints, which must succeed.

    Where it is nothing but ``vitrina`` commands, they are run in this process: a start of Python
    for each would take minutes.
    """
    commands = list(_commands(script))
    if all(words and words[0] == "vitrina" for _, words in commands):
        with chdir(folder):
            answers = [
                _told(words, vitrina.with_variables(**variables).vitrina(*words[1:]))
                for variables, words in commands
            ]
        return "".join(answers)
    done = typed(script, folder, vitrina.environment)
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _commands(script: str) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Each command's variables and words; no words where only a shell understands it."""
    pending = ""
    for line in script.replace("\\\n", " ").splitlines():
        pending += f"{line}\n"
        try:
            words = shlex.split(pending)
        except ValueError:  # a quotation goes on in the next line
            continue
        outside = re.sub(r"'[^']*'|\"[^\"$`]*\"", "", pending)
        variables = dict(word.split("=", 1) for word in takewhile(_ASSIGNED.match, words))
        yield variables, [] if _SHELL.search(outside) else words[len(variables) :]
        pending = ""
    if pending:
        yield {}, []


def _told(command: list[str], done: Done) -> str:
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def is_command(line: str) -> bool:
    """Whether every word up to the first argument is a command, and every option one of its own."""
    command: Any = typer.main.get_command(app)
    for word in shlex.split(line.replace("…", "x"))[1:]:
        known = getattr(command, "commands", None)
        if known is not None and not word.startswith("-"):
            if word not in known:
                return False
            command = known[word]
        elif word.startswith("--"):
            options = {name for each in command.params for name in each.opts + each.secondary_opts}
            if word.partition("=")[0] not in options | {"--help"}:
                return False
    return True
