"""``vitrina invoice`` as an operator uses it."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import InvalidRequest, NotFound
from backend.settings import Settings
from tests.invoicing_world import KASPERSKY, InvoicingWorld

MONTH = ("--month", "2026-05")


@pytest.fixture
def vitrina(world: InvoicingWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The command on this world's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", world.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    world.bulletin()

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, ["invoice", *arguments], catch_exceptions=True)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


def test_the_bulletins_month(vitrina: Any, tmp_path: Path) -> None:
    assert "draft invoice" in vitrina("show", "1001", *MONTH)
    (issued,) = vitrina("finalise", "1001", *MONTH, "--json")
    assert (issued["kind"], issued["total"], issued["vat"]) == ("invoice", "550.00", "90.16")
    assert "nothing new" in vitrina("finalise", "1001", *MONTH)
    shown = vitrina("show", "1001", *MONTH, "--json")
    (document,) = shown["documents"]
    assert (document["number"], document["total"]) == (issued["number"], "550.00")
    assert document["lines"][1]["text"] == KASPERSKY
    file = tmp_path / "invoice.pdf"
    assert KASPERSKY in vitrina("show", "1001", *MONTH, "--pdf", str(file))
    text = PdfReader(BytesIO(file.read_bytes())).pages[0].extract_text()
    assert f"№ {issued['number']}" in text


def test_credit_by_parts(vitrina: Any, tmp_path: Path) -> None:
    (issued,) = vitrina("finalise", "1001", *MONTH, "--json")
    number = issued["number"]
    (note,) = vitrina("credit", "1001", number, "--line", "1=10.50", "--line", "2", "--json")
    assert (note["kind"], note["total"]) == ("credit_note", "-60.50")
    again = vitrina("finalise", "1001", *MONTH, "--json")
    assert [invoice["total"] for invoice in again] == ["50.00"]
    shown = vitrina("show", "1001", *MONTH, "--json")
    assert shown["payable"] == "539.50"
    file = tmp_path / "note.pdf"
    vitrina("show", "1001", *MONTH, "--number", note["number"], "--pdf", str(file))
    assert f"к счёту № {number}" in PdfReader(file).pages[0].extract_text()


def test_everybody(vitrina: Any) -> None:
    done = vitrina("finalise", "--all", *MONTH, "--json")
    assert done == {"invoices": 1, "credit_notes": 0, "total": "550.00"}


def test_recalculation(vitrina: Any, world: InvoicingWorld) -> None:
    vitrina("finalise", "1001", *MONTH)
    world.do("DELETE FROM registration")
    preview = vitrina("recalculate", "1001", *MONTH, "--preview", "--json")
    assert [change["new_vat"] for change in preview["changes"]] == ["9.02"]
    assert preview["documents"] == []
    done = vitrina("recalculate", "1001", *MONTH, "--json")
    assert [row["total"] for row in done["documents"]] == ["-50.00", "50.00"]
    assert "as the catalogue has it" in vitrina("recalculate", "1001", *MONTH)


def test_what_cannot_be(vitrina: Any) -> None:
    with pytest.raises(NotFound):
        vitrina("show", "9999", *MONTH)
    with pytest.raises(NotFound):
        vitrina("show", "1001", *MONTH, "--number", "2026-000099")
    with pytest.raises(NotFound):
        vitrina("credit", "1001", "2026-000099")
    (issued,) = vitrina("finalise", "1001", *MONTH, "--json")
    with pytest.raises(InvalidRequest):
        vitrina("credit", "1001", issued["number"], "--line", "1=500.01")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "1001", "--month", "May"),
        ("finalise", *MONTH),
        ("finalise", "1001", "--all", *MONTH),
        ("credit", "1001", "17"),
        ("credit", "1001", "2026-000001", "--line", "x"),
        ("credit", "1001", "2026-000001", "--line", "1=1.234"),
    ],
)
def test_misuse(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, ["invoice", *arguments]).exit_code == 2
