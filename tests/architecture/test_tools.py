"""The developers' own programs."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture import ROOT
from tools.generate import differences, render, write

PYTHONS = {
    "broken": "exit 127",  # a version manager's shim with nothing behind it
    "old": 'case "$2" in *version_info*) exit 1;; esac',
    "bare": 'case "$2" in *ensurepip*) exit 1;; esac',
    "good": "exit 0",
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A PATH with a shell and no Python at all."""
    for name in ("sh", "command"):
        (tmp_path / name).symlink_to("/bin/sh")
    return tmp_path


def install(machine: Path, name: str, kind: str) -> Path:
    """Put a stand-in for an interpreter on the PATH."""
    path = machine / name
    path.write_text(f"#!/bin/sh\n{PYTHONS[kind]}\n")
    path.chmod(0o755)
    return path


def find(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the search with nothing but that machine's programs."""
    return subprocess.run(
        [ROOT / "tools" / "find-python", *arguments],
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_base_version_is_preferred(machine: Path) -> None:
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        install(machine, name, "good")
    assert find(machine).stdout.strip() == str(machine / "python3.11")


def test_a_name_that_does_not_run_is_passed_over(machine: Path) -> None:
    install(machine, "python3.11", "broken")
    install(machine, "python3.12", "bare")
    install(machine, "python3", "good")
    assert find(machine).stdout.strip() == str(machine / "python3")


def test_the_given_one_is_taken(machine: Path) -> None:
    install(machine, "python3.11", "good")
    mine = install(machine, "mine", "good")
    assert find(machine, str(mine)).stdout.strip() == str(mine)


@pytest.mark.parametrize(
    ("kind", "message"),
    [("broken", "No working Python >= 3.11"), ("old", "install one"), ("bare", "python3-venv")],
)
def test_what_is_missing_is_said(machine: Path, kind: str, message: str) -> None:
    install(machine, "python3", kind)
    done = find(machine)
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stdout == ""


def test_a_wrong_choice_is_not_replaced_silently(machine: Path) -> None:
    install(machine, "python3.11", "good")
    done = find(machine, "/nowhere/python")
    assert done.returncode == 1
    assert "/nowhere/python" in done.stderr


def test_fresh_documents_pass(tmp_path: Path) -> None:
    rendered = {"openapi/a.json": b"{}\n", "openapi/deep/b.wsdl": b"<w/>\n"}
    write(tmp_path, rendered)
    assert list(differences(tmp_path, rendered)) == []


def test_every_difference_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"openapi/a.json": b"old", "openapi/gone.wsdl": b"<w/>"})
    rendered = {"openapi/a.json": b"new", "openapi/b.json": b"{}"}
    assert list(differences(tmp_path, rendered)) == [
        "openapi/a.json is stale",
        "openapi/b.json is missing",
        "openapi/gone.wsdl is rendered by nothing",
    ]


def test_a_document_may_be_text_or_bytes() -> None:
    assert render("textwrap:dedent.__doc__.upper").startswith(b"REMOVE")
