"""What is done through any door is told within a second or so, by the whole application."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.domain.endpoints import NewEndpoint
from backend.domain.events import Topic
from backend.settings import Settings
from backend.soap.contract import Action
from tests.contract.test_doors import CHARGE, Doors, walk
from tests.integration.platforms.server import Connection, Server, reply

SOON = 30.0
"""Seconds after which a test gives up."""


class Receiver:
    """A real one; ``heard`` are the bodies in order."""

    def __init__(self, server: Server) -> None:
        self.url = f"{server.platform.address}/events"
        self.heard: list[dict[str, Any]] = []
        self._platform = server.platform
        self._told = threading.Condition()
        self._platform.answer(self._hear)

    def wait_for(self, number: int) -> list[dict[str, Any]]:
        """The events, once there are so many."""
        with self._told:
            assert self._told.wait_for(lambda: len(self.heard) >= number, SOON), self.heard
            return list(self.heard)

    def _hear(self, connection: Connection) -> None:
        reply(status="204 No Content")(connection)
        with self._told:
            self.heard.append(json.loads(self._platform.requests[-1].body))
            self._told.notify_all()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Something that takes everything, one call at a time."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Receiver(server)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def container(database_url: str, receiver: Receiver) -> Iterator[Container]:
    """An installation with the demonstration's data whose charges the receiver hears of."""
    settings = Settings().with_changes(
        database_url=database_url,
        secret_key="k" * 32,
        events_http=True,
        events_private_networks="127.0.0.1",
    )
    made = Container(settings)
    fill(made)
    with made.unit_of_work() as unit:
        topics = frozenset({Topic.CHARGE_TAKEN, Topic.CHARGE_REVERSED})
        made.events.add(unit, None, NewEndpoint(url=receiver.url, topics=topics))
        unit.commit()
    made.watch()
    yield made
    made.close()


@pytest.mark.parametrize("code", ["rentsoft", "relans", "native"])
def test_charges_of_both_doors_are_told(
    container: Container, receiver: Receiver, code: str
) -> None:
    async def scenario(doors: Doors) -> None:
        order = doors.spoken(Action.CHARGE, CHARGE)
        await doors.soap(Action.CHARGE, external_id="s-1", **order)
        await doors.soap(Action.CHARGE, external_id="s-1", **order)
        assert (await doors.rest("/charges", id="r-1", **order)).status_code == 200
        assert (await doors.rest("/charges/s-1/reversal")).status_code == 200

    walk(container, code, scenario)
    told = receiver.wait_for(3)
    assert [each["type"] for each in told] == ["charge.taken", "charge.taken", "charge.reversed"]
    assert {each["data"]["integrator"] for each in told} == {code}
    assert {(each["data"]["account"], each["data"]["amount"]) for each in told} == {
        ("000123", "5.00")
    }
    assert told[0]["data"]["charge_id"] == told[2]["data"]["charge_id"]
