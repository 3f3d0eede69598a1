"""A test of a platform's connection: the platform is called, and calls back."""

import base64
import hmac
import json
import threading
from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest

from backend.domain.values.roles import Role
from backend.domain.views import Exchange
from backend.storage.journal import PostgresJournal
from tests.contract.operator.world import DeskBrowser, DeskWorld
from tests.integration.platforms.server import Connection, Manner, Platform, Server, reply
from tests.platform_world import document, item

STEPS = [
    "switched_on", "secret", "endpoint", "storefront", "catalogue", "instructions", "called_back",
]  # fmt: skip


@pytest.fixture
def server() -> Iterator[Platform]:
    """A platform on this machine."""
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made.platform
        made.platform.stopped.set()
        made.shutdown()
        thread.join()


@pytest.fixture
def admin(world: DeskWorld) -> DeskBrowser:
    """Somebody who may try a connection."""
    return world.person(Role.ADMIN)


def execute(world: DeskWorld, statement: LiteralString) -> None:
    """What somebody has done by hand."""
    with psycopg.connect(world.url) as owner:
        owner.execute(statement)


def connect(admin: DeskBrowser, server: Platform, **more: Any) -> dict[str, Any]:
    """The platform, connected; the answer with its secret and its key."""
    storefront = {
        "url": f"{server.address}/in",
        "catalogue_url": f"{server.address}/xml",
        "instructions_url": f"{server.address}/told",
    }
    new = {"code": "softshop", "title": "Магазин", "dialect": "native", "storefront": storefront}
    answer = admin.post("/integrators", {**new, **more})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def calls(world: DeskWorld, status: int = 200, *, then: Manner) -> Manner:
    """The platform calls us while it is being asked, and then answers."""

    def manner(connection: Connection) -> None:
        journal = PostgresJournal(world.engine)
        journal.record(
            Exchange(
                at=world.clock.now(),
                integrator="softshop",
                door="soap",
                operation="getAccount",
                correlation_id="c",
                address="192.0.2.9",
                status=status,
                milliseconds=1,
                request=b"",
                response=b"",
            )
        )
        journal.close()
        then(connection)

    return manner


def tried(admin: DeskBrowser, **body: Any) -> dict[str, tuple[str, str]]:
    """Every step with its result and its reason."""
    answer = admin.post("/integrators/softshop/test", {"wait_seconds": 0, **body})
    assert answer.status_code == 200, answer.text
    steps = answer.json()["steps"]
    assert [each["step"] for each in steps] == STEPS
    assert answer.json()["ok"] == all(each["result"] != "failed" for each in steps)
    assert all(each["words"] for each in steps)
    return {each["step"]: (each["result"], each["reason"]) for each in steps}


def test_everything_works(world: DeskWorld, admin: DeskBrowser, server: Platform) -> None:
    key = connect(admin, server)["verification_key"]
    accepted = reply(status="204 No Content")
    server.answer(
        reply(status="403 Forbidden"), reply(document(item())), calls(world, then=accepted)
    )

    found = tried(admin, account="000123", wait_seconds=20)

    assert {result for result, _ in found.values()} == {"ok"}
    storefront, catalogue, told = server.requests
    assert (storefront.method, storefront.target) == ("GET", "/in")
    assert catalogue.target.startswith("/xml?iss=")
    assert json.loads(told.body)["type"] == "connection.test"
    assert json.loads(told.body)["data"] == {"account": "000123"}
    signed = f"{told.headers['webhook-id']}.{told.headers['webhook-timestamp']}.".encode()
    sign = base64.b64encode(hmac.digest(bytes.fromhex(key), signed + told.body, "sha256"))
    assert told.headers["webhook-signature"] == f"v1,{sign.decode()}"
    assert world.audited()[-1] == ("admin", "test_connection", "integrator softshop", "")


def test_a_platform_that_does_not_know_the_test_proves_the_key_by_refusing_it(
    admin: DeskBrowser, server: Platform
) -> None:
    connect(admin, server)
    server.answer(reply(), reply(document()), reply(status="422 Unprocessable Content"))
    assert tried(admin)["instructions"] == ("ok", "accepted")


@pytest.mark.parametrize(
    ("place", "manner", "expected"),
    [
        (0, reply(status="502 Bad Gateway"), ("storefront", "server_error")),
        (1, reply("<html/>", content_type="text/html"), ("catalogue", "media_type")),
        (1, reply(document(code="1")), ("catalogue", "refused")),
        (1, reply(status="401 Unauthorized"), ("catalogue", "status")),
        (1, reply(status="302 Found"), ("catalogue", "status")),
        (1, reply(b"\xff\xfe<root>"), ("catalogue", "charset")),
        (2, reply(status="401 Unauthorized"), ("instructions", "signature")),
        (2, reply(status="404 Not Found"), ("instructions", "status_404")),
        (2, reply(status="500 Internal Server Error"), ("instructions", "status_500")),
    ],
)
def test_what_does_not_work_is_said(
    admin: DeskBrowser,
    server: Platform,
    place: int,
    manner: Manner,
    expected: tuple[str, str],
) -> None:
    connect(admin, server)
    manners = [reply(), reply(document()), reply()]
    manners[place] = manner
    server.answer(*manners)

    found = tried(admin)

    step, reason = expected
    assert found[step] == ("failed", reason)
    platform_side = {name: found[name][0] for name in ("storefront", "catalogue", "instructions")}
    assert platform_side == {**dict.fromkeys(platform_side, "ok"), step: "failed"}


def test_nobody_is_there(admin: DeskBrowser, server: Platform) -> None:
    connect(admin, server, storefront={"url": "http://127.0.0.1:1/"})
    found = tried(admin)
    assert found["storefront"] == ("failed", "connect")
    assert found["catalogue"] == found["instructions"] == ("skipped", "no_address")
    assert found["called_back"] == ("failed", "silent")


def test_a_call_that_was_answered_with_a_fault_is_no_success(
    world: DeskWorld, admin: DeskBrowser, server: Platform
) -> None:
    connect(admin, server)
    server.answer(calls(world, 500, then=reply()), reply(document()), reply())
    assert tried(admin)["called_back"] == ("failed", "fault")


def test_what_came_before_the_test_does_not_count(
    world: DeskWorld, admin: DeskBrowser, server: Platform
) -> None:
    connect(admin, server)
    server.answer(calls(world, then=reply()), reply(document()), reply())
    assert tried(admin)["called_back"] == ("ok", "answered")
    world.clock.advance(seconds=1)
    server.answer(reply(), reply(document()), reply())
    assert tried(admin)["called_back"] == ("failed", "silent")


def test_nothing_is_waited_for_that_cannot_come(
    world: DeskWorld, admin: DeskBrowser, server: Platform
) -> None:
    connect(admin, server, storefront={}, journal=False)
    found = tried(admin, wait_seconds=30)
    assert found["called_back"] == ("skipped", "no_journal")
    admin.patch("/integrators/softshop", {"journal": True, "enabled": False})
    execute(world, "DELETE FROM integrator_secret")
    found = tried(admin, wait_seconds=30)
    assert found["switched_on"] == ("failed", "off")
    assert found["secret"] == ("failed", "none")
    assert found["called_back"] == ("skipped", "cannot_call")


def test_a_wire_that_was_written_by_hand_is_judged(
    world: DeskWorld, admin: DeskBrowser, server: Platform
) -> None:
    connect(admin, server, storefront={})
    execute(world, "UPDATE integrator SET wire = '{\"nonsense\": 1}' WHERE id > 0")
    assert tried(admin)["endpoint"] == ("failed", "invalid_request")


@pytest.mark.parametrize(
    "body",
    [{"wait_seconds": 31}, {"wait_seconds": -1}, {"account": "a b"}, {"wait": 1}],
)
def test_a_test_that_makes_no_sense(
    admin: DeskBrowser, server: Platform, body: dict[str, Any]
) -> None:
    connect(admin, server)
    assert admin.post("/integrators/softshop/test", body).status_code == 422
    assert server.requests == []
