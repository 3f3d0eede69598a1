"""Whom a portal acts for: those that the operator has listed, and those who have agreed."""

from typing import Any

import pytest

from backend.domain.services.portals.bind import MOST_OF_ACCOUNT
from backend.domain.services.portals.portal import Reach
from backend.domain.services.portals.scopes import Scope
from tests.contract.cabinet.world import OTHER, OWN
from tests.contract.portal.world import PortalClient, PortalWorld

READ = [Scope.ACCOUNTS_READ.value]
NOBODY = "000404"


def ask(client: PortalClient, number: str = OTHER, scopes: list[str] | None = None) -> Any:
    """Ask a subscriber for access."""
    return client.post("/bindings", {"account": number, "scopes": scopes or READ})


def may(client: PortalClient, number: str, what: str = "profile") -> int:
    """Try it."""
    return client.get(f"/accounts/{number}/{what}").status_code


def decide(world: PortalWorld, binding: str, how: str, number: str = OTHER) -> None:
    """The subscriber presses a button in the cabinet."""
    answer = world.signed_in(number).post(f"/portals/{binding}/{how}", {})
    assert answer.status_code == 200, answer.text


def test_consent_opens_what_was_asked_for_and_no_more(world: PortalWorld) -> None:
    client = world.client()
    binding = ask(client).json()
    assert (binding["state"], binding["source"]) == ("pending", "consent")
    assert may(client, OTHER) == 404
    decide(world, binding["id"], "accept")
    assert client.get(f"/bindings/{binding['id']}").json()["state"] == "active"
    assert may(client, OTHER) == 200
    assert may(client, OTHER, "invoices") == 403
    assert client.get("/accounts").json()["accounts"] == [OWN, OTHER]
    decide(world, binding["id"], "revoke")
    assert may(client, OTHER) == 404
    assert client.get("/accounts").json()["accounts"] == [OWN]


def test_a_number_that_nobody_has_is_asked_like_any_other(world: PortalWorld) -> None:
    client = world.client()
    real, nobody = ask(client, OTHER), ask(client, NOBODY)
    for answer in (real, nobody):
        assert answer.status_code == 200
    varying = {"id", "account"}
    first, second = real.json(), nobody.json()
    assert {k: v for k, v in first.items() if k not in varying} == {
        k: v for k, v in second.items() if k not in varying
    }
    listed = client.get("/bindings").json()["bindings"]
    assert [(each["account"], each["state"]) for each in listed] == [
        (OWN, "active"), (NOBODY, "pending"), (OTHER, "pending"),
    ]  # fmt: skip
    world.clock.advance(days=7)
    world.portals.work()
    client.token = ""
    states = {client.get(f"/bindings/{each['id']}").json()["state"] for each in (first, second)}
    assert states == {"expired"}


def test_asked_twice_it_is_one_request(world: PortalWorld) -> None:
    client = world.client()
    assert ask(client).json() == ask(client).json()
    assert len(world.signed_in(OTHER).get("/portals").json()["portals"]) == 1


def test_who_has_refused_is_left_alone_for_a_while(world: PortalWorld) -> None:
    client = world.client()
    binding = ask(client).json()["id"]
    decide(world, binding, "refuse")
    again = ask(client).json()
    assert (again["id"], again["state"]) == (binding, "refused")
    assert world.signed_in(OTHER).get("/portals").json()["portals"] == []
    world.clock.advance(days=30)
    client.token = ""
    assert ask(client).json()["state"] == "pending"


def test_a_portal_gives_up(world: PortalWorld) -> None:
    client = world.client()
    binding = ask(client).json()["id"]
    decide(world, binding, "accept")
    assert client.call("DELETE", f"/bindings/{binding}").json()["state"] == "revoked"
    assert client.call("DELETE", f"/bindings/{binding}").json()["state"] == "revoked"
    assert may(client, OTHER) == 404
    assert world.client("other").get(f"/bindings/{binding}").status_code == 404


@pytest.mark.parametrize("scopes", [["events:manage"], ["bindings:request"], ["everything"], []])
def test_what_cannot_be_asked_for(world: PortalWorld, scopes: list[str]) -> None:
    client = world.client()
    answer = client.post("/bindings", {"account": OTHER, "scopes": scopes})
    assert answer.status_code in (400, 422)
    assert world.signed_in(OTHER).get("/portals").json()["portals"] == []


def test_more_than_the_portal_itself_may_cannot_be_asked_for(world: PortalWorld) -> None:
    few = frozenset({Scope.BINDINGS_REQUEST, Scope.ACCOUNTS_READ})
    client = world.client(scopes=few)
    assert ask(client, scopes=["invoices:read"]).status_code == 400
    assert ask(client).status_code == 200


def test_a_subscriber_is_not_buried_in_requests(world: PortalWorld) -> None:
    answers = [ask(world.client(f"portal-{n}")) for n in range(MOST_OF_ACCOUNT + 1)]
    assert [each.status_code for each in answers] == [200] * MOST_OF_ACCOUNT + [429]


def test_the_operators_own_portal_reaches_everybody(world: PortalWorld) -> None:
    client = world.client("own", reach=Reach.ALL)
    assert client.get("/accounts").json() == {"accounts": [OWN, OTHER]}
    page = client.get("/accounts", params={"limit": 1}).json()
    assert page == {"accounts": [OWN], "next": OWN}
    page = client.get("/accounts", params={"limit": 1, "after": page["next"]}).json()
    assert page == {"accounts": [OTHER]}
    assert may(client, OTHER) == 200
    assert may(client, NOBODY) == 404


def test_what_the_operator_lists_overrides_a_request(world: PortalWorld) -> None:
    client = world.client()
    binding = ask(client).json()["id"]
    with world._unit() as unit:
        _, bound = world.office.bind(unit, "city", [OTHER, OWN, NOBODY])
        unit.commit()
    assert bound == 1
    told = client.get(f"/bindings/{binding}").json()
    assert (told["source"], told["state"], told["scopes"]) == ("operator", "active", [])
    assert may(client, OTHER, "invoices") == 200


def test_an_account_that_was_opened_after_it_was_asked_for_can_be_listed(
    world: PortalWorld,
) -> None:
    client = world.client()
    ask(client, NOBODY)
    world.account(NOBODY)
    with world._unit() as unit:
        _, bound = world.office.bind(unit, "city", [NOBODY])
        unit.commit()
    assert bound == 1
    assert may(client, NOBODY) == 200


def test_what_the_operator_lists_is_not_the_subscribers_to_end(world: PortalWorld) -> None:
    client = world.client()
    binding = ask(client).json()["id"]
    decide(world, binding, "accept")
    with world._unit() as unit:
        world.office.bind(unit, "city", [OTHER])
        unit.commit()
    browser = world.signed_in(OTHER)
    assert browser.get("/portals").json()["portals"] == []
    assert browser.post(f"/portals/{binding}/revoke", {}).status_code == 404
    assert may(client, OTHER) == 200
