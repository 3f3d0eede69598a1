"""The developers' own programs."""

import shutil
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


NODES = {"good": "exit 0", "old": "exit 1", "broken": "exit 127"}


@pytest.fixture
def checkout(machine: Path) -> Path:
    """A checkout whose environment has a Node of its own."""
    folder = machine / "checkout"
    (folder / "tools").mkdir(parents=True)
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "find-node", folder / "tools")
    put(folder / ".venv" / "bin", "node", "good")
    put(folder / ".venv" / "bin", "npm", "good")
    return folder


def put(folder: Path, name: str, kind: str) -> None:
    """A stand-in for Node or for a program that comes with it."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{NODES[kind]}\n")
    path.chmod(0o755)


def find_node(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run the search with nothing but that machine's programs."""
    return subprocess.run(
        [checkout / "tools" / "find-node"],
        env={"PATH": str(checkout.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_machines_node_is_preferred(checkout: Path) -> None:
    put(checkout.parent, "node", "good")
    put(checkout.parent, "npm", "good")
    assert find_node(checkout).stdout.strip() == str(checkout.parent)


@pytest.mark.parametrize("kind", ["old", "broken"])
def test_a_node_that_will_not_do_is_passed_over(checkout: Path, kind: str) -> None:
    put(checkout.parent, "node", kind)
    put(checkout.parent, "npm", "good")
    assert find_node(checkout).stdout.strip() == str(checkout / ".venv" / "bin")


def test_a_machine_without_node_uses_the_environments(checkout: Path) -> None:
    assert find_node(checkout).stdout.strip() == str(checkout / ".venv" / "bin")


def test_no_node_at_all_is_said_in_one_line(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    put(checkout.parent, "node", "good")  # and no npm
    done = find_node(checkout)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "make cabinet" in done.stderr


def find_chromium(machine: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the search with nothing but that machine's programs."""
    return subprocess.run(
        [ROOT / "tools" / "find-chromium"],
        env={"PATH": str(machine), "HOME": str(machine), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_chromium_that_does_not_run_is_passed_over(machine: Path) -> None:
    put(machine, "chromium", "broken")
    put(machine, "google-chrome", "good")
    assert find_chromium(machine).stdout.strip() == str(machine / "google-chrome")


def test_playwrights_own_chromium_is_found(machine: Path) -> None:
    folder = machine / ".cache" / "ms-playwright" / "chromium-1234" / "chrome-linux64"
    folder.mkdir(parents=True)
    put(folder, "chrome", "good")
    assert find_chromium(machine).stdout.strip() == str(folder / "chrome")


def test_the_chosen_chromium_is_not_replaced_silently(machine: Path) -> None:
    put(machine, "chromium", "good")
    done = find_chromium(machine, VITRINA_CHROMIUM="/nowhere/chromium")
    assert (done.returncode, done.stdout) == (1, "")
    assert "/nowhere/chromium" in done.stderr


def test_how_to_get_chromium_is_said(machine: Path) -> None:
    done = find_chromium(machine)
    assert (done.returncode, done.stdout) == (1, "")
    assert "apt install chromium" in done.stderr


def test_fresh_documents_pass(tmp_path: Path) -> None:
    rendered = {"openapi/a.json": b"{}\n", "openapi/deep/b.wsdl": b"<w/>\n"}
    write(tmp_path, rendered)
    assert list(differences(tmp_path, rendered)) == []


def test_every_difference_is_found(tmp_path: Path) -> None:
    gone = {"openapi/gone.wsdl": b"<w/>", "docs/figures/gone.svg": b"<svg/>"}
    write(tmp_path, {"openapi/a.json": b"old", "docs/figures/source.toml": b"", **gone})
    rendered = {"openapi/a.json": b"new", "openapi/b.json": b"{}"}
    assert list(differences(tmp_path, rendered)) == [
        "openapi/a.json is stale",
        "openapi/b.json is missing",
        "openapi/gone.wsdl is rendered by nothing",
        "docs/figures/gone.svg is rendered by nothing",
    ]


def test_a_document_may_be_text_or_bytes() -> None:
    assert render("textwrap:dedent.__doc__.upper").startswith(b"REMOVE")
