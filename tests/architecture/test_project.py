"""Promises of the project's files: versions, locks, documentation, nothing of one machine's."""

import ast
import json
import os
import re
import stat
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import ROOT, tracked_files

LOCKS = ("build", "runtime", "dev", "node")

# Written so that these lines do not find themselves.
REGISTRY = re.compile(r"\b(py[p]i\.org|pythonho[s]ted\.org|npm[j]s\.(org|com)|deb\.debia[n]\.org)")
ABSOLUTE = re.compile(r"(?<![\w.$}/-])/(wor[k]|roo[t]|hom[e])/|/op[t]/(wheels|pypi)|\.pyen[v]/")


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, str]:
    """Distribution → version, as locked."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def direct(*groups: list[str]) -> list[Requirement]:
    """Requirements as pyproject.toml states them."""
    return [Requirement(text) for group in groups for text in group]


@pytest.mark.parametrize("pattern", [REGISTRY, ABSOLUTE], ids=["registry", "absolute path"])
def test_nothing_of_one_machines_is_written_down(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_pinned_with_hashes_and_name_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^ *#.*\n?", "", text, flags=re.MULTILINE).strip())
    assert len(entries) >= len(pins(name)) > 0  # some are locked once for each Python
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"://|--(extra-)?index-url|--find-links| @ |^-", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_locks_are_fresh(name: str) -> None:
    """As far as one can tell without a network: everything asked for is locked at its version."""
    asked = [project()["project"]["dependencies"]]
    asked += project()["project"]["optional-dependencies"].values()
    asked += [project()["dependency-groups"]["dev"]] if name == "dev" else []
    locked = pins(name)
    for requirement in direct(*asked):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not locked: make lock"
        assert requirement.specifier.contains(version), f"{requirement}: make lock"


def test_the_lock_of_the_cabinet_names_no_place() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert "omit-lockfile-registry-resolved=true" in (ROOT / "frontend/.npmrc").read_text()


def test_the_cabinets_packages_are_pinned() -> None:
    package = json.loads((ROOT / "frontend" / "package.json").read_text())
    asked = {**package["dependencies"], **package["devDependencies"]}
    assert [f"{n}@{v}" for n, v in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []
    assert asked["typescript"] < "6", "openapi-typescript does not work with TypeScript 7"


def test_tests_run_against_what_is_shipped() -> None:
    assert pins("runtime").items() <= pins("dev").items()


def test_dependencies_are_few_and_each_has_its_reason() -> None:
    asked = project()["project"]["dependencies"]
    assert len(asked) <= 20
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        if any(line.strip().startswith(f'"{text}"') for text in asked):
            assert re.search(r"# \S+( \S+)+", line), f"{line.strip()}: why?"


def test_one_statement_of_the_python_versions() -> None:
    prefix = "Programming Language :: Python :: 3."
    declared = [text for text in project()["project"]["classifiers"] if text.startswith(prefix)]
    assert [text.removeprefix(prefix) for text in declared] == ["11", "12", "13"]
    assert project()["project"]["requires-python"] == ">=3.11"
    assert project()["tool"]["mypy"]["python_version"] == "3.11"
    assert project()["tool"]["ruff"]["target-version"] == "py311"


def test_every_module_says_what_it_is_for() -> None:
    modules = [path for path in tracked_files() if path.suffix == ".py"]
    assert modules
    silent = [path for path in modules if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_documented_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert targets == set(phony[1].split())
    documents = [path for path in tracked_files() if path.suffix == ".md"]
    for path in documents:
        mentioned = set(re.findall(r"`make ([a-z]+)", path.read_text()))
        assert mentioned <= targets, f"{path.name}: make {mentioned - targets}"
    readme = set(re.findall(r"`make ([a-z]+)", (ROOT / "README.md").read_text()))
    assert {"run", "test", "check"} <= readme


def test_ci_runs_what_the_readme_says() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & stat.S_IXUSR
    programs = [path for path in (ROOT / "tools").iterdir() if path.is_file() and not path.suffix]
    assert programs
    assert [path.name for path in programs if not os.access(path, os.X_OK)] == []
    lines = script.read_text().splitlines()
    assert "set -euo pipefail" in lines
    assert [line for line in lines if line.startswith("make")] == ["make check", "make test"]


def test_files_end_with_one_newline() -> None:
    texts = {".py", ".md", ".toml", ".yaml", ".sql", ".in", ".txt", ".ts", ".tsx", ".css", ""}
    paths = [path for path in tracked_files() if path.suffix in texts and path.stat().st_size]
    sloppy: list[Path] = [
        path
        for path in paths
        if not (text := path.read_bytes()).endswith(b"\n") or text.endswith(b"\n\n")
    ]
    assert sloppy == []
