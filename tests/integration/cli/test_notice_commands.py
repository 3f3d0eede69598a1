"""``vitrina notice`` as the operator types it, against a real mail server."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands import ACCOUNT
from tests.integration.notices.mail_server import MailHost
from tests.noticing_world import coming_debit, fan_out
from tests.subscriber_world import SubscriberWorld

pytestmark = pytest.mark.slow
Vitrina = Callable[..., subprocess.CompletedProcess[str]]
RESUMED = ("resumed", "gateway", "ru")


@pytest.fixture
def world(database_url: str) -> Iterator[SubscriberWorld]:
    """One account."""
    made = SubscriberWorld(database_url)
    made.account(balance=500_00)
    yield made
    made.close()


@pytest.fixture
def host() -> Iterator[MailHost]:
    """A mail server."""
    made = MailHost()
    yield made
    made.close()


@pytest.fixture
def vitrina(world: SubscriberWorld, host: MailHost, tmp_path: Path) -> Vitrina:
    """The command line of an installation with this database and this mail server."""
    environment = {
        **os.environ,
        "VITRINA_DATABASE_URL": world.url,
        "VITRINA_DATA_DIR": str(tmp_path),
        "VITRINA_MAIL_HOST": "localhost",
        "VITRINA_MAIL_PORT": str(host.port),
        "VITRINA_MAIL_SECURITY": "none",
    }

    def run(*arguments: str, says: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backend.cli", "notice", *arguments],
            env=environment,
            input=says,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_texts(vitrina: Vitrina) -> None:
    listed = json.loads(vitrina("templates", "resumed", "--json").stdout)
    assert len(listed) == 4
    assert vitrina("preview", *RESUMED).stdout == "Возобновлена подписка «Антивирус».\n"
    refused = vitrina("write", *RESUMED, "{lines}")
    assert (refused.returncode, "unknown_placeholder" in refused.stderr) == (1, True)
    written = json.loads(vitrina("write", *RESUMED, "-", "--json", says="Ура: {product}\n").stdout)
    assert (written["content"], written["versions"]) == ("Ура: {product}", 1)
    assert vitrina("preview", *RESUMED).stdout == "Ура: Антивирус\n"
    back = json.loads(vitrina("reset", *RESUMED, "--json").stdout)
    assert (back["built_in"], back["versions"]) == (True, 2)


def test_a_contact_and_the_log(world: SubscriberWorld, vitrina: Vitrina) -> None:
    told = vitrina("contact", ACCOUNT, "--email", "ivanov@example.com", "--phone", "89001234567")
    assert "+79001234567" in told.stdout
    refused = vitrina("contact", ACCOUNT, "--email", "ivanov")
    assert (refused.returncode, "invalid_request" in refused.stderr) == (1, True)
    fan_out(world, coming_debit(world))
    newest, oldest = json.loads(vitrina("log", "--json").stdout)
    assert {newest["state"], oldest["state"]} == {"waiting"}
    assert "still_waiting" in vitrina("resend", newest["id"]).stderr
    shown = json.loads(vitrina("show", oldest["id"], "--json").stdout)
    assert "50,00" in shown["text"]
    assert shown["attempts"] == []
    switched = vitrina("switch", "coming_debit", "gateway", "--off", "--json").stdout
    assert json.loads(switched)["configured"] is False


def test_a_test(vitrina: Vitrina, host: MailHost) -> None:
    sent = vitrina("test", "email", "admin@example.com", "--language", "en", "--json")
    assert (sent.returncode, json.loads(sent.stdout)["answer"]) == (0, "sent")
    assert host.behaviour.recipients == ["admin@example.com"]
    host.behaviour.to_rcpt[:] = ["550 No such user"]
    failed = vitrina("test", "email", "admin@example.com", "--json")
    assert (failed.returncode, json.loads(failed.stdout)["reason"]) == (1, "status_550")
    assert "channel_not_configured" in vitrina("test", "gateway", "+79001234567").stderr
