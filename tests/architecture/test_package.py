"""The wheel: what a machine without the checkout gets."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture import ROOT, tracked_files

CABINET = ("backend/web/cabinet/index.html", "backend/web/cabinet/assets/index-1a2b.js")
DESK = ("backend/web/desk/desk.html", "backend/web/desk/assets/desk-1a2b.js")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy as the image has it: without version control, and without a cabinet."""
    folder = tmp_path_factory.mktemp("source")
    for path in tracked_files():
        name = path.relative_to(ROOT)
        if name.parts[0] == "backend" or len(name.parts) == 1:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / name)
    return folder


def pack(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the wheel without a network."""
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    return subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(target), "."],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def put(source: Path, *names: str) -> None:
    """Pretend that these were built."""
    for name in names:
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("built")


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built with stand-ins for the cabinet and the desk."""
    complete = tmp_path_factory.mktemp("complete") / "source"
    shutil.copytree(source, complete)
    put(complete, *CABINET, *DESK)
    target = tmp_path_factory.mktemp("wheel")
    done = pack(complete, target)
    assert done.returncode == 0, done.stderr
    (path,) = target.glob("vitrina-*-py3-none-any.whl")
    return zipfile.ZipFile(path)


@pytest.mark.parametrize("built", [(), CABINET, DESK])
def test_without_both_sites_there_is_none(
    source: Path, tmp_path: Path, built: tuple[str, ...]
) -> None:
    incomplete = tmp_path / "source"
    shutil.copytree(source, incomplete)
    put(incomplete, *built)
    done = pack(incomplete, tmp_path)
    assert done.returncode != 0
    assert "make cabinet" in done.stderr + done.stdout


def test_it_has_both_sites_although_git_has_not(wheel: zipfile.ZipFile) -> None:
    assert {*CABINET, *DESK} <= set(wheel.namelist())


def test_it_has_every_file_of_the_product(wheel: zipfile.ZipFile) -> None:
    product = {
        path.relative_to(ROOT).as_posix()
        for path in tracked_files()
        if path.is_relative_to(ROOT / "backend")
    }
    assert product <= set(wheel.namelist())


def test_it_has_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {Path(name).parts[0].partition("-")[0] for name in wheel.namelist()} == {
        "backend",
        "vitrina",
    }


def test_it_brings_the_command(wheel: zipfile.ZipFile) -> None:
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "vitrina = backend.cli:main" in wheel.read(entry).decode()
