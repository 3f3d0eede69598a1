"""Programs that examples are run with, and the examples themselves."""

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

from tests.architecture import ROOT

EXAMPLES = ROOT / "docs" / "examples" / "portal"
MODULES = ROOT / "frontend" / "node_modules"
STRICTLY = (
    *("--strict", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes", "--skipLibCheck"),
    *("--allowJs", "--checkJs", "--module", "nodenext", "--target", "es2022"),
    *("--lib", "es2023,dom,dom.iterable"),
)


def module(name: str) -> ModuleType:
    """An example in Python, imported from its file."""
    found = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    made = importlib.util.module_from_spec(found)
    found.loader.exec_module(made)
    return made


def node_environment() -> dict[str, str]:
    """With the Node on PATH that builds the cabinet."""
    found = subprocess.run(
        [ROOT / "tools" / "find-node"], capture_output=True, text=True, check=True
    )
    return {**os.environ, "PATH": f"{found.stdout.strip()}{os.pathsep}{os.environ['PATH']}"}


def run(*command: str, folder: Path, given: str = "", **variables: str) -> str:
    """What a program prints, which must succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**node_environment(), **variables},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def compile_strictly(*files: Path, folder: Path, emit: bool = False) -> None:
    """TypeScript at its strictest, JavaScript by its annotations."""
    emitting = [] if emit else ["--noEmit"]
    run(str(MODULES / ".bin" / "tsc"), *STRICTLY, *emitting, *map(str, files), folder=folder)
