"""The wheel: what a machine without the checkout gets."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture import ROOT, tracked_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built as the image builds it: from a copy, without version control, without a network."""
    source = tmp_path_factory.mktemp("source")
    for path in tracked_files():
        name = path.relative_to(ROOT)
        if name.parts[0] == "backend" or len(name.parts) == 1:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / name)
    target = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(target), "."],
        cwd=source,
        check=True,
    )
    (path,) = target.glob("vitrina-*-py3-none-any.whl")
    return zipfile.ZipFile(path)


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
