"""Accounts at the desk: found, opened, changed, promised for, let into the cabinet."""

import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from backend.domain.services.access.sessions import SignIn
from backend.domain.values.roles import Role
from backend.domain.values.status import AccountStatus
from backend.storage.access.desk import AccessDesk
from tests.commands import ACCOUNT
from tests.contract.operator.world import KEY, PASSWORDS, DeskBrowser, DeskWorld


@pytest.fixture
def manager(world: DeskWorld) -> DeskBrowser:
    """Somebody who serves subscribers."""
    return world.person(Role.MANAGER)


def numbers(browser: DeskBrowser, **query: Any) -> list[str]:
    """The numbers that a search finds, page by page."""
    found: list[str] = []
    while True:
        page = browser.get("/accounts", params=query).json()
        found += [account["number"] for account in page["accounts"]]
        if "next" not in page:
            return found
        query["after"] = page["next"]


# ---------------------------------------------------------------- looking


def test_accounts_are_found_by_the_beginning_of_their_number(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    for number in ("000123", "000124", "00_123", "00x123", "Z1", "z1"):
        world.account(number)

    assert numbers(manager, number="0001") == ["000123", "000124"]
    assert numbers(manager, number="00_") == ["00_123"], "no character stands for others"
    assert numbers(manager) == ["000123", "000124", "00_123", "00x123", "1001", "Z1", "z1"]
    assert numbers(manager, limit=2) == numbers(manager)
    assert numbers(manager, number="9") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("иванов", ["1001", "3"]),
        ("ИВАНОВ Д", ["1001"]),
        ("д иван", ["1001"]),
        ("ёлк", ["2"]),
        ("елка", ["2"]),
        ("вано", []),
        ("петров", ["3"]),
        ("'x':* | иванов", []),
        ("o'br", ["4"]),
        ("«»", ["1001", "2", "3", "4"]),
    ],
)
def test_accounts_are_found_by_their_holders_words(
    manager: DeskBrowser, words: str, found: list[str]
) -> None:
    for number, holder in (("2", "ООО «Ёлка»"), ("3", "Иванова-Петрова А."), ("4", "O'Brien")):
        answer = manager.post("/accounts", {"number": number, "holder": holder})
        assert answer.status_code == 200
    assert numbers(manager, holder=words) == found


def test_accounts_are_found_by_their_status(world: DeskWorld, manager: DeskBrowser) -> None:
    for number, status in (("2", AccountStatus.BLOCKED), ("3", AccountStatus.CLOSED)):
        world.account(number)
        world.set_status(status, number)
    assert numbers(manager, status="blocked") == ["2"]
    assert numbers(manager, status="closed") == ["3"], "the staff sees closed ones, too"
    assert numbers(manager, status="active") == ["1001"]


@pytest.mark.parametrize(
    "query",
    [
        {"number": "0 1"},
        {"number": "%"},
        {"number": ""},
        {"holder": "a\x00b"},
        {"holder": "x" * 201},
        {"status": "gone"},
        {"after": "ы"},
        {"limit": "0"},
        {"limit": "201"},
    ],
    ids=repr,
)
def test_searches_that_are_none(manager: DeskBrowser, query: dict[str, str]) -> None:
    answer = manager.get("/accounts", params=query)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")


def test_an_account_in_full(world: DeskWorld, manager: DeskBrowser) -> None:
    world.buy(world.integrator())
    world.subscribe(world.sell("antivirus", 50_00))

    shown = manager.get(f"/accounts/{ACCOUNT}").json()

    assert shown == {
        "number": ACCOUNT,
        "holder": "Иванов Д. И.",
        "status": "active",
        "balance": "449.00",
        "held": "0.00",
        "credit_limit": "0.00",
        "promised": "0.00",
        "available": "449.00",
        "tariffs": [],
        "opened_at": shown["opened_at"],
        "elsewhere": False,
        "has_password": False,
        "subscriptions": {"active": 2},
    }
    assert manager.get("/accounts/404").json()["code"] == "not_found"


# ---------------------------------------------------------------- opening


def test_an_account_is_opened_once(world: DeskWorld, manager: DeskBrowser) -> None:
    new = {
        "number": "000124",
        "holder": "Петрова А. С.",
        "credit_limit": "50.00",
        "tariffs": ["inet-100", "tv"],
    }
    opened = manager.post("/accounts", new).json()
    assert (opened["balance"], opened["available"]) == ("0.00", "50.00")
    assert opened["tariffs"] == ["inet-100", "tv"]

    again = manager.post("/accounts", new)
    assert (again.status_code, again.json()["code"]) == (409, "already_exists")
    assert world.count("account") == 2
    assert world.audited() == [("manager", "open_account", "account 000124", "")]
    (after,) = world.row("SELECT after FROM audit")
    assert after["holder"] == "Петрова А. С."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "0 1"),
        ("number", ""),
        ("number", 124),
        ("number", "1" * 33),
        ("holder", ""),
        ("holder", " "),
        ("holder", "x" * 201),
        ("holder", "a\nb"),
        ("holder", "nul \x00"),
        ("credit_limit", "-1"),
        ("credit_limit", 5),
        ("credit_limit", "1e3"),
        ("tariffs", ["a b"]),
        ("tariffs", [""]),
        ("tariffs", ["x"] * 51),
        ("tariffs", "inet-100"),
        ("balance", "500.00"),
    ],
)
def test_accounts_that_cannot_be(
    world: DeskWorld, manager: DeskBrowser, field: str, value: object
) -> None:
    answer = manager.post("/accounts", {"number": "2", "holder": "Петров", field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert world.count("account") == 1
    assert world.audited() == []


# ---------------------------------------------------------------- changing


def test_an_account_is_changed_in_part(world: DeskWorld, manager: DeskBrowser) -> None:
    path = f"/accounts/{ACCOUNT}"
    blocked = manager.patch(path, {"status": "blocked", "reason": "заявление"}).json()
    assert (blocked["status"], blocked["holder"]) == ("blocked", "Иванов Д. И.")
    changed = manager.patch(
        path, {"holder": "Иванова Д. И.", "tariffs": ["tv"], "reason": "новая фамилия"}
    ).json()
    assert (changed["status"], changed["holder"], changed["tariffs"]) == (
        "blocked",
        "Иванова Д. И.",
        ["tv"],
    )
    assert (
        manager.patch(path, {"credit_limit": "10", "reason": "x"}).json()["available"] == "510.00"
    )

    assert world.audited()[0] == ("manager", "change_account", f"account {ACCOUNT}", "заявление")
    before, after = world.rows("SELECT before, after FROM audit ORDER BY id")[0]
    assert (before["status"], after["status"]) == ("active", "blocked")


@pytest.mark.parametrize(
    "change",
    [
        {"status": "blocked"},
        {"status": "blocked", "reason": ""},
        {"status": "gone", "reason": "x"},
        {"number": "2", "reason": "x"},
        {"balance": "0.00", "reason": "x"},
        {"holder": "a\tb", "reason": "x"},
    ],
    ids=repr,
)
def test_changes_that_cannot_be(
    world: DeskWorld, manager: DeskBrowser, change: dict[str, str]
) -> None:
    answer = manager.patch(f"/accounts/{ACCOUNT}", change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert world.audited() == []


def test_an_unknown_account_is_not_changed(world: DeskWorld, manager: DeskBrowser) -> None:
    for call in (
        manager.patch("/accounts/404", {"status": "blocked", "reason": "x"}),
        manager.post("/accounts/404/promises", {"amount": "1", "reason": "x"}),
        manager.post("/accounts/404/password", {"reason": "x"}),
    ):
        assert (call.status_code, call.json()["code"]) == (404, "not_found")
    assert world.audited() == []


def test_an_account_in_use_is_not_closed(world: DeskWorld, manager: DeskBrowser) -> None:
    close = {"status": "closed", "reason": "договор расторгнут"}
    path = f"/accounts/{ACCOUNT}"
    _, subscription = world.subscribe(world.sell("antivirus", 50_00))
    assert manager.patch(path, close).json()["code"] == "account_in_use"

    world.unsubscribe(subscription, immediately=True)
    platform = world.integrator()
    assert world.one(platform.hold("h", 100)).ok
    assert manager.patch(path, close).json()["code"] == "account_in_use"
    assert world.one(platform.release("h")).ok

    closed = manager.patch(path, close)
    assert (closed.status_code, closed.json()["status"]) == (200, "closed")
    assert closed.json()["balance"] == "450.00", "what it has stays on it"
    assert [row[1] for row in world.audited()] == ["change_account"], "refusals are no deeds"
    reopened = manager.patch(path, {"status": "active", "reason": "передумал"}).json()
    assert (reopened["status"], reopened["available"]) == ("active", "450.00")


# ---------------------------------------------------------------- what may be spent


def waiting(world: DeskWorld) -> str:
    """A subscription that is suspended for lack of money; its id."""
    world.account("2", balance=50_00)
    _, subscription = world.subscribe(world.sell("antivirus", 50_00), account="2")
    world.set_day(world.clock.moment().today + timedelta(days=40))
    world.run()
    assert world.state(subscription) == "suspended"
    return str(subscription)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/accounts/2", {"credit_limit": "500.00", "reason": "x"}),
        ("POST", "/accounts/2/promises", {"amount": "500.00", "reason": "x"}),
        ("POST", "/payments", {"account": "2", "document": "PP-1", "amount": "500.00"}),
    ],
)
def test_money_to_spend_resumes_what_is_suspended(
    world: DeskWorld, method: str, path: str, body: dict[str, str]
) -> None:
    subscription = waiting(world)
    assert world.person(Role.MANAGER).call(method, path, json=body).status_code == 200
    assert world.value("SELECT state FROM subscription WHERE id = :id", id=subscription) == "active"


def test_a_payment_is_promised(world: DeskWorld, manager: DeskBrowser) -> None:
    path = f"/accounts/{ACCOUNT}/promises"
    promised = manager.post(path, {"amount": "100.00", "days": 3, "reason": "звонок"}).json()
    assert (promised["promised"], promised["available"]) == ("100.00", "600.00")
    again = manager.post(path, {"amount": "1.00", "reason": "ещё"})
    assert (again.status_code, again.json()["code"]) == (409, "already_exists")
    world.clock.advance(seconds=3 * 86_400)
    over = world.script().get(f"/accounts/{ACCOUNT}").json()
    assert (over["promised"], over["available"], "promised_until" in over) == (
        "0.00",
        "500.00",
        False,
    )
    assert world.audited() == [("manager", "promise_payment", f"account {ACCOUNT}", "звонок")]


def test_a_promise_beyond_the_rules_is_refused(world: DeskWorld, manager: DeskBrowser) -> None:
    answer = manager.post(
        f"/accounts/{ACCOUNT}/promises", {"amount": "1.00", "days": 31, "reason": "x"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    for wrong in ({"amount": "0"}, {"amount": "1", "days": 0}, {"amount": "1", "days": "3"}):
        answer = manager.post(f"/accounts/{ACCOUNT}/promises", {**wrong, "reason": "x"})
        assert answer.json()["code"] == "invalid_fields"
    assert world.audited() == []


def test_whose_money_is_kept_elsewhere_has_no_credit_here(
    world: DeskWorld, manager: DeskBrowser
) -> None:
    with psycopg.connect(world.url) as owner:
        owner.execute("UPDATE book SET elsewhere = true")
    new = {"number": "2", "holder": "Петров"}
    calls: list[tuple[str, str, dict[str, str]]] = [
        ("POST", "/accounts", {**new, "credit_limit": "1.00"}),
        ("PATCH", "/accounts/2", {"credit_limit": "1.00", "reason": "x"}),
        ("POST", "/accounts/2/promises", {"amount": "1.00", "reason": "x"}),
        ("POST", "/payments", {"account": "2", "document": "PP-1", "amount": "1.00"}),
    ]
    refused = manager.call(*calls[0][:2], json=calls[0][2])
    assert (refused.status_code, refused.json()["code"]) == (409, "kept_elsewhere")
    assert manager.post("/accounts", new).json()["elsewhere"] is True
    for method, path, body in calls[1:]:
        answer = manager.call(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "kept_elsewhere"), path


# ---------------------------------------------------------------- the cabinet


def test_a_password_is_made_shown_once_and_removed(world: DeskWorld, manager: DeskBrowser) -> None:
    path = f"/accounts/{ACCOUNT}/password"
    made = manager.post(path, {"reason": "просьба"})
    password = made.json()["password"]
    assert re.fullmatch(r"[0-9a-z]{4}(-[0-9a-z]{4}){3}", password)
    assert made.headers["cache-control"] == "no-store"
    assert manager.get(f"/accounts/{ACCOUNT}").json()["has_password"] is True
    cabinet = AccessDesk(world._unit, world.clock, KEY, PASSWORDS)
    signed_in = cabinet.sign_in(
        SignIn(number=ACCOUNT, password=password, address="192.0.2.1", agent="tests", mark=None)
    )
    assert cabinet.session(signed_in.token) is not None

    removed = manager.post(path, {"remove": True, "reason": "утечка"}).json()

    assert removed == {"number": ACCOUNT}
    assert cabinet.session(signed_in.token) is None
    assert manager.get(f"/accounts/{ACCOUNT}").json()["has_password"] is False
    assert [row[3] for row in world.audited()] == ["просьба", "утечка"]
    assert password not in str(world.rows("SELECT before, after FROM audit"))
