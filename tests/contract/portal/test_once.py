"""Every POST happens once, by the IETF's draft of the Idempotency-Key header field."""

import hashlib
import threading
from uuid import uuid4

import httpx
import pytest

from backend.domain.services.portals.do_once import KeyOutstanding, KeyReused, fingerprint
from tests.contract.cabinet.world import OFFER, OTHER, OWN
from tests.contract.portal.world import PortalClient, PortalWorld


@pytest.fixture
def client(world: PortalWorld) -> PortalClient:
    """A portal that acts for both."""
    world.publish_offer()
    return world.client("city", OWN, OTHER)


ACCEPTED = {
    "offer_version": "2026-05",
    "offer_hash": hashlib.sha256(OFFER.encode()).hexdigest(),
}


def subscribe(
    client: PortalClient, product: object, key: str, number: str = OWN, quantity: int = 1
) -> httpx.Response:
    """Accept the offer and subscribe."""
    body = {"product_id": str(product), "quantity": quantity, **ACCEPTED}
    return client.post(f"/accounts/{number}/subscriptions", body, key=key)


def test_sent_again_it_is_answered_again(world: PortalWorld, client: PortalClient) -> None:
    product = world.sell("kav", 50_00)
    first = subscribe(client, product, "subscribe-1")
    assert first.status_code == 200
    assert "idempotency-replayed" not in first.headers
    before = world.everything()
    again = subscribe(client, product, "subscribe-1")
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["content-type"] == first.headers["content-type"]
    assert world.everything() == before


def test_a_refusal_is_the_outcome_as_well(world: PortalWorld, client: PortalClient) -> None:
    product = world.sell("dear", 9_000_00)
    first = subscribe(client, product, "subscribe-1")
    assert (first.status_code, first.json()["code"]) == (402, "not_enough_money")
    world.pay(10_000_00, OWN)
    again = subscribe(client, product, "subscribe-1")
    assert (again.status_code, again.headers["idempotency-replayed"]) == (402, "true")
    assert subscribe(client, product, "subscribe-2").status_code == 200


def test_other_content_under_the_key_changes_nothing(
    world: PortalWorld, client: PortalClient
) -> None:
    product = world.sell("kav", 50_00)
    assert subscribe(client, product, "subscribe-1").status_code == 200
    for other in ({"quantity": 2}, {"number": OTHER}):
        refused = subscribe(client, product, "subscribe-1", **other)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert world.count("charge") == 1


def test_without_a_key_nothing_is_done(world: PortalWorld, client: PortalClient) -> None:
    body = {"product_id": str(world.sell("kav", 50_00))}
    refused = client.post(f"/accounts/{OWN}/previews", body, key=None)
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_missing")
    refused = client.post(f"/accounts/{OWN}/previews", body, key="short")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_fields")


def test_what_was_not_decided_may_be_sent_again(world: PortalWorld, client: PortalClient) -> None:
    path, key = f"/accounts/{OWN}/previews", "preview-1"
    assert client.post(path, {"product_id": 1}, key=key).status_code == 422
    body = {"product_id": str(world.sell("kav", 50_00))}
    assert client.post(path, body, key=key).status_code == 200


def test_keys_of_two_portals_and_of_the_cabinet_are_three(
    world: PortalWorld, client: PortalClient
) -> None:
    other, browser = world.client("other"), world.signed_in()
    products = [world.sell(code, 10_00) for code in ("one", "two", "three")]
    assert subscribe(client, products[0], "the-same-key").status_code == 200
    assert subscribe(other, products[1], "the-same-key").status_code == 200
    assert browser.subscribe(products[2], "the-same-key").status_code == 200
    assert world.count("charge") == 3


def test_twins_are_one(world: PortalWorld, client: PortalClient) -> None:
    product = world.sell("kav", 50_00)
    client.sign_in()
    answers: list[httpx.Response] = []
    body = {"product_id": str(product), **ACCEPTED}

    def send() -> None:
        answers.append(client.post(f"/accounts/{OWN}/subscriptions", body, key="twin-requests"))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {(each.status_code, each.json().get("code")) for each in answers}
    assert told <= {(200, None), (409, "idempotency_key_outstanding")}
    assert (200, None) in told
    assert world.count("charge") == 1


def test_who_died_in_between_is_taken_over_and_nothing_is_done_twice(
    world: PortalWorld, client: PortalClient
) -> None:
    product = world.sell("kav", 50_00)
    first = subscribe(client, product, "subscribe-1")
    world.forget_answer("subscribe-1")
    waiting = subscribe(client, product, "subscribe-1")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "idempotency_key_outstanding")
    world.clock.advance(seconds=61)
    again = subscribe(client, product, "subscribe-1")
    assert (again.status_code, again.json()) == (200, first.json())
    assert world.count("charge") == 1


def test_the_desk_of_requests(world: PortalWorld) -> None:
    portal = world.portal("third").id
    asked, other = fingerprint("POST", "/x", b"1"), fingerprint("POST", "/x", b"2")
    assert world.requests.begin(portal, "key-00001", asked) is None
    with pytest.raises(KeyOutstanding):
        world.requests.begin(portal, "key-00001", asked)
    with pytest.raises(KeyReused):
        world.requests.begin(portal, "key-00001", other)
    world.requests.forget(portal, "key-00001")
    assert world.requests.begin(portal, "key-00001", other) is None
    world.clock.advance(days=32)
    assert world.portals.work() == 1
    assert world.requests.begin(portal, "key-00001", asked) is None


def test_a_secret_is_shown_once(world: PortalWorld, client: PortalClient) -> None:
    body = {"url": "https://portal.example/events"}
    made = client.post("/event-endpoints", body, key="endpoint-1")
    assert made.status_code == 200
    secret = made.json()["secret"]
    again = client.post("/event-endpoints", body, key="endpoint-1")
    assert (again.status_code, again.json()["code"]) == (409, "already_exists")
    assert secret not in world.stored()
    assert client.post(f"/event-endpoints/{uuid4()}/secret").status_code == 404
