"""``vitrina portal`` as the operator types it, with what the audit says of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.domain.errors import NotAuthenticated
from backend.domain.services.portals.scopes import Scope
from backend.storage.clock import SystemClock, new_id
from backend.storage.portals.desk import PortalDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.subscriber_world import SubscriberWorld

pytestmark = pytest.mark.slow
Vitrina = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def world(database_url: str) -> Iterator[SubscriberWorld]:
    """Two accounts."""
    made = SubscriberWorld(database_url)
    made.account(balance=500_00)
    made.account("77-0042", 0)
    yield made
    made.close()


@pytest.fixture
def vitrina(world: SubscriberWorld, tmp_path: Path) -> Vitrina:
    """The command line of an installation with this database."""
    environment = {
        **os.environ,
        "VITRINA_DATABASE_URL": world.url,
        "VITRINA_DATA_DIR": str(tmp_path),
    }

    def run(*arguments: str, says: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backend.cli", "portal", *arguments],
            env=environment,
            input=says,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def told(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command printed for programs."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def audited(world: SubscriberWorld) -> list[tuple[Any, ...]]:
    """(actor, operation, subject, account, reason) of what has been recorded, in order."""
    return world.rows("SELECT actor, operation, subject, account, reason FROM audit ORDER BY id")


def test_a_portal_is_let_in_changed_and_shown(world: SubscriberWorld, vitrina: Vitrina) -> None:
    assert "no portals" in vitrina("list").stdout
    made = told(
        vitrina(
            "add", "city", "--title", "Город", "--scope", "accounts:read", "--network",
            "192.0.2.0/24", "--per-minute", "7", "--reason", "by contract", "--json",
        )
    )  # fmt: skip
    secret = made.pop("secret")
    assert (made["scopes"], made["networks"], made["per minute"]) == (
        "accounts:read",
        "192.0.2.0/24",
        7,
    )
    assert told(vitrina("list", "--json")) == [made]
    shown = told(vitrina("show", "city", "--json"))
    assert shown == {**made, "calls this minute": "0 of 7", "calls this day": "0 of 50000"}
    changed = told(
        vitrina("change", "city", "--off", "--scope", "forecast:read", "--reason", "over", "--json")
    )
    assert changed == {**made, "state": "off", "scopes": "forecast:read"}
    assert audited(world) == [
        ("console", "add_portal", "portal city", None, "by contract"),
        ("console", "change_portal", "portal city", None, "over"),
    ]
    (before, after) = world.rows("SELECT before, after FROM audit ORDER BY id")[1]
    assert (before["state"], after["state"]) == ("on", "off")
    assert secret not in str(world.rows("SELECT * FROM audit"))


def test_secrets(world: SubscriberWorld, vitrina: Vitrina) -> None:
    first = told(vitrina("add", "city", "--json"))["secret"]
    second = told(vitrina("secret", "city", "--reason", "leaked", "--json"))["secret"]
    third = told(vitrina("secret", "city", "--json"))["secret"]
    desk = PortalDesk(
        lambda: UnitOfWork(world.engine),
        SystemClock("Europe/Moscow"),
        new_id,
        timedelta(minutes=10),
    )
    assert desk.authenticate("city", second, None).scopes == frozenset(Scope)
    assert desk.authenticate("city", third, None).code == "city"
    with pytest.raises(NotAuthenticated):
        desk.authenticate("city", first, None)
    assert [(row[1], row[4]) for row in audited(world)][1:] == [
        ("rotate_portal_secret", "leaked"),
        ("rotate_portal_secret", ""),
    ]
    said = str(world.rows("SELECT * FROM audit")) + vitrina("show", "city").stdout
    assert not any(secret in said for secret in (first, second, third))


def test_accounts(world: SubscriberWorld, vitrina: Vitrina) -> None:
    told(vitrina("add", "city", "--json"))
    assert "acts for nobody" in vitrina("bindings", "city").stdout
    assert "1 more accounts" in vitrina("bind", "city", ACCOUNT, "4711").stderr
    done = vitrina("bind", "city", "-", "--reason", "by list", says=f"{ACCOUNT}\n77-0042\n")
    assert (done.returncode, "1 more accounts" in done.stderr) == (0, True)
    first, second = told(vitrina("bindings", "city", "--json"))
    assert (first["account"], second["account"]) == (ACCOUNT, "77-0042")
    assert (first["source"], first["state"], first["scopes"]) == ("operator", "active", "all")
    assert told(vitrina("bindings", "city", "--after", ACCOUNT, "--json")) == [second]
    done = vitrina("unbind", "city", second["id"], "--reason", "asked to")
    assert "77-0042" in done.stderr
    again = vitrina("unbind", "city", second["id"])
    assert (again.returncode, "binding_decided" in again.stderr) == (1, True)
    assert audited(world)[1:] == [
        ("console", "bind_accounts", "portal city", None, ""),
        ("console", "bind_accounts", "portal city", None, "by list"),
        ("console", "unbind_account", "portal city", "77-0042", "asked to"),
    ]


def test_refusals_leave_no_record(world: SubscriberWorld, vitrina: Vitrina) -> None:
    for arguments, code in (
        (("show", "nowhere"), "not_found"),
        (("change", "nowhere", "--off"), "not_found"),
        (("secret", "nowhere"), "not_found"),
        (("bindings", "nowhere"), "not_found"),
        (("bind", "nowhere", ACCOUNT), "not_found"),
        (("add", "Город"), "invalid_request"),
        (("add", "city", "--network", "nowhere"), "invalid_request"),
    ):
        refused = vitrina(*arguments)
        assert (refused.returncode, code in refused.stderr) == (1, True), refused.stderr
    assert vitrina("add", "city", "--scope", "everything").returncode == 2
    assert (world.count("portal"), audited(world)) == (0, [])
