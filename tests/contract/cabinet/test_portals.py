"""A subscriber decides which portals may act for the account."""

from typing import Any
from uuid import UUID

from tests.contract.cabinet.world import OTHER, OWN, CabinetBrowser, CabinetWorld


def shown(browser: CabinetBrowser) -> list[dict[str, Any]]:
    """What the subscriber sees."""
    found: list[dict[str, Any]] = browser.get("/portals").json()["portals"]
    return found


def answer(browser: CabinetBrowser, binding: UUID, how: str) -> tuple[int, str]:
    """The status, and the state or the code."""
    told = browser.post(f"/portals/{binding}/{how}", {})
    return told.status_code, told.json().get("state") or told.json()["code"]


def test_a_request_says_who_wants_what(world: CabinetWorld) -> None:
    binding = world.asked("city")
    (request,) = shown(world.signed_in())
    assert request["id"] == str(binding)
    assert request["portal"] == "City"
    assert request["scopes"] == ["accounts:read", "invoices:read"]
    assert request["state"] == "pending"
    assert shown(world.signed_in(OTHER)) == []


def test_what_was_accepted_can_be_revoked_and_asked_for_again(world: CabinetWorld) -> None:
    browser, binding = world.signed_in(), world.asked("city")
    assert answer(browser, binding, "accept") == (200, "active")
    assert answer(browser, binding, "accept") == (409, "binding_decided")
    assert answer(browser, binding, "refuse") == (409, "binding_decided")
    assert [each["state"] for each in shown(browser)] == ["active"]
    assert answer(browser, binding, "revoke") == (200, "revoked")
    assert answer(browser, binding, "revoke") == (409, "binding_decided")
    assert shown(browser) == []


def test_what_was_refused_is_gone(world: CabinetWorld) -> None:
    browser, binding = world.signed_in(), world.asked("city")
    assert answer(browser, binding, "refuse") == (200, "refused")
    assert shown(browser) == []


def test_a_request_waits_for_a_week(world: CabinetWorld) -> None:
    binding = world.asked("city")
    world.clock.advance(days=7)
    browser = world.signed_in()
    assert shown(browser) == []
    assert answer(browser, binding, "accept") == (409, "binding_decided")


def test_nobody_decides_for_another(world: CabinetWorld) -> None:
    browser, binding = world.signed_in(OTHER), world.asked("city", OWN)
    for how in ("accept", "refuse", "revoke"):
        assert answer(browser, binding, how) == (404, "not_found")
    assert [each["state"] for each in shown(world.signed_in())] == ["pending"]
