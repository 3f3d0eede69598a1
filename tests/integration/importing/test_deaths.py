"""A process that dies in the middle of a file: the same file again, and each row counts once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.importing.files import (
    ACCOUNTS_HEADER,
    PAYMENTS_HEADER,
    ImportWorld,
    write,
)

DRIVER = Path(__file__).with_name("import_driver.py")
ROOT = DRIVER.parents[3]
MANY = 2500
"""Rows: three batches."""

pytestmark = pytest.mark.slow


def start(world: ImportWorld, what: str, path: Path, death: int = 0) -> "subprocess.Popen[str]":
    """A process of its own that imports the file."""
    command = [sys.executable, str(DRIVER), world.url, what, str(path), str(death)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> str:
    """What it says in the end."""
    return process.communicate(timeout=100)[0].strip()


@pytest.mark.parametrize("death", [5, 15, 16, 30, 40])
def test_payments(world: ImportWorld, tmp_path: Path, death: int) -> None:
    for number in range(10):
        world.account(str(number))
    rows = (f"PP-{place};{place % 10};1" for place in range(MANY))
    path = write(tmp_path / "payments.csv", iter([PAYMENTS_HEADER, *rows]))

    dying = start(world, "payments", path, death)
    finish(dying)

    assert dying.returncode == -9
    done = world.count("payment")
    assert done in (0, 1000, 2000, MANY), "a batch is kept as a whole or not at all"
    assert finish(start(world, "payments", path)) == str(MANY - done)
    assert world.count("payment") == MANY
    assert {world.balance(str(number)) for number in range(10)} == {MANY // 10 * 100}
    assert finish(start(world, "payments", path)) == "0"


@pytest.mark.parametrize("death", [3, 7, 15])
def test_accounts(world: ImportWorld, tmp_path: Path, death: int) -> None:
    rows = (f"A{place};Holder {place}" for place in range(MANY))
    path = write(tmp_path / "accounts.csv", iter([ACCOUNTS_HEADER, *rows]))

    dying = start(world, "accounts", path, death)
    finish(dying)

    assert dying.returncode == -9
    done = world.count("account")
    assert done in (0, 1000, 2000, MANY)
    assert finish(start(world, "accounts", path)) == str(MANY - done)
    assert world.count("account") == MANY


@pytest.mark.parametrize("what", ["accounts", "payments"])
def test_the_same_file_twice_at_once(world: ImportWorld, tmp_path: Path, what: str) -> None:
    world.account("1")
    rows = (
        (f"A{place * 7919 % MANY};Holder" for place in range(MANY))
        if what == "accounts"
        else (f"PP-{place * 7919 % MANY};1;1" for place in range(MANY))
    )
    header = ACCOUNTS_HEADER if what == "accounts" else PAYMENTS_HEADER
    path = write(tmp_path / "file.csv", iter([header, *rows]))

    created = [int(finish(each)) for each in [start(world, what, path) for _ in range(2)]]

    assert sum(created) == MANY
    assert world.count("payment") + world.count("account") - 1 == MANY
