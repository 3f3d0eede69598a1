"""``vitrina staff``, as an operator uses it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.errors import (
    AlreadyExists,
    InvalidRequest,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    WeakPassword,
)
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.access.staff import StaffSignedIn, StaffSignIn
from backend.settings import Settings
from backend.storage.access.staff import StaffDesk
from backend.storage.clock import SystemClock
from backend.storage.unit_of_work import UnitOfWork
from tests.access_door import HOME, KEY, OTHER, Door

Vitrina = Callable[..., Any]


@pytest.fixture
def vitrina(door: Door, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Vitrina]:
    """The command on this door's database; answers what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", door.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))

    def run(*arguments: str, stdin: str = "") -> Any:
        result = CliRunner().invoke(app, ["staff", *arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.output

    before = structlog.get_config()
    yield run
    structlog.configure(**before)  # the command has set its own


def come(door: Door, name: str, password: str) -> StaffSignedIn:
    """Sign in to the desk on the same database."""
    clock = SystemClock("Europe/Moscow")
    desk = StaffDesk(lambda: UnitOfWork(door.engine), clock, KEY, Argon2Passwords())
    given = StaffSignIn(name=name, password=password, address=HOME, agent="tests")
    return desk.sign_in(given)


def test_the_first_admin_is_appointed(vitrina: Vitrina, door: Door) -> None:
    assert "vitrina staff add NAME --role admin" in vitrina("list")
    made = vitrina("add", "anna", "--role", "admin", "--json")
    assert (made["name"], made["role"], made["enabled"]) == ("anna", "admin", True)
    assert come(door, "anna", made["password"]).session.name == "anna"
    (listed,) = vitrina("list", "--json")
    assert listed["seen_at"] is not None
    assert "password" not in listed
    assert "shown once" in vitrina("add", "boris", "--role", "cashier")


def test_who_is_switched_off_stays_out(vitrina: Vitrina, door: Door) -> None:
    vitrina("add", "anna", "--role", "admin")
    made = vitrina("add", "boris", "--role", "cashier", "--json")
    shown = vitrina("set", "boris", "--role", "auditor", "--disabled", "--json")
    assert (shown["role"], shown["enabled"]) == ("auditor", False)
    with pytest.raises(NotAuthenticated):
        come(door, "boris", made["password"])
    vitrina("set", "boris", "--enabled")
    assert come(door, "boris", made["password"]).session.role == "auditor"


def test_a_password_is_made_or_read(vitrina: Vitrina, door: Door) -> None:
    first = vitrina("add", "anna", "--role", "admin", "--json")["password"]
    second = vitrina("password", "anna", "--json")["password"]
    with pytest.raises(NotAuthenticated):
        come(door, "anna", first)
    come(door, "anna", second)
    shown = vitrina("password", "anna", "--stdin", stdin=f"{OTHER}\n")
    assert OTHER not in shown
    come(door, "anna", OTHER)
    assert door.count("staff_session") == 1


def test_what_cannot_be_is_refused(vitrina: Vitrina) -> None:
    vitrina("add", "anna", "--role", "admin")
    for error, arguments in (
        (AlreadyExists, ("add", "anna", "--role", "cashier")),
        (InvalidRequest, ("add", "operator", "--role", "cashier")),
        (WeakPassword, ("add", "boris", "--role", "cashier", "--stdin")),
        (NotAllowed, ("set", "anna", "--disabled")),
        (NotFound, ("set", "boris", "--disabled")),
        (NotFound, ("password", "boris")),
        (InvalidRequest, ("set", "anna")),
    ):
        with pytest.raises(error):
            vitrina(*arguments)


def test_it_is_recorded(vitrina: Vitrina, door: Door) -> None:
    vitrina("add", "anna", "--role", "admin")
    vitrina("add", "boris", "--role", "cashier")
    vitrina("set", "boris", "--disabled")
    vitrina("password", "boris")
    assert door.rows("SELECT actor, operation, subject FROM audit ORDER BY id") == [
        ("console", "add_member", "member anna"),
        ("console", "add_member", "member boris"),
        ("console", "change_member", "member boris"),
        ("console", "reset_password", "member boris"),
    ]
