"""kill -9 between what a request does and the answer that is kept of it.

The victim is a process of its own with the whole application; who comes again calls another.
"""

import multiprocessing
import os
import signal
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from starlette.routing import Mount

from backend.api import edge
from backend.api.portal.app import PREFIX, create_portal_app
from backend.domain.services.portals.do_once import TAKEN_OVER, Replay
from backend.storage.portals.requests import RequestDesk
from tests.contract.cabinet.world import OTHER, OWN
from tests.contract.portal.test_once import ACCEPTED
from tests.contract.portal.world import PortalClient, PortalWorld

pytestmark = pytest.mark.slow

KEY = "the-only-key"


def die() -> None:
    """kill -9 of oneself."""
    os.kill(os.getpid(), signal.SIGKILL)


class SameWorld(PortalWorld):
    """Another process over a world that there is already."""

    def account(self, *_: Any, **__: Any) -> Any:
        """Everybody is there."""


class Mortal(RequestDesk):
    """Dies before the request is done, or before its answer is kept."""

    early = False

    def begin(self, portal_id: UUID, key: str, fingerprint: bytes) -> Replay | None:
        """Note the key."""
        found = super().begin(portal_id, key, fingerprint)
        if self.early:
            die()
        return found

    def finish(self, portal_id: UUID, key: str, answer: Replay) -> None:
        """Never comes to it."""
        del portal_id, key, answer
        die()


class EarlyMortal(Mortal):
    """Dies when the key is noted and nothing done."""

    early = True


def call_and_die(url: str, login: tuple[str, str], path: str, body: object, early: bool) -> None:
    """Send a request to an application that does not live to answer it."""
    world = SameWorld(url)
    kind = EarlyMortal if early else Mortal
    door = replace(world.door, requests=kind(world._unit, world.clock))
    app = edge.build([Mount(PREFIX, create_portal_app(door))], over_tls=True)
    PortalClient(app, *login).post(path, body, key=KEY)


def killed(*given: object) -> bool:
    """Whether a process that calls was killed in it."""
    victim = multiprocessing.get_context("spawn").Process(target=call_and_die, args=given)
    victim.start()
    victim.join(60)
    return victim.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("early", [True, False], ids=["before", "after"])
def test_a_charge_is_there_once(world: PortalWorld, *, early: bool) -> None:
    world.publish_offer()
    client = world.client()
    body = {"product_id": str(world.sell("kav", 50_00)), **ACCEPTED}
    path = f"/accounts/{OWN}/subscriptions"
    assert killed(world.url, (client.code, client.secret), path, body, early)
    assert world.count("charge") == (0 if early else 1)
    done = world.everything()

    waiting = client.post(path, body, key=KEY)
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_key_outstanding")
    world.clock.advance(seconds=TAKEN_OVER.total_seconds())
    again = client.post(path, body, key=KEY)
    assert again.status_code == 200, again.text
    assert "idempotency-replayed" not in again.headers
    assert str(world.newest_subscription(OWN)) in again.text
    assert world.count("charge") == 1
    if not early:
        assert world.everything() == done
    replayed = client.post(path, body, key=KEY)
    assert (replayed.content, replayed.headers["idempotency-replayed"]) == (again.content, "true")


def test_a_request_for_access_is_there_once(world: PortalWorld) -> None:
    client = world.client()
    body = {"account": OTHER, "scopes": ["accounts:read"]}
    early = False
    assert killed(world.url, (client.code, client.secret), "/bindings", body, early)
    world.clock.advance(seconds=TAKEN_OVER.total_seconds())
    again = client.post("/bindings", body, key=KEY)
    assert again.status_code == 200
    (asked,) = world.signed_in(OTHER).get("/portals").json()["portals"]
    assert asked["id"] == again.json()["id"]
