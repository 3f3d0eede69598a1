"""The catalogue on the desk: products, prices, registrations, templates, tax rates, offers."""

import json
from datetime import date
from typing import Any

import httpx
import pytest

from backend.domain.models import Product
from backend.domain.values.roles import Role
from backend.storage.clock import new_id
from tests.contract.operator.cells import contents
from tests.contract.operator.world import DeskBrowser, DeskWorld

KAV = "Антивирус Касперского"
BULLETIN = "{product}, {start} – {end}, {amount}"
TODAY, TOMORROW = "2026-05-01", "2026-05-02"


@pytest.fixture
def manager(world: DeskWorld) -> DeskBrowser:
    """Somebody who keeps the catalogue."""
    return world.person(Role.MANAGER)


def done(answer: httpx.Response) -> dict[str, Any]:
    """The document of an answer that is no refusal."""
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def code(answer: httpx.Response) -> tuple[int, str]:
    """How it was refused."""
    return answer.status_code, answer.json()["code"]


def template(manager: DeskBrowser, name: str = "monthly", **more: Any) -> dict[str, Any]:
    """Save a version of a template."""
    new = {"code": name, "pattern": "{product}, {month}", "valid_from": "2026-01-01", **more}
    return done(manager.post("/templates", new))


def product(manager: DeskBrowser, name: str = "kav", **more: Any) -> dict[str, Any]:
    """Save a product."""
    return done(manager.post("/products", {"code": name, "title": KAV, **more}))


def billed(manager: DeskBrowser, name: str = "kav", **more: Any) -> dict[str, Any]:
    """A product that billing charges by the template «monthly»."""
    template(manager)
    return product(manager, name, mode="billing", template="monthly", **more)


def listed(answer: httpx.Response) -> list[str]:
    """The codes of a page of products."""
    return [each["code"] for each in done(answer)["products"]]


# ------------------------------------------------------------------ products


def test_a_product_is_saved_and_then_changed(world: DeskWorld, manager: DeskBrowser) -> None:
    made = billed(manager, vat_kind="exempt", reason="новый")

    assert (made["integrator"], made["mode"], made["template"]) == (
        "operator",
        "billing",
        "monthly",
    )
    assert (made["complete"], made["subscribed"], made["prices"]) == (True, False, [])
    assert made["vat"] == {"kind": "taxed", "rate": "22", "note": ""}
    changed = product(manager, title="Антивирус", trial_days=14)
    assert changed == {**made, "title": "Антивирус", "trial_days": 14}
    assert done(manager.get(f"/products/{made['id']}")) == changed
    assert world.audited()[-2:] == [
        ("manager", "save_product", "product operator/kav", "новый"),
        ("manager", "save_product", "product operator/kav", ""),
    ]
    records = "SELECT before, after FROM audit WHERE operation = 'save_product' ORDER BY id"
    (first, _), (before, after) = world.rows(records)
    assert first is None
    assert (before["title"], after["title"], after["trial_days"]) == (KAV, "Антивирус", 14)


def test_products_are_found_page_by_page(world: DeskWorld, manager: DeskBrowser) -> None:
    world.integrator("alpha")
    for name in ("c", "a", "b"):
        product(manager, name, title=f"Продукт {name}")
    product(manager, "d", title="100%_Защита", integrator="alpha")

    first = done(manager.get("/products?limit=3"))
    assert [each["code"] for each in first["products"]] == ["a", "b", "c"]
    second = manager.get(f"/products?limit=3&after={first['next']}")
    assert listed(second) == ["d"]
    assert "next" not in second.json()
    assert listed(manager.get("/products?integrator=alpha")) == ["d"]
    assert listed(manager.get("/products?search=ПРОДУКТ")) == ["a", "b", "c"]
    assert listed(manager.get("/products?search=%25_за")) == ["d"]
    assert listed(manager.get("/products?search=_")) == ["d"]
    assert code(manager.get("/products?integrator=nobody")) == (404, "not_found")
    assert code(manager.get(f"/products?after={new_id()}")) == (404, "not_found")
    for wrong in ("limit=0", "limit=201", "after=x", "search=%00", "integrator=A"):
        assert manager.get(f"/products?{wrong}").status_code == 422, wrong


def test_what_a_charge_brought_in_comes_first_and_is_completed(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    alpha = world.integrator("alpha")
    world.buy(alpha, "office")
    product(manager, "a")

    assert listed(manager.get("/products")) == ["a", "office"]
    page = done(manager.get("/products?incomplete_first=true&limit=1"))
    assert [(each["code"], each["complete"]) for each in page["products"]] == [("office", False)]
    rest = manager.get(f"/products?incomplete_first=true&after={page['next']}")
    assert listed(rest) == ["a"]
    completed = product(manager, "office", integrator="alpha", title="Офис")
    assert (completed["title"], completed["complete"]) == ("Офис", True)
    assert completed["subscribed"] is True


def test_who_charges_is_not_switched_while_somebody_is_subscribed(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    world.buy(world.integrator("alpha"), "office")
    template(manager)
    before = contents(world)

    switch = {
        "integrator": "alpha",
        "code": "office",
        "title": "Офис",
        "mode": "billing",
        "template": "monthly",
    }
    assert code(manager.post("/products", switch)) == (409, "has_subscriptions")

    assert contents(world) == before


def test_a_template_has_to_fit_who_charges(world: DeskWorld, manager: DeskBrowser) -> None:
    made = billed(manager)
    template(manager, "platform", pattern="{product}: {comment}", price_source="platform")
    before = contents(world)

    unfit = {"code": made["code"], "template": "platform"}
    assert code(manager.post("/products", unfit)) == (409, "does_not_fit")
    new = {
        "code": "monthly",
        "pattern": "{comment}",
        "price_source": "platform",
        "valid_from": TOMORROW,
    }
    assert code(manager.post("/templates", new)) == (409, "does_not_fit")
    assert code(manager.post("/products", {**unfit, "template": "none"})) == (404, "not_found")
    assert manager.post("/products", {**unfit, "template": ""}).status_code == 400

    assert contents(world) == before


def test_a_bundle(manager: DeskBrowser) -> None:
    product(manager, "bundle", title="Всё сразу")
    part = product(manager, "part", title="Часть", parent="bundle")
    assert part["parent"] == "bundle"
    assert "parent" not in product(manager, "part", parent="")
    itself = {"code": "part", "parent": "part"}
    assert code(manager.post("/products", itself)) == (400, "invalid_request")
    unknown = {"code": "part", "parent": "x"}
    assert code(manager.post("/products", unknown)) == (404, "not_found")


def test_a_product_is_taken_off_and_put_back(world: DeskWorld, manager: DeskBrowser) -> None:
    path = f"/products/{product(manager)['id']}/archive"

    assert done(manager.post(path, {"reason": "снят"}))["archived_on"] == TODAY
    assert done(manager.post(path, {"on": "2026-12-31"}))["archived_on"] == "2026-12-31"
    assert code(manager.post(path, {"on": "2026-04-30"})) == (409, "already_in_force")
    assert "archived_on" not in done(manager.post(path, {"undo": True}))
    records = "SELECT before, after FROM audit WHERE operation = 'archive_product' ORDER BY id"
    assert world.rows(records)[1] == ({"archived_on": TODAY}, {"archived_on": "2026-12-31"})
    assert len(world.rows(records)) == 3


# ------------------------------------------------------------------ prices and the register


def test_prices_for_new_ones_and_for_those_who_were_there(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    made = billed(manager)
    path = f"/products/{made['id']}/prices"

    first = {"amount": "50.00", "valid_from": "2026-01-01"}
    assert done(manager.post(path, first))["price"] == "50.00"
    later = {"amount": "60", "valid_from": "2026-06-01", "existing_from": "2026-09-01"}
    shown = done(manager.post(path, {**later, "reason": "подорожал"}))
    assert shown["price"] == "50.00"
    assert shown["prices"] == [
        {"amount": "50.00", "valid_from": "2026-01-01", "existing_from": "2026-01-01"},
        {"amount": "60.00", "valid_from": "2026-06-01", "existing_from": "2026-09-01"},
    ]
    assert done(manager.get("/products"))["products"][0]["price"] == "50.00"

    before = contents(world)
    for refused, why in (
        ({"amount": "55.00", "valid_from": TODAY}, "already_in_force"),
        ({"amount": "55.00", "valid_from": "2026-06-01"}, "already_exists"),
        ({"amount": "55.00", "valid_from": "2026-07-01"}, "overlaps"),
    ):
        assert code(manager.post(path, refused)) == (409, why)
    backwards = {**later, "valid_from": "2026-12-01"}
    assert code(manager.post(path, backwards)) == (400, "invalid_request")
    assert contents(world) == before

    replaced = done(manager.post(path, {**later, "amount": "61.00", "replace": True}))
    assert [each["amount"] for each in replaced["prices"]] == ["50.00", "61.00"]
    assert world.audited()[-2] == ("manager", "set_price", "product operator/kav", "подорожал")


def test_the_register_of_software_and_the_tax_of_today(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    path = f"/products/{billed(manager, vat_kind='exempt')['id']}/registrations"

    shown = done(manager.post(path, {"number": "205", "since": "2016-03-18"}))
    assert shown["vat"] == {
        "kind": "exempt",
        "rate": "0",
        "note": "НДС не облагается, подп. 26 п. 2 ст. 149 НК РФ",
    }
    before = contents(world)
    overlapping = {"number": "206", "since": "2026-01-01"}
    assert code(manager.post(path, overlapping)) == (409, "overlaps")
    endless = {"number": "205", "since": "2016-03-18", "last_day": "2016-03-17"}
    assert code(manager.post(path, endless)) == (400, "invalid_request")
    assert contents(world) == before
    ended = {"number": "205", "since": "2016-03-18", "last_day": "2026-04-30"}
    shown = done(manager.post(path, ended))
    assert shown["registrations"] == [ended]
    assert shown["vat"]["kind"] == "taxed"


@pytest.mark.parametrize("act", ["archive", "prices", "registrations"])
def test_a_product_that_there_is_not(manager: DeskBrowser, act: str) -> None:
    bodies = {
        "archive": {},
        "prices": {"amount": "1", "valid_from": TODAY},
        "registrations": {"number": "1", "since": TODAY},
    }
    assert code(manager.post(f"/products/{new_id()}/{act}", bodies[act])) == (404, "not_found")
    assert manager.post(f"/products/x/{act}", bodies[act]).status_code == 422
    assert code(manager.get(f"/products/{new_id()}")) == (404, "not_found")


# ------------------------------------------------------------------ templates


def test_a_template_has_versions(world: DeskWorld, manager: DeskBrowser) -> None:
    billed(manager)
    shown = template(
        manager, pattern=BULLETIN, valid_from="2026-07-01", fixed_amount="99.00", reason="акция"
    )

    assert (shown["code"], shown["products"]) == ("monthly", 1)
    old, new = shown["versions"]
    assert (old["in_force"], old["price_source"], old["rule"]) == (
        True,
        "catalogue",
        "calendar_month",
    )
    assert (new["in_force"], new["price_source"], new["fixed_amount"]) == (False, "fixed", "99.00")
    found = done(manager.get("/templates"))
    assert found["templates"] == [shown]
    assert found["placeholders"]["amount"] == "the charge's sum, «50р.»"
    world.set_day(date(2026, 7, 1))
    present = done(world.script().get("/templates"))["templates"][0]["versions"]
    assert [each["in_force"] for each in present] == [False, True]
    assert world.audited()[-1] == ("manager", "save_template", "template monthly", "акция")


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"valid_from": TODAY}, 409, "already_in_force"),
        ({"valid_from": "2026-04-30"}, 409, "already_in_force"),
        ({"valid_from": "2026-06-01"}, 409, "already_exists"),
        ({"pattern": "{price}"}, 422, "unknown_placeholder"),
        ({"pattern": "{product.__class__}"}, 422, "unknown_placeholder"),
        ({"pattern": "{amount:>10}"}, 422, "unknown_placeholder"),
        ({"pattern": "{}"}, 422, "unknown_placeholder"),
        ({"pattern": "{product"}, 400, "invalid_request"),
        ({"pattern": " "}, 400, "invalid_request"),
        ({"pattern": "{comment}"}, 409, "does_not_fit"),
        ({"pattern": "\n"}, 422, "invalid_fields"),
        ({"pattern": "x" * 501}, 422, "invalid_fields"),
        ({"fixed_amount": "1.00", "price_source": "catalogue"}, 400, "invalid_request"),
        ({"price_source": "fixed"}, 400, "invalid_request"),
        ({"price_source": "platform"}, 409, "does_not_fit"),
        ({"rule": "platform"}, 409, "does_not_fit"),
        ({"days": 0}, 422, "invalid_fields"),
        ({"priority": -1}, 422, "invalid_fields"),
        ({"code": "Monthly"}, 422, "invalid_fields"),
        ({"charge_type": "a b"}, 422, "invalid_fields"),
        ({"vat_source": "mine"}, 422, "invalid_fields"),
    ],
)
def test_a_template_that_could_not_charge_is_refused(
    world: DeskWorld, manager: DeskBrowser, changes: dict[str, Any], status: int, why: str
) -> None:
    billed(manager)
    template(manager, valid_from="2026-06-01")
    before = contents(world)

    new = {"code": "monthly", "pattern": "{product}", "valid_from": "2026-08-01", **changes}
    assert code(manager.post("/templates", new)) == (status, why)

    assert contents(world) == before


def test_the_bulletins_row_before_anything_is_saved(world: DeskWorld, manager: DeskBrowser) -> None:
    before = contents(world)
    draft = {"pattern": BULLETIN, "days": 30}
    example = {"title": KAV, "price": "50.00", "day": "2026-05-01"}

    shown = done(manager.post("/templates/preview", {"draft": draft, "example": example}))

    assert shown == {
        "text": f"{KAV}, 1 мая – 30 мая, 50р.",
        "amount": "50.00",
        "full_price": "50.00",
        "first_day": "2026-05-01",
        "last_day": "2026-05-30",
        "vat_kind": "taxed",
        "vat_rate": "22",
        "vat_amount": "9.02",
        "vat_note": "",
        "charge_type": "software",
        "priority": 100,
    }
    assert contents(world) == before


def test_a_saved_template_with_a_product_of_the_catalogue(manager: DeskBrowser) -> None:
    made = billed(manager, vat_kind="exempt")
    manager.post(f"/products/{made['id']}/registrations", {"number": "1", "since": "2016-01-01"})
    price = {"amount": "50.00", "valid_from": "2026-01-01"}
    done(manager.post(f"/products/{made['id']}/prices", price))
    example: dict[str, Any] = {"product": made["id"], "quantity": 2, "day": "2026-05-17"}

    shown = done(manager.post("/templates/preview", {"code": "monthly", "example": example}))

    assert (shown["text"], shown["amount"], shown["full_price"]) == (
        f"{KAV}, май 2026",
        "48.39",
        "100.00",
    )
    assert (shown["vat_kind"], shown["vat_amount"]) == ("exempt", "0.00")
    assert "подп. 26" in shown["vat_note"]


def test_what_a_platform_would_send(manager: DeskBrowser) -> None:
    draft = {"pattern": "{product}: {comment}, {end}", "price_source": "platform"}
    sent = {"price": "50", "comment": "1 мес.", "day": TODAY, "last_day": "2026-05-30"}

    shown = done(manager.post("/templates/preview", {"draft": draft, "example": sent}))
    assert (shown["text"], shown["last_day"]) == ("Антивирус: 1 мес., 30 мая", "2026-05-30")

    del sent["last_day"]
    lacking = manager.post("/templates/preview", {"draft": draft, "example": sent})
    assert code(lacking) == (409, "template_not_filled")


def test_a_fixed_price_needs_no_other(manager: DeskBrowser) -> None:
    draft = {"pattern": "{amount}", "fixed_amount": "12.50"}
    assert done(manager.post("/templates/preview", {"draft": draft}))["text"] == "12,50р."


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        ({}, 422, "invalid_fields"),
        ({"code": "a", "draft": {"pattern": "x"}}, 422, "invalid_fields"),
        ({"code": "nowhere"}, 404, "not_found"),
        ({"draft": {"pattern": "{product}"}}, 400, "invalid_request"),  # no price
        ({"draft": {"pattern": "{x}"}, "example": {"price": "1"}}, 422, "unknown_placeholder"),
        ({"draft": {"pattern": "x"}, "example": {"quantity": 0}}, 422, "invalid_fields"),
        ({"draft": {"pattern": "x"}, "example": {"price": 1}}, 422, "invalid_fields"),
        (
            {"draft": {"pattern": "x"}, "example": {"price": "1", "day": "2000-01-01"}},
            400,
            "invalid_request",
        ),
        (
            {"draft": {"pattern": "x"}, "example": {"product": str(new_id())}},
            404,
            "not_found",
        ),
    ],
)
def test_an_example_that_makes_no_sense(
    manager: DeskBrowser, body: dict[str, Any], status: int, why: str
) -> None:
    assert code(manager.post("/templates/preview", body)) == (status, why)


def test_the_last_days_of_the_calendar_are_no_trouble(manager: DeskBrowser) -> None:
    draft = {"pattern": BULLETIN, "days": 3660}
    example = {"price": "999999999999.99", "quantity": 1000, "day": "2099-12-31"}
    body = {"draft": draft, "example": example}
    assert manager.post("/templates/preview", body).status_code in (200, 400)


# ------------------------------------------------------------------ tax rates and offers


def test_a_tax_rate_begins_later(world: DeskWorld) -> None:
    admin = world.person(Role.ADMIN)
    known = done(admin.get("/tax-rates"))["rates"]
    assert [each["rate"] for each in known if each["in_force"]] == ["22"]

    new = {"rate": "24.5", "valid_from": "2028-01-01", "reason": "закон"}
    shown = done(admin.post("/tax-rates", new))["rates"]
    assert shown == [*known, {"rate": "24.5", "valid_from": "2028-01-01", "in_force": False}]
    assert world.audited() == [("admin", "set_tax_rate", "tax rate from 2028-01-01", "закон")]

    before = contents(world)
    for changes, refusal in (
        ({}, (409, "already_exists")),
        ({"valid_from": TODAY}, (409, "already_in_force")),
        ({"rate": "100.01", "valid_from": "2029-01-01"}, (400, "invalid_request")),
        ({"rate": "-1", "valid_from": "2029-01-01"}, (422, "invalid_fields")),
        ({"rate": 24, "valid_from": "2029-01-01"}, (422, "invalid_fields")),
        ({"valid_from": "2028-02-30"}, (422, "invalid_fields")),
    ):
        assert code(admin.post("/tax-rates", {**new, **changes})) == refusal
    assert contents(world) == before


def test_offers_are_published_and_read(world: DeskWorld, manager: DeskBrowser) -> None:
    world.integrator("alpha")
    text = "Оферта\r\n" + "я" * 199_000
    shown = done(manager.post("/offers", {"version": "1", "content": text, "reason": "юрист"}))
    assert shown["content"] == text.replace("\r\n", "\n")
    assert (shown["in_force"], shown["characters"]) == (True, 199_007)
    later = {"integrator": "alpha", "version": "1", "content": "…", "valid_from": "2026-06-01"}
    assert done(manager.post("/offers", later))["in_force"] is False

    rows = done(manager.get("/offers"))["offers"]
    assert [(each["integrator"], each["version"], each["in_force"]) for each in rows] == [
        ("operator", "1", True),
        ("alpha", "1", False),
    ]
    assert "content" not in rows[0]
    assert done(manager.get("/offers/operator/1")) == shown
    assert code(manager.get("/offers/operator/2")) == (404, "not_found")
    assert code(manager.get("/offers/nobody/1")) == (404, "not_found")
    assert world.audited()[0] == ("manager", "publish_offer", "offer operator/1", "юрист")
    kept = world.value("SELECT after::text FROM audit ORDER BY id LIMIT 1")
    assert json.loads(kept) == {"valid_from": TODAY, "sha256": shown["sha256"]}


@pytest.mark.parametrize(
    ("changes", "status", "why"),
    [
        ({"version": "1"}, 409, "already_exists"),
        ({"valid_from": "2026-06-01"}, 409, "already_exists"),
        ({"valid_from": "2026-04-30"}, 409, "already_in_force"),
        ({"integrator": "nobody"}, 404, "not_found"),
        ({"content": " \n"}, 400, "invalid_request"),
        ({"content": "x" * 200_001}, 422, "invalid_fields"),
        ({"content": "a\u0000b"}, 422, "invalid_fields"),
        ({"version": "a b"}, 422, "invalid_fields"),
        ({"version": "1\n"}, 422, "invalid_fields"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(
    world: DeskWorld, manager: DeskBrowser, changes: dict[str, Any], status: int, why: str
) -> None:
    new = {"version": "1", "content": "Оферта", "valid_from": "2026-06-01"}
    done(manager.post("/offers", new))
    before = contents(world)
    other = {"version": "2", "content": "Другая", "valid_from": "2026-07-01"}

    assert code(manager.post("/offers", {**other, **changes})) == (status, why)

    assert contents(world) == before


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    "changes",
    [
        {"code": ""},
        {"code": "x" * 201},
        {"code": "a\u0000"},
        {"title": ""},
        {"title": "x" * 201},
        {"mode": "nobody"},
        {"vat_kind": "free"},
        {"vat_note": "a\nb"},
        {"trial_days": -1},
        {"trial_days": 1.5},
        {"end_after_days": 0},
        {"end_after_days": 3661},
        {"catch_up": "never"},
        {"stops_queue": "yes"},
        {"integrator": "A"},
        {"surprise": 1},
    ],
)
def test_a_product_that_is_wrongly_described(
    world: DeskWorld, manager: DeskBrowser, changes: dict[str, Any]
) -> None:
    answer = manager.post("/products", {"code": "kav", "title": KAV, **changes})

    assert code(answer) == (422, "invalid_fields")
    assert world.count("product") == 0
    assert world.audited() == []


def test_a_product_of_nobody_or_without_a_title(world: DeskWorld, manager: DeskBrowser) -> None:
    unknown = {"code": "kav", "title": KAV, "integrator": "nobody"}
    assert code(manager.post("/products", unknown)) == (404, "not_found")
    assert code(manager.post("/products", {"code": "kav"})) == (400, "invalid_request")
    assert world.count("product") == 0


def test_only_an_admin_sets_what_the_law_says(world: DeskWorld, manager: DeskBrowser) -> None:
    new = {"rate": "24", "valid_from": "2028-01-01"}
    assert code(manager.post("/tax-rates", new)) == (403, "not_allowed")
    assert code(world.person(Role.AUDITOR).post("/products", {"code": "a", "title": "a"})) == (
        403,
        "not_allowed",
    )
    cashier = world.person(Role.CASHIER)
    made = product(manager)
    assert listed(cashier.get("/products")) == ["kav"]
    assert code(cashier.get(f"/products/{made['id']}")) == (403, "not_allowed")


def test_the_tables_say_what_was_said(world: DeskWorld, manager: DeskBrowser) -> None:
    made = product(manager, catch_up="park", stops_queue=True, end_after_days=7)
    with world.session() as session:
        row = session.get_one(Product, made["id"])
        assert (row.catch_up, row.stops_queue, row.end_after_days) == ("park", True, 7)
