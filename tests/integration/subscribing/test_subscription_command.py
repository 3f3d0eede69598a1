"""``vitrina subscription`` and ``vitrina account set``, as an operator uses them."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import InvalidRequest, NotFound, VitrinaError
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from backend.settings import Settings
from tests.subscriber_world import SubscriberWorld

Vitrina = Callable[..., Any]


@pytest.fixture
def vitrina(world: SubscriberWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Vitrina:
    """The command on this world's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", world.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VITRINA_PROMISE_MAXIMUM", "100")
    monkeypatch.chdir(tmp_path)
    Path("offer.txt").write_text("Оферта", encoding="utf-8")
    world.account(balance=20_000)
    world.sell("kav", 5_000)
    world.sell("kis", 9_000)

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


ADD = ("add", "1001", "kav", "--offer", "offer.txt", "--offer-version", "2026-01")


def test_a_preview_says_what_the_act_does(vitrina: Vitrina, world: SubscriberWorld) -> None:
    shown = vitrina("subscription", "preview", *ADD, "--json")
    assert world.count("subscription") == 0
    done = vitrina("subscription", *ADD, "--json")
    assert world.count("subscription") == 1
    assert {**shown, "subscriptions": None} == {**done, "subscriptions": None}
    assert vitrina("subscription", "list", "1001", "--json") == done["subscriptions"]


def test_a_life_on_the_command_line(vitrina: Vitrina, world: SubscriberWorld) -> None:
    assert "No subscription" not in vitrina("subscription", *ADD)
    (row,) = vitrina("subscription", "list", "1001", "--json")
    vitrina("subscription", "cancel", "1001", "kav")
    vitrina("subscription", "undo", "1001", row["id"])
    vitrina("subscription", "pause", "1001", "kav")
    vitrina("subscription", "resume", "1001", "kav")
    vitrina("subscription", "change", "1001", "kav", "kis")
    assert "A preview" not in vitrina("subscription", "cancel", "1001", "kav", "--now")
    actors = world.rows("SELECT DISTINCT actor FROM subscription_event")
    assert (actors, world.state(row["id"])) == ([("operator",)], "ended")
    assert "Nothing" in vitrina("subscription", "list", "1001")


def test_what_a_platform_charges_is_left_and_kept_too(
    vitrina: Vitrina, world: SubscriberWorld
) -> None:
    subscription = world.buy(world.integrator())
    (row,) = vitrina("subscription", "list", "1001", "--json")
    assert (row["key"], row["last_served_day"], row["next_charge"]) == (
        "office",
        "2026-05-30",
        None,
    )
    vitrina("subscription", "cancel", "1001", "office", "--now")
    assert world.state(subscription) == "cancelling"
    assert world.value("SELECT answer FROM instruction") == "not_told"
    endless = world.buy(world.integrator("beta"), "endless", last_day=None)
    left, row = vitrina("subscription", "list", "1001", "--json")
    assert (left["key"], left["state"]) == ("office", "cancelling")
    assert (row["id"], row["last_served_day"]) == (str(endless), None)


def test_refusals_are_errors_of_the_domain(vitrina: Vitrina, world: SubscriberWorld) -> None:
    with pytest.raises(NotFound):
        vitrina("subscription", "cancel", "1001", "kav")
    with pytest.raises(NotFound):
        vitrina("subscription", "add", "1001", "no", *ADD[3:])
    with pytest.raises(NotEnoughMoney) as refusal:
        vitrina("subscription", *ADD, "--quantity", "1000")
    assert isinstance(refusal.value, VitrinaError)
    assert "missing" in str(refusal.value)
    assert world.count("subscription") == 0


def test_a_promise_resumes_at_once_within_the_operators_bounds(
    vitrina: Vitrina, world: SubscriberWorld
) -> None:
    _, subscription = world.subscribe(world.sell("big", 15_000))
    world.set_day(date(2026, 6, 1))
    world.run_due()
    assert world.state(subscription) == "suspended"
    with pytest.raises(InvalidRequest):
        vitrina("account", "set", "1001", "--promise", "100.01")
    vitrina("account", "set", "1001", "--promise", "100.00")
    assert (world.state(subscription), world.count("resumption")) == ("active", 0)
