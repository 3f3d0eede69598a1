"""Portals at the desk: their rights, their secrets, and whom they act for."""

import json
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.services.portals.portal import TokenRefused
from backend.domain.services.portals.scopes import Scope
from backend.storage.clock import new_id
from backend.storage.portals.desk import PortalDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.contract.operator.world import DeskBrowser, DeskWorld

CITY = {"code": "city", "title": "City"}
NOBODY = "4711"
UNKNOWN = "018f2b1e-6a3c-7c41-9d55-0f8f3f1f7a01"


@pytest.fixture
def admin(world: DeskWorld) -> DeskBrowser:
    """The one admin there is."""
    return world.person()


@pytest.fixture
def desk(world: DeskWorld) -> PortalDesk:
    """What portals themselves come to."""
    return PortalDesk(lambda: UnitOfWork(world.engine), world.clock, new_id, timedelta(minutes=10))


def told(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


def added(admin: DeskBrowser, **fields: Any) -> tuple[dict[str, Any], str]:
    """A new portal and its secret."""
    answer = admin.post("/portals", {**CITY, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()["portal"], answer.json()["secret"]


def bound(admin: DeskBrowser) -> str:
    """Let the portal act for the subscriber; the binding's id."""
    assert admin.post("/portals/city/bindings", {"accounts": [ACCOUNT]}).json() == {"bound": 1}
    (binding,) = admin.get("/portals/city/bindings").json()["bindings"]
    found: str = binding["id"]
    return found


def recorded(world: DeskWorld, operation: str) -> list[tuple[Any, ...]]:
    """(account, before, after) of an operation's records."""
    query = "SELECT account, before, after FROM audit WHERE operation = :operation ORDER BY id"
    return world.rows(query, operation=operation)


def test_a_portal_is_let_in_and_its_secret_shown_once(
    world: DeskWorld, admin: DeskBrowser, desk: PortalDesk
) -> None:
    portal, secret = added(admin, networks=["192.0.2.0/24"], reason="the contract of May")
    assert (portal["code"], portal["enabled"], portal["reach"]) == ("city", True, "bound")
    assert portal["scopes"] == sorted(Scope)
    assert admin.get("/portals").json() == {"portals": [portal]}
    shown = admin.get("/portals/city")
    assert shown.json() == {
        **portal,
        "usage": [
            {"span": "minute", "limit": 300, "calls": 0},
            {"span": "day", "limit": 50_000, "calls": 0},
        ],
    }
    known = desk.authenticate("city", secret, "192.0.2.7")
    desk.count_call(known)
    assert [each["calls"] for each in admin.get("/portals/city").json()["usage"]] == [1, 1]
    assert world.audited() == [("admin", "add_portal", "portal city", "the contract of May")]
    everything = str(world.rows("SELECT * FROM audit")) + str(world.rows("SELECT * FROM portal"))
    everything += str(world.rows("SELECT * FROM portal_secret")) + shown.text
    assert secret not in everything


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"code": "City"}, (422, "invalid_fields")),
        ({"code": "c"}, (422, "invalid_fields")),
        ({"title": ""}, (422, "invalid_fields")),
        ({"title": "x" * 101}, (400, "invalid_request")),
        ({"scopes": []}, (422, "invalid_fields")),
        ({"scopes": ["everything"]}, (422, "invalid_fields")),
        ({"reach": "some"}, (422, "invalid_fields")),
        ({"networks": ["nowhere"]}, (400, "invalid_request")),
        ({"networks": "10.0.0.0/8"}, (422, "invalid_fields")),
        ({"calls_per_minute": 0}, (422, "invalid_fields")),
        ({"calls_per_day": 10**9}, (422, "invalid_fields")),
        ({"secret": "chosen by myself, long enough"}, (422, "invalid_fields")),
    ],
)
def test_what_cannot_be_a_portal(
    world: DeskWorld, admin: DeskBrowser, fields: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert told(admin.post("/portals", {**CITY, **fields})) == expected
    assert world.count("portal") == 0
    assert world.audited() == []
    if "code" not in fields:
        before, _ = added(admin)
        assert told(admin.patch("/portals/city", fields)) == expected
        assert admin.get("/portals").json() == {"portals": [before]}
        assert len(world.audited()) == 1


def test_a_code_is_of_one_portal(world: DeskWorld, admin: DeskBrowser) -> None:
    first, _ = added(admin)
    assert told(admin.post("/portals", {**CITY, "title": "Another"})) == (409, "already_exists")
    assert admin.get("/portals").json() == {"portals": [first]}
    assert len(world.audited()) == 1


def test_a_change_is_recorded_as_it_was_and_is(world: DeskWorld, admin: DeskBrowser) -> None:
    portal, _ = added(admin)
    wanted = {"scopes": ["forecast:read", "accounts:read"], "calls_per_minute": 7}
    changed = admin.patch("/portals/city", {**wanted, "reason": "as agreed"}).json()
    expected = {"scopes": ["accounts:read", "forecast:read"], "calls_per_minute": 7}
    assert changed == {**portal, **expected}
    assert recorded(world, "change_portal") == [
        (None, {"scopes": sorted(Scope), "calls_per_minute": 300}, expected)
    ]
    assert world.audited()[-1][3] == "as agreed"


def test_switched_off_it_is_out_and_switched_on_it_signs_in_again(
    world: DeskWorld, admin: DeskBrowser, desk: PortalDesk
) -> None:
    _, secret = added(admin)
    token = desk.issue_token(desk.authenticate("city", secret, None), None).token
    desk.caller(token)
    for enabled in (False, True):
        answer = admin.patch("/portals/city", {"enabled": enabled})
        assert answer.json()["enabled"] is enabled
        with pytest.raises(TokenRefused):
            desk.caller(token)
    assert desk.authenticate("city", secret, None).code == "city"
    assert [row[1:] for row in recorded(world, "change_portal")] == [
        ({"enabled": True}, {"enabled": False}),
        ({"enabled": False}, {"enabled": True}),
    ]


def test_another_secret_is_shown_once_and_recorded_without_it(
    world: DeskWorld, admin: DeskBrowser, desk: PortalDesk
) -> None:
    _, first = added(admin)
    answer = admin.post("/portals/city/secret", {"reason": "leaked"}).json()
    second = answer["secret"]
    assert first != second
    for secret in (first, second):
        assert desk.authenticate("city", secret, None).code == "city"
    assert world.audited()[-1] == ("admin", "rotate_portal_secret", "portal city", "leaked")
    said = json.dumps([str(row) for row in world.rows("SELECT * FROM audit")])
    assert first not in said
    assert second not in said
    assert recorded(world, "rotate_portal_secret") == [(None, None, None)]


def test_accounts_are_bound_and_unbound(world: DeskWorld, admin: DeskBrowser) -> None:
    added(admin)
    numbers = [ACCOUNT, NOBODY, ACCOUNT]
    answer = admin.post("/portals/city/bindings", {"accounts": numbers, "reason": "by contract"})
    assert answer.json() == {"bound": 1}
    assert admin.post("/portals/city/bindings", {"accounts": numbers}).json() == {"bound": 0}
    (binding,) = admin.get("/portals/city/bindings").json()["bindings"]
    assert (binding["account"], binding["source"], binding["state"]) == (
        ACCOUNT,
        "operator",
        "active",
    )
    path = f"/portals/city/bindings/{binding['id']}"
    assert admin.call("DELETE", path).status_code == 200
    assert told(admin.call("DELETE", path)) == (409, "binding_decided")
    assert admin.get("/portals/city/bindings").json() == {"bindings": []}
    assert [row[0] for row in recorded(world, "unbind_account")] == [ACCOUNT]
    assert recorded(world, "unbind_account")[0][1] == {"account": ACCOUNT, "source": "operator"}
    assert recorded(world, "bind_accounts")[0][2] == {"accounts": numbers, "bound": 1}
    assert admin.post("/portals/city/bindings", {"accounts": [ACCOUNT]}).json() == {"bound": 1}


def test_bindings_are_told_page_by_page(world: DeskWorld, admin: DeskBrowser) -> None:
    added(admin)
    numbers = [f"A{number}" for number in range(5)]
    for number in numbers:
        world.account(number)
    admin.post("/portals/city/bindings", {"accounts": numbers})
    seen, after = [], ""
    while True:
        page = admin.get("/portals/city/bindings", params={"limit": 2, "after": after}).json()
        seen += [each["account"] for each in page["bindings"]]
        if "next" not in page:
            break
        after = page["next"]
    assert seen == numbers


def test_of_another_portal_nothing_is_ended(world: DeskWorld, admin: DeskBrowser) -> None:
    added(admin)
    binding = bound(admin)
    added(admin, code="village")
    records = len(world.audited())
    assert told(admin.call("DELETE", f"/portals/village/bindings/{binding}")) == (404, "not_found")
    assert len(world.audited()) == records
    assert len(admin.get("/portals/city/bindings").json()["bindings"]) == 1


def test_what_there_is_not(world: DeskWorld, admin: DeskBrowser) -> None:
    for method, path, body in (
        ("GET", "/portals/nowhere", None),
        ("PATCH", "/portals/nowhere", {"enabled": False}),
        ("POST", "/portals/nowhere/secret", {}),
        ("GET", "/portals/nowhere/bindings", None),
        ("POST", "/portals/nowhere/bindings", {"accounts": [ACCOUNT]}),
        ("DELETE", f"/portals/nowhere/bindings/{UNKNOWN}", None),
    ):
        assert told(admin.call(method, path, json=body)) == (404, "not_found"), path
    added(admin)
    path = f"/portals/city/bindings/{UNKNOWN}"
    assert told(admin.call("DELETE", path)) == (404, "not_found")
    assert len(world.audited()) == 1
