"""``vitrina charge``, as the staff uses it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import NotAllowed, NotAuthenticated, NotFound
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.correcting.refusals import SecondPersonNeeded
from backend.domain.services.subscribing.fingerprint import KeyConflict
from backend.settings import Settings
from tests.integration.correcting.desk import SUM, CorrectionDesk

Vitrina = Callable[..., Any]
PASSWORD = "a password of the staff"
NOTHING = "019a2144-0b85-76b7-a2cf-1d96752e1aac"


@pytest.fixture
def vitrina(
    desk: CorrectionDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Vitrina]:
    """The command on this desk's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", desk.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VITRINA_CORRECTION_LIMIT", "10")
    hashed = Argon2Passwords(memory_kib=8, passes=1).hash(PASSWORD)
    with desk.session() as session:
        update = "UPDATE staff SET password_hash = %s, role = %s WHERE name = %s"
        for name, role in (("anna", "manager"), ("boris", "manager"), ("clara", "auditor")):
            session.connection().exec_driver_sql(update, (hashed, role, name))

    def run(*arguments: str, stdin: str = PASSWORD) -> Any:
        result = CliRunner().invoke(app, ["charge", *arguments], input=f"{stdin}\n")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.output

    before = structlog.get_config()
    yield run
    structlog.configure(**before)  # the command has set its own


def test_the_console_gives_small_sums_back(vitrina: Vitrina, desk: CorrectionDesk) -> None:
    charge = str(desk.charge)
    refund = ("refund", charge, "--reason", "a mistake", "--amount", "5", "--key", "key-00001")
    done = vitrina(*refund, "--json")
    assert (done["state"], done["amount"], done["requested_by"]) == ("applied", "5.00", "console")
    assert vitrina(*refund, "--json")["id"] == done["id"]
    with pytest.raises(KeyConflict):
        vitrina(*refund[:-3], "6", "--key", "key-00001")
    shown = vitrina("show", charge, "--json")
    assert (shown["left"], len(shown["corrections"])) == ("45.00", 1)
    assert "c-1" in vitrina("show", charge)
    audit = desk.row("SELECT actor, operation, account, reason FROM audit ORDER BY id LIMIT 1")
    assert audit == ("console", "correct_charge", "1001", "a mistake")


def test_two_people_at_the_console(vitrina: Vitrina, desk: CorrectionDesk) -> None:
    reverse = ("reverse", str(desk.charge), "--reason", "a mistake")
    with pytest.raises(SecondPersonNeeded):
        vitrina(*reverse)
    asked = vitrina(*reverse, "--as", "anna", "--json")
    assert (asked["state"], asked["requested_by"]) == ("pending", "anna")
    (waiting,) = vitrina("waiting", "--json")
    assert waiting == asked

    with pytest.raises(SecondPersonNeeded):
        vitrina("confirm", asked["id"], "--as", "anna")
    with pytest.raises(NotAuthenticated):
        vitrina("confirm", asked["id"], "--as", "boris", stdin="a guess")
    with pytest.raises(NotAllowed, match="auditor"):
        vitrina("confirm", asked["id"], "--as", "clara")
    assert desk.balance() == 50_000 - SUM
    done = vitrina("confirm", asked["id"], "--as", "boris", "--json")

    assert (done["state"], done["decided_by"]) == ("applied", "boris")
    assert desk.balance() == 50_000
    assert desk.count("staff_session") == 0, "nobody stays signed in"
    assert "Nothing waits" in vitrina("waiting")
    actors = "SELECT actor, operation FROM audit ORDER BY id"
    assert [row for row in desk.rows(actors) if "correct" in row[1]] == [
        ("anna", "correct_charge"),
        ("boris", "confirm_correction"),
    ]


def test_a_rejection(vitrina: Vitrina, desk: CorrectionDesk) -> None:
    asked = vitrina(
        "refund", str(desk.charge), "--reason", "why", "--from", "2026-05-02", "--as", "anna",
        "--json",
    )  # fmt: skip
    assert (asked["amount"], asked["state"]) == ("48.33", "pending")
    done = vitrina("reject", asked["id"], "--as", "boris", "--reason", "it is right", "--json")
    assert (done["state"], done["decision_reason"]) == ("rejected", "it is right")


def test_what_is_not_there(vitrina: Vitrina) -> None:
    for arguments in (
        ("show", NOTHING),
        ("reverse", NOTHING, "--reason", "why"),
        ("confirm", NOTHING, "--as", "boris"),
    ):
        with pytest.raises(NotFound):
            vitrina(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [("--amount", "1", "--from", "2026-05-02"), (), ("--amount", "x"), ("--from", "May")],
    ids=str,
)
def test_how_much_is_said_once_and_clearly(
    desk: CorrectionDesk, vitrina: Vitrina, arguments: tuple[str, ...]
) -> None:
    del vitrina  # its settings are what this needs
    command = ["charge", "refund", str(desk.charge), "--reason", "why", *arguments]
    assert CliRunner().invoke(app, command).exit_code == 2
    assert desk.count("correction") == 0
