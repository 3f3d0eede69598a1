"""Admins appoint the staff over REST: what is made, what changes at once, who stays."""

import pytest

from backend.domain.values.roles import Role
from tests.contract.operator.test_access import (
    NOT_AUTHENTICATED,
    OTHER,
    WRONG,
    code,
    enrol,
    sign_in,
    told,
)
from tests.contract.operator.world import PASSWORD, DeskBrowser, DeskWorld


@pytest.fixture
def admin(world: DeskWorld) -> DeskBrowser:
    """The one admin there is."""
    return world.person()


def test_somebody_is_appointed_and_comes_in(world: DeskWorld, admin: DeskBrowser) -> None:
    answer = admin.post("/staff", {"name": "anna.petrova", "role": "cashier"})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["name"], made["role"], made["enabled"]) == ("anna.petrova", "cashier", True)
    came = sign_in(world.nobody(), "anna.petrova", password=made["password"])
    assert (came.status_code, came.json()["role"]) == (200, "cashier")

    (_, listed) = admin.get("/staff").json()["staff"]
    assert listed["name"] == "anna.petrova"
    assert listed["seen_at"] == world.clock.now().isoformat().replace("+00:00", "Z")
    assert made["password"] not in admin.get("/staff").text
    stored = world.value("SELECT password_hash FROM staff WHERE name = 'anna.petrova'")
    assert made["password"] not in stored


@pytest.mark.parametrize(
    ("document", "status", "refusal"),
    [
        ({"name": "admin", "role": "cashier"}, 409, "already_exists"),
        ({"name": "operator", "role": "cashier"}, 400, "invalid_request"),
        ({"name": "console", "role": "cashier"}, 400, "invalid_request"),
        ({"name": "Anna", "role": "cashier"}, 422, "invalid_fields"),
        ({"name": "анна", "role": "cashier"}, 422, "invalid_fields"),
        ({"name": "a", "role": "cashier"}, 422, "invalid_fields"),
        ({"name": "anna\n", "role": "cashier"}, 422, "invalid_fields"),
        ({"name": "anna", "role": "owner"}, 422, "invalid_fields"),
        ({"name": "anna"}, 422, "invalid_fields"),
        ({"name": "anna", "role": "cashier", "password": PASSWORD}, 422, "invalid_fields"),
    ],
)
def test_who_cannot_be_appointed(
    world: DeskWorld, admin: DeskBrowser, document: object, status: int, refusal: str
) -> None:
    assert told(admin.post("/staff", document)) == (status, refusal)
    assert world.count("staff") == 1
    assert world.audited() == []


def test_another_role_is_true_for_the_very_next_request(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    manager = world.person(Role.MANAGER, "anna")
    assert manager.get("/runs").status_code == 200
    changed = admin.patch("/staff/anna", {"role": "cashier"})
    assert (changed.status_code, changed.json()["role"]) == (200, "cashier")
    assert told(manager.get("/runs")) == NOT_AUTHENTICATED, "the session has ended"
    again = world.nobody()
    assert sign_in(again, "anna").status_code == 200
    assert told(again.get("/runs")) == (403, "not_allowed")


def test_who_is_switched_off_is_out_at_once_and_stays_out(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    anna = world.person(Role.MANAGER, "anna")
    assert admin.patch("/staff/anna", {"enabled": False}).json()["enabled"] is False
    assert told(anna.get("/session")) == NOT_AUTHENTICATED
    assert told(sign_in(world.nobody(), "anna")) == NOT_AUTHENTICATED
    assert admin.patch("/staff/anna", {"enabled": True}).json()["enabled"] is True
    assert told(anna.get("/session")) == NOT_AUTHENTICATED, "no old session comes back"
    assert sign_in(world.nobody(), "anna").status_code == 200


def test_what_stays_as_it_is_ends_nothing(world: DeskWorld, admin: DeskBrowser) -> None:
    anna = world.person(Role.MANAGER, "anna")
    assert admin.patch("/staff/anna", {"role": "manager"}).status_code == 200
    assert admin.patch("/staff/anna", {}).status_code == 200
    assert anna.get("/session").status_code == 200


@pytest.mark.parametrize("change", [{"enabled": False}, {"role": "manager"}])
def test_the_last_admin_stays(
    world: DeskWorld, admin: DeskBrowser, change: dict[str, object]
) -> None:
    world.person(Role.MANAGER, "anna")
    assert told(admin.patch("/staff/admin", change)) == (403, "not_allowed")
    admin.patch("/staff/anna", {"role": "admin"})
    admin.patch("/staff/anna", {"enabled": False})
    assert told(admin.patch("/staff/admin", change)) == (403, "not_allowed"), "one switched off"
    admin.patch("/staff/anna", {"enabled": True})
    assert admin.patch("/staff/admin", change).status_code == 200
    assert told(admin.get("/staff")) == NOT_AUTHENTICATED


def test_a_reset_ends_everything_that_was(world: DeskWorld, admin: DeskBrowser) -> None:
    world.person(Role.MANAGER, "anna")
    anna = world.nobody()
    sign_in(anna, "anna")
    enrol(world, anna)
    stranger = world.nobody()
    while sign_in(stranger, "anna", password=WRONG).status_code == 401:
        pass

    made = admin.post("/staff/anna/password", {}).json()

    assert (made["name"], made["has_totp"]) == ("anna", False)
    assert told(anna.get("/session")) == NOT_AUTHENTICATED
    assert told(sign_in(world.nobody(), "anna")) == NOT_AUTHENTICATED, "the old password"
    assert sign_in(world.nobody(), "anna", password=made["password"]).status_code == 200


def test_who_resets_ones_own_password_is_out_too(world: DeskWorld, admin: DeskBrowser) -> None:
    made = admin.post("/staff/admin/password", {}).json()
    assert told(admin.get("/session")) == NOT_AUTHENTICATED
    assert sign_in(world.nobody(), password=made["password"]).status_code == 200


def test_a_change_while_the_second_factor_is_set_up_is_not_undone(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    """A reset forgets the secret that was begun, so that it cannot be confirmed afterwards."""
    world.person(Role.MANAGER, "anna")
    anna = world.nobody()
    sign_in(anna, "anna")
    anna.post("/totp", {"password": PASSWORD})
    made = admin.post("/staff/anna/password", {}).json()
    again = world.nobody()
    sign_in(again, "anna", password=made["password"])
    assert told(again.post("/totp/confirmation", {"code": "000000"})) == (404, "not_found")


@pytest.mark.parametrize("name", ["nobody", "nobody.at.all"])
def test_nobody_of_this_name(admin: DeskBrowser, name: str) -> None:
    assert told(admin.patch(f"/staff/{name}", {"enabled": False})) == (404, "not_found")
    assert told(admin.post(f"/staff/{name}/password", {})) == (404, "not_found")


@pytest.mark.parametrize("name", ["Admin", "%00", "a", "x" * 33, "a%20b"])
def test_what_cannot_be_a_name(admin: DeskBrowser, name: str) -> None:
    assert told(admin.patch(f"/staff/{name}", {"enabled": False})) == (422, "invalid_fields")


@pytest.mark.parametrize(
    "document", [{"enabled": "no"}, {"enabled": 0}, {"role": "owner"}, {"name": "anna"}, []]
)
def test_a_change_that_is_none(admin: DeskBrowser, document: object) -> None:
    assert told(admin.patch("/staff/admin", document)) == (422, "invalid_fields")


def test_it_is_recorded_who_did_what_to_whom(world: DeskWorld, admin: DeskBrowser) -> None:
    admin.post("/staff", {"name": "anna", "role": "cashier"})
    admin.patch("/staff/anna", {"role": "manager"})
    world.script().post("/staff/anna/password", {})
    rows = world.rows("SELECT actor, operation, subject, before, after FROM audit ORDER BY id")
    cashier = {"role": "cashier", "enabled": True, "has_totp": False}
    manager = {**cashier, "role": "manager"}
    assert rows == [
        ("admin", "add_member", "member anna", None, cashier),
        ("admin", "change_member", "member anna", cashier, manager),
        ("operator", "reset_password", "member anna", manager, manager),
    ]


def test_a_code_of_a_reset_authenticator_is_not_asked_for(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    world.person(Role.MANAGER, "anna")
    anna = world.nobody()
    sign_in(anna, "anna")
    secret = enrol(world, anna)
    made = admin.post("/staff/anna/password", {}).json()
    given = {"password": made["password"], "code": code(world, secret)}
    assert sign_in(world.nobody(), "anna", **given).status_code == 200
    assert told(sign_in(world.nobody(), "anna", password=OTHER)) == NOT_AUTHENTICATED
