"""Closed accounts, things of other portals, requests without a key: nothing is told, or changed."""

import logging
from typing import Any
from uuid import UUID

import pytest

from backend.domain.endpoints import NewEndpoint
from backend.storage.events.courier import EventCourier
from backend.storage.facts.dispatcher import FactDispatcher
from tests.contract.cabinet.world import OTHER, OWN
from tests.contract.portal.test_cells import BODIES, NOBODY, OF_ACCOUNT, OPERATIONS, call
from tests.contract.portal.world import PortalClient, PortalWorld, SilentSender
from tests.event_world import GIVE_UP, KEEP

POSTS = [each for each in OPERATIONS if each[1] == "POST"]
OF_THINGS = [each for each in OPERATIONS if "{number}" not in each[2] and "{" in each[2]]
URL = "https://portal.example/events"
NOTHING = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a01"


def everything(world: PortalWorld) -> list[Any]:
    """What an operation may change, beside what acts write."""
    query = """
        SELECT b::text FROM portal_binding b UNION ALL SELECT e::text FROM event_endpoint e
        UNION ALL SELECT d::text FROM event_delivery d UNION ALL SELECT c::text FROM contact c
    """
    return [*world.everything(), *sorted(world.rows(query))]


def told(answer: Any) -> dict[str, Any]:
    """A problem, but for the number of the call."""
    assert answer.status_code == 404, answer.text
    problem: dict[str, Any] = answer.json()
    del problem["correlation_id"]
    return problem


def test_a_closed_account_is_as_one_that_there_is_not(world: PortalWorld) -> None:
    client, stranger = world.client("city", OWN, OTHER), world.client("village")
    with world.session() as session:
        session.connection().exec_driver_sql(
            "UPDATE account SET status = 'closed' WHERE number = %s", (OTHER,)
        )
    assert client.get("/accounts").json() == {"accounts": [OWN]}
    before = everything(world)
    for operation in OF_ACCOUNT:
        closed = told(call(client, operation, OTHER))
        assert closed == told(call(client, operation, NOBODY)), operation
        assert closed == told(call(stranger, operation, OTHER)), operation
    assert everything(world) == before


def test_of_anothers_account_nothing_is_changed(world: PortalWorld) -> None:
    client = world.client()
    client.sign_in()
    before = everything(world)
    for operation in OF_ACCOUNT:
        told(call(client, operation, OTHER))
    assert everything(world) == before
    assert world.count("portal_request") == 0


def test_every_post_needs_a_key(world: PortalWorld) -> None:
    client = world.client()
    client.sign_in()
    before = everything(world)
    for name, _, path in POSTS:
        filled = path.format(number=OWN, code="alpha", id=NOTHING, endpoint=NOTHING, event=NOTHING)
        answer = client.post(filled, BODIES.get(name), key=None)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing"), name
    assert everything(world) == before
    assert world.count("portal_request") == 0


def things(world: PortalWorld, client: PortalClient) -> dict[str, str]:
    """An endpoint, a delivery and a request of the portal's."""
    endpoint = client.post("/event-endpoints", {"url": URL}).json()["endpoint"]["id"]
    asked = client.post("/bindings", {"account": OTHER, "scopes": ["accounts:read"]})
    world.pay(100, OWN)
    courier = EventCourier(world._unit, world.events, SilentSender(), world.clock, GIVE_UP)
    FactDispatcher(world._unit, world.clock, [courier.enqueue], KEEP).work()
    courier.close()
    event = world.value("SELECT fact_id FROM event_delivery")
    return {"endpoint": endpoint, "event": str(event), "binding": asked.json()["id"]}


def test_things_of_another_portal_are_as_things_that_there_are_not(world: PortalWorld) -> None:
    client, stranger = world.client(), world.client("village")
    mine = things(world, client)
    stranger.sign_in()
    assert stranger.get("/event-endpoints").json() == {"endpoints": []}
    assert stranger.get("/event-deliveries").json() == {"deliveries": []}
    before = everything(world)
    for name, method, path in OF_THINGS:
        named = mine["binding" if "/bindings/" in path else "endpoint"]
        body: dict[str, Any] = {"json": BODIES[name]} if name in BODIES else {}
        own = path.format(id=named, endpoint=mine["endpoint"], event=mine["event"])
        nothing = path.format(id=NOTHING, endpoint=NOTHING, event=NOTHING)
        assert told(stranger.call(method, own, **body)) == told(
            stranger.call(method, nothing, **body)
        ), name
    assert everything(world) == before
    assert {name for name, _, _ in OF_THINGS} == {
        "binding", "give_up_binding", "change_event_endpoint", "rotate_event_secret",
        "remove_event_endpoint", "ping_event_endpoint", "redeliver_since", "delivery", "redeliver",
    }  # fmt: skip
    assert client.get(f"/event-deliveries/{mine['endpoint']}/{mine['event']}").status_code == 200


def test_an_endpoint_of_the_operators_is_no_portals(world: PortalWorld) -> None:
    client = world.client()
    with world._unit() as unit:
        view, _ = world.events.add(unit, None, NewEndpoint(url=URL))
        unit.commit()
    assert isinstance(view.id, UUID)
    assert client.get("/event-endpoints").json() == {"endpoints": []}
    told(client.call("PATCH", f"/event-endpoints/{view.id}", json={"enabled": False}))
    told(client.call("DELETE", f"/event-endpoints/{view.id}"))


def test_no_secret_is_in_a_log_or_in_what_is_stored(
    world: PortalWorld, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = world.client()
    in_form = {"client_id": client.code, "client_secret": client.secret}
    grant = {"grant_type": "client_credentials", **in_form}
    token = client.form("/oauth/token", grant, None).json()["access_token"]
    made = client.post("/event-endpoints", {"url": URL}, token=token, key="endpoint-1").json()
    path = f"/event-endpoints/{made['endpoint']['id']}"
    rotated = client.post(f"{path}/secret", token=token, key="rotating-1").json()
    pinged = client.post(f"{path}/ping", token=token)
    assert pinged.status_code == 200, pinged.text
    listed = client.get("/event-endpoints", token=token).text
    assert client.get("/accounts", token=f"{token}x").status_code == 401
    assert client.form("/oauth/token", {**grant, "scope": "x"}, None).status_code == 400
    assert client.form("/oauth/revoke", {"token": token}).status_code == 200
    said = caplog.text + "".join(capfd.readouterr()) + world.stored() + listed + pinged.text
    assert "portal call" in said
    for secret in (client.secret, token, made["secret"], rotated["secret"]):
        assert len(secret) > 20
        assert secret not in said
        assert secret.removeprefix("whsec_").encode().hex() not in said
    assert made["secret"] != rotated["secret"]
