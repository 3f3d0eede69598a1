"""``vitrina forecast`` and ``vitrina advance``, as an operator uses them; and the tick."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from backend.cli.main import app
from backend.container import Container
from backend.domain.errors import NotAllowed, NotFound
from backend.domain.values.recurrence import PeriodRule
from backend.settings import Settings
from backend.storage.clock import SystemClock
from tests.forecast_world import ForecastWorld

Vitrina = Callable[..., Any]
NUMBER = "S000000001"


@pytest.fixture
def world(database_url: str) -> Iterator[ForecastWorld]:
    """In three days 50.00 are due, and 20.00 are there: the command's clock is real."""
    today = SystemClock("Europe/Moscow").moment().today
    made = ForecastWorld(database_url, day=today)
    made.subscribers(
        1,
        made.product("kav", 50_00, rule=PeriodRule.ANCHORED_MONTH),
        balance=20_00,
        first_day=today + timedelta(days=3),
    )
    yield made
    made.prove()
    made.close()


@pytest.fixture
def settings(world: ForecastWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Those of this world's database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", world.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Settings()


@pytest.fixture
def vitrina(settings: Settings) -> Vitrina:
    """The command; answers what it printed, parsed where it is JSON."""
    assert settings.advance_days == 5

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        if result.exit_code:
            raise SystemExit(result.output)
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


def test_an_account(vitrina: Vitrina, world: ForecastWorld) -> None:
    first, *_ = vitrina("forecast", "account", NUMBER, "--json")
    due = (world.today + timedelta(days=3)).isoformat()
    assert (first["on"], first["due"], first["available"], first["missing"]) == (
        due,
        "50.00",
        "20.00",
        "30.00",
    )
    assert "kav" in vitrina("forecast", "account", NUMBER)
    until = (world.today + timedelta(days=1)).isoformat()
    assert "Nothing is due" in vitrina("forecast", "account", NUMBER, "--until", until)
    with pytest.raises(NotFound):
        vitrina("forecast", "account", "9999")


def test_everybody_is_looked_at_and_asked(vitrina: Vitrina, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        vitrina("forecast", "system")
    look = vitrina("forecast", "run", "--json")
    assert (look["state"], look["accounts"], look["advance_invoices_issued"]) == ("done", 1, 1)
    (product,) = vitrina("forecast", "system", "--by", "product", "--json")
    assert (product["product"], product["lines"]) == ("kav", look["debits"])
    (advance,) = vitrina("advance", "list", "--account", NUMBER, "--state", "open", "--json")
    assert (advance["number"][:2], advance["account"]) == ("A-", NUMBER)
    shown = vitrina("advance", "show", advance["id"], "--json")
    assert shown["from_balance"] == "20.00"
    pdf = tmp_path / "invoice.pdf"
    vitrina("advance", "pdf", advance["id"], str(pdf))
    assert pdf.read_bytes().startswith(b"%PDF")
    voided = vitrina("advance", "void", advance["id"], "--reason", "a mistake", "--json")
    assert voided["state"] == "voided"
    with pytest.raises(NotAllowed):
        vitrina("advance", "void", advance["id"], "--reason", "a mistake")
    (recorded,) = [
        record
        for record in vitrina("audit", "list", "--json")
        if record["operation"] == "void_advance_invoice"
    ]
    assert recorded["reason"] == "a mistake"


def test_the_tick_looks_ahead_and_judges(settings: Settings, world: ForecastWorld) -> None:
    with closing(Container(settings)) as container:
        container.tick()
        assert [row[2] for row in world.advance_states()] == ["open"]
        world.pay(100_00, NUMBER)
        assert world.count("advance_check") == 1
        container.tick()
    assert [row[2] for row in world.advance_states()] == ["settled"]
    assert len(world.forecasts.views()) == 1
