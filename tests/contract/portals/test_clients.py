"""Clients that generators make of ``partner.json`` compile at their strictest and make a tour."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.architecture import ROOT
from tests.contract.portals.tools import MODULES, compile_strictly, run
from tests.contract.portals.world import Portal

HERE = Path(__file__).parent / "clients"
DOCUMENT = str(ROOT / "openapi" / "partner.json")
CLIENTS = ROOT / ".venv" / "clients" / "bin"


def expected(portal: Portal) -> dict[str, object]:
    """What a tour is told in May, by somebody who has 500 roubles."""
    return {
        "accounts": [portal.subscriber.number],
        "to_pay": "300.00",
        "charged": "300.00",
        "available": "200.00",
        "again": True,
        "report": ["Доступ в Интернет, тариф «Домашний 100»", "active", "2026-05-31"],
        "framed": True,
        "draft": ["300.00", "54.10", ["300.00"]],
        "invoices": 1,
        "debits": [["2026-06-01", "300.00", "100.00"], ["2026-07-01", "300.00", "300.00"]],
        "secret": True,
        "endpoints": [portal.variables["EVENTS"]],
        "left": [["cancelling", "2026-05-31"]],
        "foreign": "not_found",
    }


def proves(portal: Portal, printed: str) -> None:
    """The tour was told what it should be, and the books say the same."""
    assert json.loads(printed) == expected(portal)
    assert portal.world.balance(portal.subscriber) == 20_000
    assert [row[1] for row in portal.world.charges(portal.subscriber)] == [30_000]
    assert portal.world.states(portal.subscriber) == ["cancelling"]


@pytest.mark.slow
def test_typescript(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(MODULES)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    shutil.copy(HERE / "tour.ts", tmp_path)
    generate = str(MODULES / ".bin" / "openapi-typescript")
    options = ["--output", "vitrina.d.ts", "--default-non-nullable", "false"]
    run(generate, DOCUMENT, *options, folder=tmp_path)
    compile_strictly(tmp_path / "tour.ts", folder=tmp_path, emit=True)
    proves(portal, run("node", "tour.js", folder=tmp_path, **portal.variables))


@pytest.mark.slow
def test_python(portal: Portal, tmp_path: Path) -> None:
    python = CLIENTS / "python"
    assert python.exists(), "make .venv/clients/.made"
    shutil.copy(HERE / "tour.py", tmp_path)
    generate = f"generate --meta none --fail-on-warning --config {HERE / 'python.yaml'}".split()
    where = ["--path", DOCUMENT, "--output-path", "vitrina_client"]
    run(str(CLIENTS / "openapi-python-client"), *generate, *where, folder=tmp_path)
    check = ["-m", "mypy", "--strict", "--python-executable", str(python), "tour.py"]
    run(sys.executable, *check, folder=tmp_path, MYPY_CACHE_DIR=str(tmp_path / "cache"))
    proves(portal, run(str(python), "tour.py", folder=tmp_path, **portal.variables))
