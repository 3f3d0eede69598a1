"""``vitrina report``, as an operator uses it."""

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import InvalidRequest, NotFound
from backend.settings import Settings
from tests.fakes.manual_clock import ManualClock
from tests.world import World

Vitrina = Callable[..., Any]


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A platform has charged for the bulletin's product, long ago: the command's clock is real."""
    made = World(database_url, clock=ManualClock(datetime(2013, 5, 1, 9, tzinfo=UTC)))
    made.account(balance=50_00)
    title = "Антивирус Касперского"
    platform = made.integrator()
    charge = platform.charge("tx-1", 50_00, product="kav", product_title=title)
    made.submit(charge)
    yield made
    made.close()


@pytest.fixture
def vitrina(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Vitrina:
    """The command on this world's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", world.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, ["report", *arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        if result.exit_code:
            raise SystemExit(result.output)
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


MAY = ("--from", "2013-05-01", "--to", "2013-05-31")


def test_all_reports_are_listed(vitrina: Vitrina) -> None:
    names = [each["name"] for each in vitrina("--json")]
    assert names[:2] == ["states", "subscriptions"]
    assert "settlement" in vitrina()


def test_on_the_terminal(vitrina: Vitrina) -> None:
    told = vitrina("states", "--on", "2013-05-02")
    assert "Антивирус Касперского" in told
    page = vitrina("revenue", *MAY, "--json")
    assert page["totals"]["charged"] == "50.00"
    assert vitrina("charges", *MAY, "--as-of", "2013-04-30T00:00:00Z", "--json")["rows"] == []


def test_as_files(vitrina: Vitrina) -> None:
    vitrina("subscriptions", "--output", "list.csv")
    with Path("list.csv").open(encoding="utf-8", newline="") as file:
        heading, row = csv.reader(file)
    assert heading[:4] == ["Абонент", "Продукт", "Срок", "Статус"]
    assert row[:2] == ["Иванов Д. И.", "Антивирус Касперского"]
    vitrina("subscriptions", "--output", "list.xlsx")
    assert zipfile.is_zipfile("list.xlsx")
    assert sorted(path.name for path in Path().glob("*list*")) == ["list.csv", "list.xlsx"]
    assert vitrina("subscriptions", "--format", "csv").splitlines()[0].startswith("Абонент,")


def test_what_is_misspelt(vitrina: Vitrina) -> None:
    with pytest.raises(NotFound):
        vitrina("gossip")
    with pytest.raises(NotFound):
        vitrina("states", "--account", "404")
    with pytest.raises(InvalidRequest):
        vitrina("states", *MAY)
    for wrong in (
        ("states", "--on", "вчера"),
        ("states", "--at", "2013-05-01T12:00"),
        ("states", "--output", "list.pdf"),
        ("states", "--format", "pdf"),
    ):
        with pytest.raises(SystemExit):
            vitrina(*wrong)
    assert list(Path().glob("*.p*")) == []
