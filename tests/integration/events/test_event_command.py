"""``vitrina event``, as an operator uses it, with a real receiver on this machine."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner

from backend.cli.main import app
from backend.domain.endpoints import AddressRefused
from backend.domain.errors import NotFound
from backend.settings import Settings
from tests.integration.platforms.server import Platform, Server, reply
from tests.subscriber_world import SubscriberWorld

Vitrina = Callable[..., Any]


@pytest.fixture
def shop(database_url: str) -> Iterator[SubscriberWorld]:
    """An account with 300 roubles."""
    made = SubscriberWorld(database_url)
    made.account(balance=30_000)
    yield made
    made.close()


@pytest.fixture
def receiver() -> Iterator[Platform]:
    """Something that takes everything."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.platform.answer(reply())
    yield server.platform
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def vitrina(
    shop: SubscriberWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Vitrina]:
    """The command on this database; what it printed, parsed where it is JSON."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"VITRINA_{name.upper()}", raising=False)
    monkeypatch.setenv("VITRINA_DATABASE_URL", shop.url)
    monkeypatch.setenv("VITRINA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VITRINA_EVENTS_PRIVATE_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("VITRINA_EVENTS_HTTP", "true")

    def run(*arguments: str, status: int = 0) -> Any:
        result = CliRunner().invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.output

    before = structlog.get_config()
    yield run
    structlog.configure(**before)


def test_an_endpoints_life(vitrina: Vitrina, shop: SubscriberWorld, receiver: Platform) -> None:
    url = f"{receiver.address}/events"
    made = vitrina("event", "add", url, "--topic", "payment.received", "--json")
    id_ = made["id"]
    assert made["secret"].startswith("whsec_")
    (listed,) = vitrina("event", "endpoints", "--json")
    assert (listed["url"], listed["topics"], listed["waiting"]) == (url, ["payment.received"], 0)
    assert made["secret"] not in vitrina("event", "endpoints")

    assert vitrina("event", "ping", id_, "--json")["accepted"] is True
    shop.pay(700)
    vitrina("schedule", "--once")
    ping, told = receiver.requests
    assert json.loads(ping.body)["type"] == "ping"
    assert json.loads(told.body)["data"]["amount"] == "7.00"
    (delivery,) = vitrina("event", "deliveries", "--state", "delivered", "--json")
    assert delivery["event"] == told.headers["webhook-id"]
    shown = vitrina("event", "delivery", id_, delivery["event"], "--json")
    assert shown["body"].encode() == told.body
    assert [attempt.rpartition(" ")[2] for attempt in shown["attempts"]] == ["200"]

    vitrina("event", "redeliver", id_, delivery["event"])
    vitrina("schedule", "--once")
    vitrina("event", "redeliver", id_, "--since", "2026-01-01")
    vitrina("schedule", "--once")
    assert len({request.headers["webhook-id"] for request in receiver.requests[1:]}) == 1
    assert len(receiver.requests) == 4
    assert [fact["id"] for fact in vitrina("event", "facts", "--json")] == [delivery["event"]]

    assert vitrina("event", "change", id_, "--off", "--all", "--json")["topics"] == ["all"]
    assert vitrina("event", "secret", id_, "--json")["secret"] != made["secret"]
    vitrina("event", "remove", id_, "--reason", "not used any more")
    assert vitrina("event", "endpoints", "--json") == []
    recorded = shop.rows("SELECT operation FROM audit ORDER BY id")
    assert [operation for (operation,) in recorded] == [
        "add_event_endpoint",
        "ping_event_endpoint",
        "redeliver_event",
        "redeliver_events",
        "change_event_endpoint",
        "rotate_event_secret",
        "remove_event_endpoint",
    ]


def test_what_cannot_be(
    vitrina: Vitrina, receiver: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a01"
    with pytest.raises(NotFound):
        vitrina("event", "ping", nobody)
    with pytest.raises(NotFound):
        vitrina("event", "change", nobody, "--on")
    vitrina("event", "redeliver", nobody, status=2)
    monkeypatch.delenv("VITRINA_EVENTS_PRIVATE_NETWORKS")
    with pytest.raises(AddressRefused):
        vitrina("event", "add", receiver.address)


def test_a_test_event_that_is_not_accepted_is_a_failure(
    vitrina: Vitrina, receiver: Platform
) -> None:
    id_ = vitrina("event", "add", receiver.address, "--json")["id"]
    receiver.answer(reply(status="500 Internal Server Error"))
    assert vitrina("event", "ping", id_, "--json", status=1)["status"] == 500
