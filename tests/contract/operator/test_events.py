"""Endpoints, deliveries and facts at the desk."""

import base64
import hmac
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.calls.webhooks import signed_headers
from backend.domain.endpoints import (
    Answered,
    DeliveryQuery,
    DeliveryState,
    EndpointChange,
    NewEndpoint,
)
from backend.domain.errors import NotFound
from backend.storage.clock import new_id
from backend.storage.events.courier import EventCourier
from backend.storage.events.secrets import PREFIX
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.contract.operator.event_things import URL, hand_on
from tests.contract.operator.world import DeskBrowser, DeskWorld
from tests.event_world import add_portal

BROKEN = Answered(status=500, milliseconds=3)
UNKNOWN = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a01"


@pytest.fixture
def admin(world: DeskWorld) -> DeskBrowser:
    """The one admin there is."""
    return world.person()


def told(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


def added(admin: DeskBrowser, **fields: Any) -> dict[str, Any]:
    """A new endpoint, with its secret."""
    answer = admin.post("/event-endpoints", {"url": URL, **fields})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def send(world: DeskWorld) -> int:
    """What the watches do."""
    hand_on(world)
    courier = EventCourier(
        lambda: UnitOfWork(world.engine),
        world.events,
        world.sender,
        world.clock,
        timedelta(days=5),
    )
    try:
        return courier.work()
    finally:
        courier.close()


def test_an_endpoint_is_added_and_its_secret_shown_once(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    made = added(admin, topics=["payment.received", "charge.taken"], reason="the CRM")
    endpoint, secret = made["endpoint"], made["secret"]
    assert endpoint["topics"] == ["charge.taken", "payment.received"]
    assert (endpoint["enabled"], endpoint["failures"], endpoint["waiting"]) == (True, 0, 0)
    assert "portal" not in endpoint
    (listed,) = admin.get("/event-endpoints").json()["endpoints"]
    assert listed == endpoint
    assert secret not in admin.get("/event-endpoints").text
    assert world.audited()[-1] == (
        "admin",
        "add_event_endpoint",
        f"event endpoint {URL}",
        "the CRM",
    )
    assert secret not in str(world.rows("SELECT * FROM audit"))
    sealed = bytes(world.value("SELECT secret FROM event_endpoint"))
    assert base64.b64decode(secret.removeprefix(PREFIX)) not in sealed


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"url": "https://10.0.0.1/events"}, (422, "address_refused")),
        ({"url": "http://localhost/events"}, (422, "address_refused")),
        ({"url": "ftp://receiver.example/"}, (422, "invalid_fields")),
        ({"url": "https://receiver.example/\n"}, (422, "invalid_fields")),
        ({"url": f"https://receiver.example/{'a' * 2000}"}, (422, "invalid_fields")),
        ({"url": URL, "topics": ["charge.made"]}, (422, "invalid_fields")),
        ({"url": URL, "topics": "charge.taken"}, (422, "invalid_fields")),
        ({"url": URL, "secret": "whsec_AAAA"}, (422, "invalid_fields")),
        ({"topics": []}, (422, "invalid_fields")),
    ],
)
def test_what_cannot_be_an_endpoint(
    world: DeskWorld, admin: DeskBrowser, document: object, expected: tuple[int, str]
) -> None:
    assert told(admin.post("/event-endpoints", document)) == expected
    assert world.count("event_endpoint") == 0
    assert world.audited() == []


def test_an_address_has_one_endpoint(world: DeskWorld, admin: DeskBrowser) -> None:
    first = added(admin)["endpoint"]
    assert told(admin.post("/event-endpoints", {"url": URL})) == (409, "already_exists")
    second = added(admin, url=f"{URL}/2")["endpoint"]
    path = f"/event-endpoints/{second['id']}"
    assert told(admin.call("PATCH", path, json={"url": URL})) == (409, "already_exists")
    assert admin.call("PATCH", path, json={"url": f"{URL}/2"}).status_code == 200
    assert world.count("event_endpoint") == 2
    assert first["id"] != second["id"]


def test_it_is_changed_switched_off_and_on(world: DeskWorld, admin: DeskBrowser) -> None:
    path = f"/event-endpoints/{added(admin)['endpoint']['id']}"
    off = admin.call("PATCH", path, json={"enabled": False, "reason": "they move"}).json()
    assert (off["enabled"], off["disabled_reason"]) == (False, "owner")
    world.pay(700)
    assert send(world) == 0
    narrowed = admin.call("PATCH", path, json={"topics": ["invoice.issued"]}).json()
    assert (narrowed["topics"], narrowed["enabled"], narrowed["waiting"]) == (
        ["invoice.issued"],
        False,
        1,
    )
    assert admin.call("PATCH", path, json={"enabled": True}).json()["enabled"] is True
    assert send(world) == 1, "what happened while it was off"
    world.pay(800)
    assert send(world) == 0, "what it does not want any more"
    assert told(admin.call("PATCH", path, json={"url": "https://10.0.0.1/"})) == (
        422,
        "address_refused",
    )
    changed = world.rows(
        "SELECT before, after FROM audit WHERE operation = 'change_event_endpoint' ORDER BY id"
    )
    assert changed[0] == ({"enabled": True}, {"enabled": False})


def test_two_secrets_sign_for_a_day(world: DeskWorld, admin: DeskBrowser) -> None:
    made = added(admin)
    path = f"/event-endpoints/{made['endpoint']['id']}"
    rotated = admin.post(f"{path}/secret", {}).json()
    assert rotated["endpoint"]["former_secret_until"] is not None
    world.pay(700)
    send(world)
    assert keys_of(world) == [rotated["secret"], made["secret"]]
    world.clock.advance(seconds=timedelta(days=1).total_seconds())
    world.pay(800)
    send(world)
    assert keys_of(world) == [rotated["secret"]]
    tomorrow = world.person(name="tomorrow")
    (listed,) = tomorrow.get("/event-endpoints").json()["endpoints"]
    assert "former_secret_until" not in listed


def keys_of(world: DeskWorld) -> list[str]:
    """With which secrets the last message was signed."""
    return [PREFIX + base64.b64encode(key).decode() for key in world.sender.sent[-1].keys]


def test_a_test_event_says_what_came_of_it(world: DeskWorld, admin: DeskBrowser) -> None:
    path = f"/event-endpoints/{added(admin)['endpoint']['id']}/ping"
    assert admin.post(path, {}).json() == {"accepted": True, "status": 204, "milliseconds": 7}
    assert json.loads(world.sender.sent[-1].body)["type"] == "ping"
    world.sender.answer = lambda _: Answered(reason="timeout", milliseconds=10_000)
    assert admin.post(path, {}).json() == {
        "accepted": False,
        "reason": "timeout",
        "milliseconds": 10_000,
    }
    assert world.count("event_delivery") == 0


def test_every_attempt_is_seen_and_what_failed_is_sent_again(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    endpoint = added(admin, topics=["payment.received"])["endpoint"]["id"]
    world.pay(700)
    world.sender.answer = lambda _: BROKEN
    assert send(world) == 0
    (waiting,) = admin.get("/event-deliveries?state=waiting").json()["deliveries"]
    assert (waiting["account"], waiting["type"], waiting["attempts"]) == (
        ACCOUNT,
        "payment.received",
        1,
    )
    assert waiting["next_attempt_at"] > waiting["at"]
    path = f"/event-deliveries/{endpoint}/{waiting['event_id']}"
    shown = admin.get(path).json()
    assert shown["body"].encode() == world.sender.sent[-1].body
    (attempt,) = shown["tries"]
    assert (attempt["number"], attempt["status"], attempt["milliseconds"]) == (1, 500, 3)

    world.sender.answer = lambda _: Answered(status=204)
    assert admin.post(f"{path}/redeliver", {"reason": "they ask"}).status_code == 200
    assert send(world) == 1
    assert admin.get(path).json()["state"] == "delivered"
    assert admin.post(f"{path}/redeliver", {}).json()["state"] == "waiting"
    assert send(world) == 1
    assert len({message.id for message in world.sender.sent}) == 1
    actor, operation, subject, reason = world.audited()[-2]
    assert (actor, operation, reason) == ("admin", "redeliver_event", "they ask")
    assert waiting["event_id"] in subject


def test_everything_since_a_moment_is_sent_again(world: DeskWorld, admin: DeskBrowser) -> None:
    endpoint = added(admin, topics=["payment.received"])["endpoint"]["id"]
    world.pay(100)
    world.clock.advance(seconds=60)
    since = world.clock.now().isoformat()
    world.pay(200)
    world.pay(300)
    assert send(world) == 3
    path = f"/event-endpoints/{endpoint}/redeliver"
    assert admin.post(path, {"since": since}).json() == {"deliveries": 2}
    assert send(world) == 2
    sums = [json.loads(message.body)["data"]["amount"] for message in world.sender.sent]
    assert sums == ["1.00", "2.00", "3.00", "2.00", "3.00"]
    for wrong in ("yesterday", "2026-05-01T10:00:00", 7):
        assert told(admin.post(path, {"since": wrong})) == (422, "invalid_fields")


def test_lists_go_on_where_a_page_ends(world: DeskWorld, admin: DeskBrowser) -> None:
    for number in range(3):
        added(admin, url=f"{URL}/{number}", topics=["payment.received"])
    for _ in range(3):
        world.pay(100)
    hand_on(world)
    seen, before = [], ""
    while True:
        page = admin.get(f"/event-deliveries?limit=2{before}").json()
        seen += [(each["endpoint_id"], each["event_id"]) for each in page["deliveries"]]
        if "next" not in page:
            break
        before = f"&before={page['next']}"
    assert len(seen) == len(set(seen)) == 9
    page = admin.get("/facts?limit=2&topic=payment.received").json()
    assert [fact["data"]["amount"] for fact in page["facts"]] == ["1.00", "1.00"]
    assert len(admin.get(f"/facts?before={page['next']}").json()["facts"]) == 1
    assert admin.get(f"/facts?account={ACCOUNT}&topic=charge.taken").json()["facts"] == []


def test_the_staff_reaches_a_portals_endpoint(world: DeskWorld, admin: DeskBrowser) -> None:
    portal = add_portal(world, "my-portal")
    with UnitOfWork(world.engine) as unit:
        view, _ = world.events.add(unit, portal, NewEndpoint(url=URL))
        unit.commit()
    (listed,) = admin.get("/event-endpoints").json()["endpoints"]
    assert (listed["id"], listed["portal"]) == (str(view.id), "my-portal")
    off = admin.call("PATCH", f"/event-endpoints/{view.id}", json={"enabled": False})
    assert off.json()["portal"] == "my-portal"
    assert added(admin)["endpoint"]["id"] != str(view.id), "of one address each has its own"


def test_a_portal_reaches_its_own_only(world: DeskWorld, admin: DeskBrowser) -> None:
    """What the portals' own contract builds on."""
    endpoint = UUID(added(admin)["endpoint"]["id"])
    world.pay(100)
    hand_on(world)
    (event,) = world.row("SELECT fact_id FROM event_delivery")
    stranger, desk = new_id(), world.events
    with UnitOfWork(world.engine) as unit:
        assert desk.endpoints(unit, stranger) == []
        assert desk.deliveries(unit, stranger, DeliveryQuery()) == []
        assert len(desk.deliveries(unit, None, DeliveryQuery(state=DeliveryState.WAITING))) == 1
        for attempt in (
            lambda: desk.endpoint(unit, stranger, endpoint),
            lambda: desk.change(unit, stranger, endpoint, EndpointChange(enabled=False)),
            lambda: desk.rotate(unit, stranger, endpoint),
            lambda: desk.remove(unit, stranger, endpoint),
            lambda: desk.ping(stranger, endpoint),
            lambda: desk.delivery(unit, stranger, endpoint, event),
            lambda: desk.redeliver(unit, stranger, endpoint, event),
            lambda: desk.redeliver_since(unit, stranger, endpoint, world.clock.now()),
        ):
            with pytest.raises(NotFound):
                attempt()


def test_what_there_is_not(admin: DeskBrowser) -> None:
    for method, path, body in (
        ("PATCH", f"/event-endpoints/{UNKNOWN}", {"enabled": True}),
        ("DELETE", f"/event-endpoints/{UNKNOWN}", None),
        ("POST", f"/event-endpoints/{UNKNOWN}/secret", {}),
        ("POST", f"/event-endpoints/{UNKNOWN}/ping", {}),
        ("POST", f"/event-endpoints/{UNKNOWN}/redeliver", {"since": "2026-05-01T00:00:00Z"}),
        ("GET", f"/event-deliveries/{UNKNOWN}/{UNKNOWN}", None),
        ("POST", f"/event-deliveries/{UNKNOWN}/{UNKNOWN}/redeliver", {}),
    ):
        assert told(admin.call(method, path, json=body)) == (404, "not_found"), path
    for before in ("7", f"7.{'0' * 36}", f"{'9' * 19}.{UNKNOWN}", f"7.{UNKNOWN}x"):
        answer = admin.get(f"/event-deliveries?before={before}")
        assert told(answer) == (422, "invalid_fields"), before


def test_a_signature_is_checked_as_the_contract_says(world: DeskWorld, admin: DeskBrowser) -> None:
    """With the secret as it is shown, and nothing but the standard library."""
    secret = added(admin)["secret"]
    world.pay(700)
    send(world)
    message = world.sender.sent[-1]
    headers = signed_headers(message.keys[0], message.id, world.clock.now(), message.body)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + message.body
    expected = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
