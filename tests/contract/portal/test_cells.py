"""Every operation, as everybody tries it who may not: tokens, scopes, bindings, switched off."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.routing import APIRoute

from backend.api.portal.app import DOCUMENT, operations
from backend.api.portal.door import PREFIX
from backend.domain.services.portals.scopes import SCOPES, Scope
from tests.contract.cabinet.world import OTHER, OWN
from tests.contract.portal.world import PortalClient, PortalWorld

NOBODY = "nobody-has-it"
ENDPOINT = {"url": "https://portal.example/events"}
WISH = {"product_id": str(uuid4())}
ACT = {"act": "unsubscribe"}

BODIES: dict[str, object] = {
    "preview": WISH,
    "subscribe": {**WISH, "offer_version": "1", "offer_hash": "0" * 64},
    "preview_act": ACT,
    "act": ACT,
    "storefront_link": {},
    "change_notice_settings": {},
    "request_binding": {"account": OWN, "scopes": ["accounts:read"]},
    "add_event_endpoint": ENDPOINT,
    "change_event_endpoint": {"enabled": False},
    "redeliver_since": {"since": "2026-05-01T00:00:00Z"},
}
"""What is sent, where anything is."""

READING = {
    "accounts", "profile", "summary", "movements", "months", "subscriptions", "catalogue",
    "invoices", "advance_invoices", "forecast", "notices", "notice_settings", "bindings",
    "event_endpoints", "deliveries",
}  # fmt: skip
"""What is answered 200 to a portal that may, with nothing prepared."""

ON_ONE = {
    "subscription", "activation", "preview", "subscribe", "preview_act", "act", "storefront_link",
    "invoice", "invoice_document", "draft", "draft_document", "advance_invoice",
    "advance_invoice_document", "change_notice_settings", "binding", "request_binding",
    "give_up_binding", "add_event_endpoint", "change_event_endpoint", "rotate_event_secret",
    "remove_event_endpoint", "ping_event_endpoint", "delivery", "redeliver", "redeliver_since",
}  # fmt: skip
"""What changes something, or needs a thing of its own to be there."""


def routes() -> Iterator[tuple[str, str, str]]:
    """Name, method and path of every operation that takes a token."""
    for router in DOCUMENT.routers:
        for route in router.routes:
            if isinstance(route, APIRoute) and route.name.removeprefix(PREFIX) in SCOPES:
                method = next(iter(route.methods or ()))
                yield route.name.removeprefix(PREFIX), method, route.path_format


OPERATIONS = list(routes())
OF_ACCOUNT = [each for each in OPERATIONS if "{number}" in each[2]]


def call(
    client: PortalClient,
    operation: tuple[str, str, str],
    account: str = OWN,
    token: str | None = None,
) -> httpx.Response:
    """Call it for an account; ids are of nothing that there is."""
    name, method, path = operation
    nothing = str(uuid4())
    given = {"number": account, "month": "2026-05", "code": "alpha"}
    filled = path.format_map(_Filled(given, nothing))
    sent: dict[str, Any] = {"json": BODIES[name]} if name in BODIES else {}
    return client.call(method, filled, token=token, **sent)


class _Filled(dict[str, str]):
    def __init__(self, given: dict[str, str], otherwise: str) -> None:
        super().__init__(given)
        self._otherwise = otherwise

    def __missing__(self, _name: str) -> str:
        return self._otherwise


def test_every_operation_has_a_row() -> None:
    names = [name for name, _, _ in OPERATIONS]
    assert sorted(names) == sorted(operations()) == sorted(READING | ON_ONE)
    assert not READING & ON_ONE


def test_who_may_is_answered(world: PortalWorld) -> None:
    client = world.client()
    for operation in OPERATIONS:
        answer = call(client, operation)
        assert answer.status_code not in (401, 403), (operation, answer.text)
        if operation[0] in READING:
            assert answer.status_code == 200, (operation, answer.text)


@pytest.mark.parametrize("how", ["none", "unknown", "over", "revoked", "switched off"])
def test_without_a_good_token_nothing_is_done(world: PortalWorld, how: str) -> None:
    client = world.client()
    assert client.sign_in().status_code == 200
    token = {"none": "", "unknown": "x" * 43}.get(how, client.token)
    if how == "over":
        world.clock.advance(minutes=11)
    elif how == "revoked":
        assert client.form("/oauth/revoke", {"token": token}).status_code == 200
    elif how == "switched off":
        with world._unit() as unit:
            world.office.change(unit, client.code, {"enabled": False})
            unit.commit()
    for operation in OPERATIONS:
        answer = call(client, operation, token=token)
        assert answer.status_code == 401, operation
        assert answer.json()["code"] == "not_authenticated"
        assert answer.headers["www-authenticate"].startswith("Bearer ")
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_without_its_scope_nothing_is_done(world: PortalWorld) -> None:
    for number, scope in enumerate(Scope):
        client = world.client(f"city-{number}", scopes=frozenset(Scope) - {scope})
        for operation in OPERATIONS:
            if SCOPES[operation[0]] is scope:
                answer = call(client, operation)
                assert answer.status_code == 403, operation
                assert answer.json()["code"] == "insufficient_scope"
                asked = answer.headers["www-authenticate"]
                assert f'error="insufficient_scope", scope="{scope}"' in asked


def test_anothers_account_is_as_one_that_there_is_not(world: PortalWorld) -> None:
    client, stranger = world.client(), world.client("village", OTHER)
    for operation in OF_ACCOUNT:
        told = []
        for asking, account in ((client, OTHER), (client, NOBODY), (stranger, OWN)):
            answer = call(asking, operation, account)
            assert answer.status_code == 404, operation
            problem = answer.json()
            del problem["correlation_id"]
            told.append(problem)
        assert told[0] == told[1] == told[2], operation


def test_who_was_unbound_meanwhile_is_a_stranger(world: PortalWorld) -> None:
    client = world.client()
    (bound,) = client.get("/bindings").json()["bindings"]
    with world._unit() as unit:
        world.office.unbind(unit, client.code, bound["id"])
        unit.commit()
    for operation in OF_ACCOUNT:
        answer = call(client, operation)
        assert answer.status_code == 404, operation
        assert answer.json() == {**call(client, operation, NOBODY).json(), **_id(answer)}


def test_what_was_answered_is_not_told_again_to_who_was_unbound(world: PortalWorld) -> None:
    world.publish_offer()
    wish = {"product_id": str(world.sell("kav", 50_00))}
    client = world.client()
    path = f"/accounts/{OWN}/previews"
    first = client.post(path, wish, key="the-same-key")
    assert first.status_code == 200
    again = client.post(path, wish, key="the-same-key")
    assert (again.json(), again.headers["idempotency-replayed"]) == (first.json(), "true")
    (bound,) = client.get("/bindings").json()["bindings"]
    assert client.call("DELETE", f"/bindings/{bound['id']}").status_code == 200
    assert client.post(path, wish, key="the-same-key").status_code == 404


def _id(answer: httpx.Response) -> dict[str, str]:
    return {"correlation_id": answer.json()["correlation_id"]}
