"""Every operation × (own account, another's, nobody signed in, another site's page)."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from backend.api.cabinet.app import openapi_document
from backend.domain.values.recurrence import PeriodRule
from tests.contract.cabinet.world import OTHER, OWN, PASSWORD, CabinetBrowser, CabinetWorld

DOCUMENT: dict[str, Any] = json.loads(openapi_document())
OPERATIONS = sorted(
    (method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods
)
SIGN_IN = ("POST", "/session")
UNSUBSCRIBE = {"act": "unsubscribe"}


@dataclass(frozen=True)
class Cell:
    """How an operation is called, and what its owner is answered.

    ``names``: whose thing the address names, if it names one; it is another's that is then tried.
    """

    body: dict[str, Any] | None = None
    own: int = 200
    names: str | None = None
    key: bool = False
    values: dict[str, str] = field(default_factory=dict)


CELLS = {
    SIGN_IN: Cell({"account": OWN, "password": PASSWORD}),
    ("GET", "/session"): Cell(),
    ("DELETE", "/session"): Cell(own=204),
    ("DELETE", "/sessions"): Cell(own=204),
    ("POST", "/password"): Cell({"current": PASSWORD, "new": "another-long-secret"}, own=204),
    ("GET", "/profile"): Cell(),
    ("GET", "/summary"): Cell(),
    ("GET", "/catalogue"): Cell(),
    ("GET", "/subscriptions"): Cell(),
    ("GET", "/subscriptions/{id}"): Cell(names="subscription"),
    ("GET", "/subscriptions/{id}/activation"): Cell(names="subscription"),
    ("POST", "/previews"): Cell({"product_id": "{product}"}),
    ("POST", "/subscriptions"): Cell(
        {"product_id": "{product}", "offer_version": "2026-05", "offer_hash": "{offer}"}, key=True
    ),
    ("POST", "/subscriptions/{id}/previews"): Cell(UNSUBSCRIBE, names="subscription"),
    ("POST", "/subscriptions/{id}/acts"): Cell(UNSUBSCRIBE, names="subscription", key=True),
    ("POST", "/storefronts/{code}/link"): Cell({}, values={"code": "alpha"}),
    ("GET", "/movements"): Cell(),
    ("GET", "/months"): Cell(),
    ("GET", "/invoices"): Cell(),
    ("GET", "/invoices/{id}"): Cell(names="invoice"),
    ("GET", "/invoices/{id}/document.pdf"): Cell(names="invoice"),
    ("GET", "/notice-settings"): Cell(),
    ("PATCH", "/notice-settings"): Cell({"language": "en"}),
    ("GET", "/notices"): Cell(),
    ("GET", "/drafts/{month}"): Cell(values={"month": "2026-05"}),
    ("GET", "/drafts/{month}/document.pdf"): Cell(values={"month": "2026-05"}),
    ("GET", "/portals"): Cell(),
    ("POST", "/portals/{id}/accept"): Cell(names="wanted"),
    ("POST", "/portals/{id}/refuse"): Cell(names="unwanted"),
    ("POST", "/portals/{id}/revoke"): Cell(names="granted"),
    ("GET", "/forecast"): Cell(),
    ("GET", "/advance-invoices"): Cell(),
    ("GET", "/advance-invoices/{id}"): Cell(names="advance"),
    ("GET", "/advance-invoices/{id}/document.pdf"): Cell(names="advance"),
}
ASKED_BY_SESSION = sorted(CELLS.keys() - {SIGN_IN})
NAMING = sorted(operation for operation, cell in CELLS.items() if cell.names)
CHANGING = sorted(operation for operation in CELLS if operation[0] != "GET")


class House:
    """A world in which both accounts have one of everything."""

    def __init__(self, world: CabinetWorld) -> None:
        self.world = world
        world.publish_offer()
        platform = world.connect(storefront_url="https://shop.example/")
        self.known = {"product": str(world.sell("kav", 5_00))}
        offer = world.signed_in().post("/previews", {"product_id": self.known["product"]})
        self.known["offer"] = offer.json()["offer"]["hash"]
        self.things = {number: self._things(platform, number) for number in (OWN, OTHER)}
        self._ask_in_advance()
        self._ask_for_access()

    def _things(self, platform: Any, number: str) -> dict[str, str]:
        subscription = self.world.bought(platform, number)
        row = self.world.invoice_of(number)
        self.world.bought(platform, number, product="another")
        return {"subscription": str(subscription), "invoice": str(row)}

    def _ask_in_advance(self) -> None:
        """Give both an advance invoice for June."""
        product = self.world.sell("router", 1_00, rule=PeriodRule.CALENDAR_MONTH)
        for number in self.things:
            self.world.pay(1_00, number)
            self.world.subscribe(product, account=number)
        self.world.set_day(date(2026, 5, 28))
        self.world.forecasts.work()
        for number, things in self.things.items():
            query = """
                SELECT i.id FROM advance_invoice i JOIN account a ON a.id = i.account_id
                WHERE a.number = :number
            """
            things["advance"] = str(self.world.value(query, number=number))

    def _ask_for_access(self) -> None:
        for number, things in self.things.items():
            for name in ("wanted", "unwanted", "granted"):
                code = f"{name}-{number}"
                binding = self.world.asked(code, number, accepted=name == "granted")
                things[name] = str(binding)

    def call(
        self,
        browser: CabinetBrowser,
        operation: tuple[str, str],
        *,
        whose: str = OWN,
        thing: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """Call an operation as its cell says, on a thing of somebody's."""
        method, path = operation
        cell = CELLS[operation]
        values = dict(cell.values)
        if cell.names:
            values["id"] = thing or self.things[whose][cell.names]
        request: dict[str, Any] = {"headers": dict(headers or {})}
        if cell.body is not None:
            request["json"] = {
                name: content.format(**self.known) for name, content in cell.body.items()
            }
        if cell.key:
            request["headers"].setdefault("Idempotency-Key", f"key-{uuid4()}")
        return browser.call(method, path.format(**values), **request)


@pytest.fixture
def house(world: CabinetWorld) -> House:
    """Everything that the operations may ask for."""
    return House(world)


def test_every_operation_has_its_cells() -> None:
    assert sorted(CELLS) == OPERATIONS


def test_own(house: House) -> None:
    for operation in sorted(CELLS):
        answer = house.call(house.world.signed_in(), operation)
        assert answer.status_code == CELLS[operation].own, (operation, answer.text)
        house.world.access.set_password(OWN, PASSWORD)


def test_anothers_thing_is_answered_as_one_that_does_not_exist(house: House) -> None:
    browser = house.world.signed_in(OWN)
    before = house.world.everything()
    for operation in NAMING:
        foreign = house.call(browser, operation, whose=OTHER)
        nothing = house.call(browser, operation, thing=str(uuid4()))
        assert foreign.status_code == nothing.status_code == 404, operation
        assert _told(foreign) == _told(nothing), operation
    assert house.world.everything() == before


def test_nobody_is_told_nothing(house: House) -> None:
    before = house.world.everything()
    for operation in ASKED_BY_SESSION:
        answer = house.call(house.world.browser(), operation)
        assert answer.status_code == 401, operation
        assert answer.json()["code"] == "not_authenticated"
        assert not answer.headers["www-authenticate"].lower().startswith("basic")
    assert house.world.everything() == before


def test_another_sites_page_cannot_act(house: House) -> None:
    before = house.world.everything()
    browser = house.world.signed_in()
    for operation in CHANGING:
        for headers in (
            {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
            {"Origin": "null", "Sec-Fetch-Site": ""},
            {"Origin": "", "Sec-Fetch-Site": "same-site"},
        ):
            answer = house.call(browser, operation, headers=headers)
            assert answer.status_code == 403, (operation, headers)
            assert answer.json()["code"] == "not_allowed"
    assert house.world.everything() == before


def test_an_act_without_its_sessions_token_is_refused(house: House) -> None:
    browser, other = house.world.signed_in(), house.world.signed_in()
    for operation in set(CHANGING) - {SIGN_IN}:
        for token in ("", "0" * 64, other.csrf):
            sent = {"X-CSRF-Token": token}
            browser.csrf = ""
            answer = house.call(browser, operation, headers=sent)
            assert answer.status_code == 403, (operation, token)


def _told(answer: Any) -> dict[str, Any]:
    document: dict[str, Any] = answer.json()
    del document["correlation_id"]
    return document
