"""Platforms on the desk: connected, changed, given secrets; all of it at once in every process."""

import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, LiteralString

import httpx
import psycopg
import pytest
import structlog

from backend.domain.errors import NotAuthenticated
from backend.domain.services.access.authenticate import authenticate
from backend.domain.values.roles import Role
from backend.storage.integrators import PostgresIntegratorDirectory
from backend.telemetry import logs
from tests.contract.operator.cells import contents
from tests.contract.operator.world import HOST, DeskBrowser, DeskWorld

SHOP = {
    "url": "https://shop.example/in",
    "catalogue_url": "https://shop.example/xml",
    "instructions_url": "https://shop.example/told",
}
NEW = {"code": "softshop", "title": "Магазин программ", "dialect": "native"}


@pytest.fixture
def admin(world: DeskWorld) -> DeskBrowser:
    """Somebody who may connect platforms."""
    return world.person(Role.ADMIN)


@pytest.fixture
def directories(world: DeskWorld) -> Iterator[list[PostgresIntegratorDirectory]]:
    """What two other processes know."""
    made = [PostgresIntegratorDirectory(world.engine) for _ in range(2)]
    yield made
    for each in made:
        each.close()


def execute(world: DeskWorld, statement: LiteralString) -> None:
    """What somebody has done by hand."""
    with psycopg.connect(world.url) as owner:
        owner.execute(statement)


def add(admin: DeskBrowser, **more: Any) -> dict[str, Any]:
    """Connect a platform."""
    answer = admin.post("/integrators", {**NEW, **more})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def escaped(admin: DeskBrowser, method: str, path: str, document: object) -> httpx.Response:
    """Send a document that UTF-8 could not write."""
    headers = {"Content-Type": "application/json"}
    return admin.call(method, path, content=json.dumps(document), headers=headers)


def admits(world: DeskWorld, secret: str, code: str = "softshop") -> bool:
    """Whether a call with this secret is admitted now."""
    world.directory.refresh()
    try:
        authenticate(world.directory.find(code), code, secret, "192.0.2.9", world.clock.now())
    except NotAuthenticated:
        return False
    return True


def until(done: Callable[[], bool]) -> None:
    """Wait for what a process is about to notice."""
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_the_dialects_say_what_can_be_renamed(admin: DeskBrowser) -> None:
    found = {each["name"]: each for each in admin.get("/dialects").json()["dialects"]}

    assert list(found) == ["native", "relans", "rentsoft"]
    rentsoft = found["rentsoft"]
    assert rentsoft["codes"]["not_enough_money"] == "USER_NO_MONEY"
    assert rentsoft["states"]["active"] == "active"
    charge = next(each for each in rentsoft["operations"] if each["action"] == "charge")
    assert (charge["wire"], charge["items"]) == ("charge", True)
    assert charge["request"][0] == {
        "name": "account",
        "wire": "uuid",
        "kind": "account",
        "required": True,
        "fields": [],
    }
    history = next(o for o in found["native"]["operations"] if o["action"] == "subscriptions")
    (inner,) = (each for each in history["response"] if each["fields"])
    assert "paid_through" in [each["name"] for each in inner["fields"]]


def test_a_platform_is_connected_and_its_secret_shown_once(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    made = add(
        admin,
        storefront=SHOP,
        networks=["192.0.2.0/24"],
        max_charge="1000.00",
        wire={"codes": {"ok": "FINE"}},
        reason="договор 17",
    )

    shown = made["integrator"]
    assert (shown["code"], shown["enabled"], shown["max_charge"]) == ("softshop", True, "1000.00")
    assert shown["soap"] == f"https://{HOST}/soap/softshop"
    assert shown["wire"] == {"codes": {"ok": "FINE"}}
    assert shown["storefront"] == {
        "paths": ["/"],
        "form": "native",
        "weak": False,
        "has_secret": False,
        "frame": True,
        **SHOP,
    }
    assert made["verification_key"] == world.platforms.links.verification_key("softshop")
    assert admits(world, made["secret"])
    assert admin.get("/integrators/softshop").json() == shown
    assert admin.get("/integrators").json() == {"integrators": [shown]}
    assert world.audited() == [("admin", "add_integrator", "integrator softshop", "договор 17")]


def test_the_same_code_again_is_refused(world: DeskWorld, admin: DeskBrowser) -> None:
    secret = add(admin)["secret"]

    again = admin.post("/integrators", {**NEW, "title": "Другой"})

    assert (again.status_code, again.json()["code"]) == (409, "already_exists")
    assert admits(world, secret)
    assert len(world.audited()) == 1


BAD: dict[str, dict[str, Any]] = {
    "a dialect that there is not": {"dialect": "esperanto"},
    "a key of the storefront that is misspelt": {"wire": {"storefront_ulr": "https://a.example"}},
    "a setting that there is not": {"wire": {"namespaces": "urn:x"}},
    "two results with one name": {
        "wire": {"operations": {"charge": {"request": {"account": "a", "amount": "a"}}}}
    },
    "a required field left out": {
        "wire": {"operations": {"charge": {"request": {"account": None}}}}
    },
    "a word that XML cannot write": {"wire": {"codes": {"ok": "\u0000"}}},
    "another word that XML cannot write": {"wire": {"codes": {"ok": "\ufffe"}}},
    "a wire of something else": {"wire": {"codes": [1]}},
    "half a character": {"wire": {"service": "\ud800"}},
    "half a name": {"wire": {"\ud800": "x"}},
    "half a name deeper": {"wire": {"operations": {"charge": {"request": {"\ud800": "x"}}}}},
    "an address that is none": {"storefront": {"url": "javascript:alert(1)"}},
    "a password in an address": {"storefront": {"url": "https://a:b@shop.example/"}},
    "an address with a query": {"storefront": {"url": "https://shop.example/?a=1"}},
    "a catalogue with a fragment": {"storefront": {"catalogue_url": "https://shop.example/#a"}},
    "instructions to a file": {"storefront": {"instructions_url": "file:///etc/passwd"}},
    "a path with a blank": {"storefront": {"paths": ["/a b"]}},
    "no path at all": {"storefront": {"paths": []}},
    "velvica without its secret": {"storefront": {**SHOP, "form": "velvica"}},
    "a field that there is not": {"storefront": {"ulr": "https://shop.example/"}},
    "a form that there is not": {"storefront": {"form": "rot13"}},
    "a network that is none": {"networks": ["192.0.2.300"]},
    "a network with host bits": {"networks": ["192.0.2.1/24"]},
    "a limit of nothing": {"max_charge": "0.00"},
    "a limit below zero": {"max_daily": "-1.00"},
    "a batch of nothing": {"batch_limit": 0},
    "a batch too large": {"batch_limit": 10_001},
    "no calls at all": {"calls_per_second": 0},
    "a title of blanks": {"title": "  "},
    "a code with capitals": {"code": "SoftShop"},
    "a policy that there is not": {"refusals": "forget"},
    "a switch that is a word": {"test_mode": "yes"},
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_work_is_refused_and_nothing_kept(
    world: DeskWorld, admin: DeskBrowser, name: str
) -> None:
    before = contents(world)

    answer = escaped(admin, "POST", "/integrators", {**NEW, **BAD[name]})

    assert answer.status_code in (400, 422), answer.text
    assert contents(world) == before


@pytest.mark.parametrize("name", [name for name in BAD if "code" not in BAD[name]])
def test_what_cannot_work_cannot_be_changed_to(
    world: DeskWorld, admin: DeskBrowser, name: str
) -> None:
    add(admin, storefront=SHOP, wire={"codes": {"ok": "FINE"}})
    before = contents(world)

    answer = escaped(admin, "PATCH", "/integrators/softshop", BAD[name])

    assert answer.status_code in (400, 422), answer.text
    assert contents(world) == before


def test_a_misspelt_key_is_told_of(admin: DeskBrowser) -> None:
    answer = admin.post("/integrators", {**NEW, **BAD["a key of the storefront that is misspelt"]})
    assert answer.json()["code"] == "invalid_request"
    assert "storefront_url" in answer.json()["detail"]
    assert "ulr" not in answer.json()["detail"]


def test_what_is_left_out_of_a_change_stays(world: DeskWorld, admin: DeskBrowser) -> None:
    made = add(
        admin,
        storefront=SHOP,
        wire={"codes": {"ok": "FINE"}},
        max_charge="10.00",
        networks=["192.0.2.0/24"],
    )["integrator"]

    changed = admin.patch(
        "/integrators/softshop",
        {"title": "Иначе", "enabled": False, "max_charge": None, "reason": "спор"},
    )

    expected = {**made, "title": "Иначе", "enabled": False, "version": made["version"] + 1}
    del expected["max_charge"]
    assert changed.json() == expected
    recorded = "SELECT before, after FROM audit WHERE operation = 'change_integrator'"
    assert world.rows(recorded) == [
        (
            {"title": "Магазин программ", "enabled": True, "max_charge": 1000},
            {"title": "Иначе", "enabled": False, "max_charge": None},
        )
    ]


def test_nothing_can_be_changed_to_nothing_but_a_limit(admin: DeskBrowser) -> None:
    add(admin)
    for name in ("title", "dialect", "enabled", "wire", "storefront", "networks", "journal"):
        answer = admin.patch("/integrators/softshop", {name: None})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields"), name


def test_the_wire_and_the_storefront_side_change_apart(admin: DeskBrowser) -> None:
    add(admin, storefront=SHOP, wire={"codes": {"ok": "FINE"}})

    shown = admin.patch("/integrators/softshop", {"wire": {"service": "Billing"}}).json()
    assert shown["wire"] == {"service": "Billing"}
    assert shown["storefront"]["url"] == SHOP["url"]

    changes = {"url": None, "frame": False, "paths": ["/", "/kav"]}
    shown = admin.patch("/integrators/softshop", {"storefront": changes}).json()
    assert shown["wire"] == {"service": "Billing"}
    assert "url" not in shown["storefront"]
    assert (shown["storefront"]["frame"], shown["storefront"]["paths"]) == (False, ["/", "/kav"])
    assert shown["storefront"]["catalogue_url"] == SHOP["catalogue_url"]


def test_a_platform_can_be_switched_off_whatever_was_written_once(
    world: DeskWorld, admin: DeskBrowser
) -> None:
    add(admin)
    execute(world, "UPDATE integrator SET wire = '{\"storefront_ulr\": 1}' WHERE id > 0")

    assert admin.patch("/integrators/softshop", {"enabled": False}).json()["enabled"] is False
    assert admin.get("/integrators/softshop").json()["wire"] == {"storefront_ulr": 1}
    assert admin.patch("/integrators/softshop", {"storefront": SHOP}).status_code == 400
    mended = admin.patch("/integrators/softshop", {"wire": {}, "storefront": SHOP})
    assert mended.json()["wire"] == {}


def test_a_change_is_in_force_in_every_process(
    world: DeskWorld, admin: DeskBrowser, directories: list[PostgresIntegratorDirectory]
) -> None:
    def known(name: str) -> set[Any]:
        return {getattr(each.find("softshop"), name, None) for each in directories}

    secret = add(admin)["secret"]
    until(lambda: known("enabled") == {True})
    admin.patch("/integrators/softshop", {"enabled": False, "dialect": "relans"})
    until(lambda: known("enabled") == {False} and known("dialect") == {"relans"})
    assert not admits(world, secret)


def test_a_new_secret_leaves_the_old_one_a_week(world: DeskWorld, admin: DeskBrowser) -> None:
    first = add(admin)["secret"]

    second = admin.post("/integrators/softshop/secret", {"reason": "утечка"}).json()

    assert [admits(world, each) for each in (first, second["secret"])] == [True, True]
    newest, old = second["integrator"]["secrets"]
    assert "expires_at" not in newest
    assert "expires_at" in old
    assert world.audited()[-1] == ("admin", "rotate_secret", "integrator softshop", "утечка")
    world.clock.advance(seconds=timedelta(days=7, seconds=1).total_seconds())
    assert [admits(world, each) for each in (first, second["secret"])] == [False, True]
    assert len(world.person(Role.AUDITOR).get("/integrators/softshop").json()["secrets"]) == 1


def test_a_platform_may_insist_on_its_own_secret(world: DeskWorld, admin: DeskBrowser) -> None:
    add(admin)
    own = "its own secret-1234567890"

    assert admin.post("/integrators/softshop/secret", {"secret": "short"}).status_code == 422
    assert admin.post("/integrators/softshop/secret", {"secret": own}).status_code == 422
    answer = admin.post("/integrators/softshop/secret", {"secret": own.replace(" ", "-")})

    assert "secret" not in answer.json()
    assert admits(world, own.replace(" ", "-"))


@pytest.mark.parametrize("code", ["operator", "nobody"])
def test_the_operator_itself_is_no_platform(admin: DeskBrowser, code: str) -> None:
    answers = [
        admin.get(f"/integrators/{code}"),
        admin.patch(f"/integrators/{code}", {"enabled": True}),
        admin.post(f"/integrators/{code}/secret"),
        admin.post(f"/integrators/{code}/test", {"wait_seconds": 0}),
    ]
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "not_found")] * 4


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What a server logs; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    stream = io.StringIO()
    logs.configure(form="text", level="debug", stream=stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configured)


def test_a_database_that_fails_tells_no_secret_to_the_log(
    world: DeskWorld, admin: DeskBrowser, logged: io.StringIO
) -> None:
    made = add(admin)
    execute(
        world,
        "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'boom'; END $$;"
        "CREATE TRIGGER boom BEFORE INSERT OR UPDATE ON integrator"
        " FOR EACH ROW EXECUTE FUNCTION boom()",
    )
    velvica = {**SHOP, "form": "velvica", "secret": "canary-shared-3f9a"}

    answers = [
        admin.post("/integrators", {**NEW, "code": "other", "storefront": velvica}),
        admin.patch("/integrators/softshop", {"storefront": velvica}),
        admin.post("/integrators/softshop/secret", {"secret": "canary-own-secret-of-its"}),
    ]

    assert [each.status_code for each in answers] == [500] * 3
    assert logged.getvalue().count("boom") >= 3
    assert "canary" not in logged.getvalue() + "".join(each.text for each in answers)
    assert made["secret"] not in logged.getvalue()
    execute(world, "DROP TRIGGER boom ON integrator")
    assert admin.patch("/integrators/softshop", {"storefront": velvica}).status_code == 200


def test_secrets_are_nowhere_but_in_the_one_answer(
    world: DeskWorld, admin: DeskBrowser, capfd: pytest.CaptureFixture[str]
) -> None:
    shared, other = "canary-shared-3f9a", "canary-shared-77b1"
    velvica = {**SHOP, "form": "velvica", "secret": shared}
    made = add(admin, storefront=velvica)
    rotated = admin.post("/integrators/softshop/secret").json()
    own = "canary-own-secret-of-the-platform"
    told = [admin.post("/integrators/softshop/secret", {"secret": own})]
    canaries = [shared, other, own, made["secret"], rotated["secret"], made["verification_key"]]

    told += [
        admin.patch("/integrators/softshop", {"storefront": {"secret": other}}),
        admin.patch("/integrators/softshop", {"storefront": {"secret": None}}),  # refused
        admin.get("/integrators"),
        admin.get("/integrators/softshop"),
        admin.post("/integrators/softshop/test", {"wait_seconds": 0}),
        admin.post("/integrators", {**NEW, "storefront": velvica}),
    ]

    assert made["integrator"]["storefront"]["has_secret"] is True
    assert told[1].json()["storefront"]["weak"] is True
    said = capfd.readouterr()
    kept = world.rows("SELECT audit::text FROM audit")
    answered = "".join(each.text for each in told[1:])
    for canary in canaries:
        assert canary not in answered + said.out + said.err + str(kept)
    assert own not in told[0].text
    changed = "SELECT before, after FROM audit WHERE operation = 'change_integrator'"
    assert world.rows(changed) == [
        ({"storefront_secret": "given"}, {"storefront_secret": "another one"})
    ]
