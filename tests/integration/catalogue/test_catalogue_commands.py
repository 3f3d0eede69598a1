"""``vitrina template``, ``product``, ``price`` and ``tax`` as an operator uses them."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from backend.cli.main import app
from backend.domain.errors import AlreadyExists, InvalidRequest, NotFound
from backend.settings import Settings
from backend.storage.clock import SystemClock
from tests.world import World

KAV = "Антивирус Касперского"


class Console:
    """The commands on a database of the test's own."""

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    def __call__(self, *arguments: str) -> Any:
        """What it printed, parsed; errors of the domain are raised."""
        result = self.run(*arguments, "--json")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def vitrina(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", database_url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    world = World(database_url)
    world.integrator("rentsoft")
    world.close()
    return Console()


def tomorrow() -> date:
    return SystemClock("Europe/Moscow").moment().today + timedelta(days=1)


def test_from_a_template_to_the_bulletins_row(vitrina: Console) -> None:
    pattern = "{product}, {start} – {end}, {amount}"
    saved = vitrina(
        "template", "save", "kav", pattern, "--days", "30", "--from", "2026-01-01", "--type", "av"
    )
    assert (saved["rule"], saved["price"], saved["type"]) == ("30 days", "catalogue", "av")
    product = vitrina(
        "product", "save", "kav", "--title", KAV, "--mode", "billing", "--template", "kav",
        "--vat", "exempt",
    )  # fmt: skip
    assert (product["complete"], product["vat"], product["mode"]) == (True, "exempt", "billing")
    vitrina("product", "register", "kav", "--number", "205", "--since", "2016-03-18")
    price = vitrina("price", "set", "kav", "50", "--from", "2026-01-01")
    assert price == {
        "code": "kav",
        "amount": "50.00",
        "from": "2026-01-01",
        "existing_from": "2026-01-01",
    }
    line = vitrina(
        "template", "preview", "kav", "--on", "2026-05-01", "--price", "50", "--product", "kav"
    )
    assert line["text"] == f"{KAV}, 1 мая – 30 мая, 50р."
    assert (line["first_day"], line["last_day"]) == ("2026-05-01", "2026-05-30")
    assert (line["amount"], line["vat"], line["vat_amount"]) == ("50.00", "exempt", "0.00")
    assert line["vat_note"] == "НДС не облагается, подп. 26 п. 2 ст. 149 НК РФ"
    (listed,) = vitrina("product", "list")
    assert listed["register"] == ["205: 2016-03-18…"]


def test_a_template_is_tried_before_it_is_saved(vitrina: Console) -> None:
    line = vitrina(
        "template", "preview", "x", "--pattern", "{product}: {comment}, {end}", "--price", "12.20",
        "--price-source", "platform", "--last-day", "2026-05-30", "--on", "2026-05-01",
        "--comment", "промо", "--title", KAV,
    )  # fmt: skip
    assert line["text"] == f"{KAV}: промо, 30 мая"
    assert (line["vat_amount"], line["vat_rate"]) == ("2.20", "22.00")
    assert vitrina("template", "list") == []


def test_versions_prices_and_rates_begin_tomorrow_unless_they_are_the_first(
    vitrina: Console,
) -> None:
    day = tomorrow()
    vitrina("template", "save", "monthly", "{product}")
    again = vitrina("template", "save", "monthly", "{product}, {month}", "--amount", "99.90")
    assert (again["from"], again["price"]) == (f"{day}", "99.90")
    assert [each["from"] for each in vitrina("template", "list", "monthly")][1] == f"{day}"

    vitrina("product", "save", "net", "--title", "Интернет")
    vitrina("price", "set", "net", "500")
    vitrina("price", "set", "net", "550", "--existing-from", f"{day + timedelta(days=90)}")
    first, second = vitrina("price", "list", "net")
    assert (first["amount"], second["amount"]) == ("500.00", "550.00")
    assert (second["from"], second["existing_from"]) == (f"{day}", f"{day + timedelta(days=90)}")
    with pytest.raises(AlreadyExists):
        vitrina("price", "set", "net", "560", "--from", f"{day}")
    with pytest.raises(InvalidRequest, match="past prices"):
        vitrina("price", "set", "net", "1", "--from", "2026-01-01", "--replace")

    assert vitrina("tax", "set", "22.5", "--from", f"{day}") == {
        "from": f"{day}",
        "percent": "22.50",
    }
    assert [each["percent"] for each in vitrina("tax", "list")] == [
        "18.00",
        "20.00",
        "22.00",
        "22.50",
    ]


def test_a_platforms_product_is_found_completed_and_archived(vitrina: Console) -> None:
    of = ("--integrator", "rentsoft")
    vitrina("product", "save", "kav", "--title", KAV, *of)
    changed = vitrina("product", "save", "kav", "--trial-days", "14", "--stops-queue", *of)
    assert (changed["title"], changed["trial_days"], changed["stops_queue"]) == (KAV, 14, True)
    day = f"{tomorrow()}"
    assert vitrina("product", "archive", "kav", "--on", day, *of)["archived_on"] == day
    assert vitrina("product", "archive", "kav", "--undo", *of)["archived_on"] is None
    assert [each["code"] for each in vitrina("product", "list", *of)] == ["kav"]
    assert vitrina("product", "list", "--integrator", "operator") == []
    assert vitrina("product", "list", "--incomplete") == []
    with pytest.raises(NotFound):
        vitrina("product", "archive", "kav")
    with pytest.raises(NotFound):
        vitrina("price", "list", "kav", "--integrator", "nobody")


@pytest.mark.parametrize(
    "arguments",
    [
        ("price", "set", "net", "1,50"),
        ("price", "set", "net", "1", "--from", "1.5.2026"),
        ("tax", "set", "22%", "--from", "2030-01-01"),
        ("template", "save", "x", "{product}", "--rule", "weekly"),
    ],
)
def test_what_cannot_be_read_is_the_commands_fault(vitrina: Console, arguments: Any) -> None:
    if arguments[0] == "price":
        vitrina("product", "save", "net", "--title", "Интернет")
    assert vitrina.run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("template", "list"),
        ("product", "list"),
        ("tax", "list"),
        ("template", "save", "x", "{product}"),
        ("product", "save", "net", "--title", "Интернет"),
    ],
)
def test_people_get_a_table(vitrina: Console, arguments: tuple[str, ...]) -> None:
    result = vitrina.run(*arguments)
    assert result.exit_code == 0, result.output
    assert not result.stdout.startswith(("{", "["))


@pytest.mark.parametrize(
    "command",
    [
        ("template", "save"),
        ("template", "list"),
        ("template", "preview"),
        ("product", "save"),
        ("product", "list"),
        ("product", "register"),
        ("product", "archive"),
        ("price", "set"),
        ("price", "list"),
        ("tax", "set"),
        ("tax", "list"),
    ],
)
def test_help_teaches_by_example(command: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*command, "--help"]).stdout
    assert f"vitrina {' '.join(command)}" in " ".join(shown.split())
    assert "--json" in shown
