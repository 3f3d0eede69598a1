"""What nobody sends by accident."""

import pytest

from tests.contract.cabinet.world import OTHER
from tests.contract.portal.world import PortalWorld

GRANT = {"grant_type": "client_credentials"}
ASK = {"account": OTHER, "scopes": ["accounts:read"]}
LONG = "".join(chr(33 + n * n % 89) for n in range(8000))


@pytest.mark.parametrize(
    "login", [("ci\x00ty", "x"), ("city", "\x00"), ("é", "é"), (LONG, LONG[:100]), ("", "")]
)
def test_a_client_that_cannot_be(world: PortalWorld, login: tuple[str, str]) -> None:
    client = world.client()
    in_form = {**GRANT, "client_id": login[0], "client_secret": login[1]}
    for answer in (client.form("/oauth/token", GRANT, login), client.form("/oauth/token", in_form)):
        assert answer.status_code in (400, 401), answer.text
        assert answer.json()["error"] in ("invalid_client", "invalid_request")


@pytest.mark.parametrize("key", [LONG, "short", "k" * 129, "with a blank", "\ttabulated"])
def test_a_key_that_cannot_be_is_not_noted(world: PortalWorld, key: str) -> None:
    answer = world.client().post("/bindings", ASK, key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert world.count("portal_request") == 0
    assert world.signed_in(OTHER).get("/portals").json()["portals"] == []


def test_scopes_and_tokens_that_cannot_be(world: PortalWorld) -> None:
    client = world.client()
    asked = client.form("/oauth/token", {**GRANT, "scope": "\x00 é"})
    assert (asked.status_code, asked.json()["error"]) == (400, "invalid_scope")
    assert client.form("/oauth/revoke", {"token": "\x00é"}).status_code == 200
