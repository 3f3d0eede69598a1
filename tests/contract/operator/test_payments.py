"""Payments at the desk: recorded once per document, listed."""

import pytest

from backend.domain.values.roles import Role
from backend.domain.values.status import AccountStatus
from tests.commands import ACCOUNT
from tests.contract.operator.world import DeskBrowser, DeskWorld

PAYMENT = {"account": ACCOUNT, "document": "PP-1017", "amount": "100.50", "text": "касса"}


@pytest.fixture
def cashier(world: DeskWorld) -> DeskBrowser:
    """Somebody who takes payments."""
    return world.person(Role.CASHIER)


def test_a_document_counts_once(world: DeskWorld, cashier: DeskBrowser) -> None:
    first = cashier.post("/payments", PAYMENT).json()
    assert (first["code"], first["available"], first["replayed"]) == ("ok", "600.50", False)
    again = cashier.post("/payments", PAYMENT).json()
    assert again == {**first, "replayed": True}

    other = cashier.post("/payments", {**PAYMENT, "amount": "100.51"})
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert other.json()["operation"]["document"] == "PP-1017"
    assert world.balance() == 600_50
    assert world.audited() == [("cashier", "record_payment", "payment PP-1017", "касса")] * 3
    assert world.value("SELECT door FROM operation WHERE external_id = 'PP-1017'") == "rest"


def test_who_may_be_paid_to(world: DeskWorld, cashier: DeskBrowser) -> None:
    unknown = cashier.post("/payments", {**PAYMENT, "account": "404"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_account")
    world.set_status(AccountStatus.BLOCKED)
    assert cashier.post("/payments", PAYMENT).status_code == 200, "it gets unblocked by paying"
    world.set_status(AccountStatus.CLOSED)
    closed = cashier.post("/payments", {**PAYMENT, "document": "PP-2"})
    assert closed.json()["code"] == "unknown_account"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "0"),
        ("amount", "-1"),
        ("amount", "1e3"),
        ("amount", "1.005"),
        ("amount", "1 000,50"),
        ("amount", 100),
        ("document", ""),
        ("document", "PP 1"),
        ("document", "x" * 65),
        ("account", "0 1"),
        ("text", "nul \x00"),
        ("text", "x" * 501),
        ("date", "2026-05-01"),
    ],
)
def test_payments_that_cannot_be(
    world: DeskWorld, cashier: DeskBrowser, field: str, value: object
) -> None:
    answer = cashier.post("/payments", {**PAYMENT, field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert world.balance() == 500_00
    assert world.audited() == []


def test_payments_are_listed_newest_first(world: DeskWorld, cashier: DeskBrowser) -> None:
    world.account("2")
    for place in range(5):
        document = {**PAYMENT, "document": f"PP-{place}", "account": "2"}
        assert cashier.post("/payments", document).status_code == 200
    shown, query = [], {"limit": "2"}
    while True:
        page = cashier.get("/accounts/2/payments", params=query).json()
        shown += [payment["document"] for payment in page["payments"]]
        if "next" not in page:
            break
        query["before"] = page["next"]
    assert shown == ["PP-4", "PP-3", "PP-2", "PP-1", "PP-0"]
    assert cashier.get("/accounts/404/payments").json()["code"] == "not_found"
    (first,) = cashier.get(f"/accounts/{ACCOUNT}/payments").json()["payments"]
    assert (first["amount"], first["text"]) == ("500.00", "")
