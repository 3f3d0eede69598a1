"""Invoices on the desk: seen, finalised, credited, and a month recalculated."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.domain import models
from backend.domain.values.roles import Role
from tests.contract.operator.world import DeskBrowser, DeskWorld

HERE = "/accounts/1001"
MAY = {"month": "2026-05"}


@pytest.fixture
def product(world: DeskWorld) -> UUID:
    """A product that account 1001 is subscribed to, from the first of May on."""
    chosen = world.sell("kav", 61_00)
    world.subscribe(chosen)
    return chosen


def finalise(browser: DeskBrowser) -> list[dict[str, Any]]:
    """The documents of May that are made now."""
    answer = browser.post(f"{HERE}/invoices", MAY)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["made"])


def credit(browser: DeskBrowser, invoice: dict[str, Any], **body: Any) -> httpx.Response:
    """Credit an invoice."""
    document = {"left": "61.00", "reason": "another payer", **body}
    return browser.post(f"{HERE}/invoices/{invoice['id']}/credit-notes", document)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


@pytest.mark.usefixtures("product")
def test_a_draft_becomes_an_invoice(world: DeskWorld) -> None:
    manager, cashier = world.person(Role.MANAGER), world.person(Role.CASHIER)
    (draft,) = cashier.get(f"{HERE}/invoices").json()["invoices"]
    assert (draft["status"], draft["total"], "id" in draft) == ("draft", "61.00", False)

    (made,) = finalise(manager)
    assert finalise(manager) == [], "with nothing new, nothing is made"

    (listed,) = cashier.get(f"{HERE}/invoices").json()["invoices"]
    assert (listed["id"], listed["number"]) == (made["id"], "2026-000001")
    seen = cashier.get(f"{HERE}/invoices/{made['id']}").json()
    assert (seen["total"], seen["vat_total"], seen["left"]) == ("61.00", "11.00", "61.00")
    (line,) = seen["lines"]
    assert (line["line"], line["credited"], line["vat_rate"]) == (1, "0.00", "22")
    assert line["charge_id"] == str(world.value("SELECT id FROM charge"))
    assert world.audited()[0][:3] == ("manager", "finalise_invoice", "month 2026-05")


@pytest.mark.usefixtures("product")
def test_an_invoice_on_paper(world: DeskWorld) -> None:
    (made,) = finalise(world.person(Role.MANAGER))
    paper = world.person(Role.CASHIER).get(f"{HERE}/invoices/{made['id']}/document.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "2026-000001" in paper.headers["content-disposition"]


@pytest.mark.usefixtures("product")
def test_an_invoice_is_credited_once(world: DeskWorld) -> None:
    manager = world.person(Role.MANAGER)
    (made,) = finalise(manager)

    note = credit(manager, made, lines=[{"line": 1, "amount": "6.10"}]).json()
    again = credit(manager, made, lines=[{"line": 1, "amount": "6.10"}])

    assert (note["kind"], note["total"], note["vat_total"]) == ("credit_note", "-6.10", "-1.10")
    assert problem(again) == (409, "invoice_credited")
    seen = manager.get(f"{HERE}/invoices/{made['id']}").json()
    assert (seen["status"], seen["left"]) == ("partly_credited", "54.90")
    rest = credit(manager, made, left="54.90").json()
    assert rest["total"] == "-54.90"
    assert world.balance() == 439_00, "no money moves"
    (replacement,) = finalise(manager)
    assert replacement["total"] == "61.00"
    credited = next(row for row in world.audited() if row[1] == "credit_invoice")
    assert credited == ("manager", "credit_invoice", "invoice 2026-000001", "another payer")


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"lines": [{"line": 2}]}, (400, "invalid_request")),
        ({"lines": [{"line": 1, "amount": "61.01"}]}, (400, "invalid_request")),
        ({"lines": [{"line": 1}, {"line": 1}]}, (422, "invalid_fields")),
        ({"lines": [{"line": 1, "amount": "0.00"}]}, (422, "invalid_fields")),
        ({"left": "0.00"}, (422, "invalid_fields")),
        ({"reason": ""}, (422, "invalid_fields")),
    ],
    ids=str,
)
def test_bad_credits_change_nothing(
    world: DeskWorld, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    manager = world.person(Role.MANAGER)
    (made,) = finalise(manager)
    assert problem(credit(manager, made, **body)) == expected
    assert world.count("invoice") == 1


@pytest.mark.usefixtures("product")
def test_a_credit_note_is_not_credited(world: DeskWorld) -> None:
    manager = world.person(Role.MANAGER)
    (made,) = finalise(manager)
    note = credit(manager, made).json()
    assert problem(credit(manager, note)) == (400, "invalid_request")


@pytest.mark.usefixtures("product")
def test_a_credit_follows_a_refund_by_finalising(world: DeskWorld) -> None:
    manager = world.person(Role.MANAGER)
    finalise(manager)
    charge = world.value("SELECT id FROM charge")
    for key, amount in (("key-00001", "0.01"), ("key-00002", "20.00")):
        document = {"kind": "refund", "amount": amount, "reason": "an outage"}
        manager.post(f"/charges/{charge}/corrections", document, headers={"Idempotency-Key": key})
    (note,) = finalise(manager)
    refunded = world.value("SELECT sum(vat_amount) FROM refund")
    assert (note["kind"], note["total"]) == ("credit_note", "-20.01")
    assert note["vat_total"] == f"-{refunded / 100:.2f}"


def test_a_month_is_recalculated(world: DeskWorld, product: UUID) -> None:
    manager, auditor = world.person(Role.MANAGER), world.person(Role.AUDITOR)
    finalise(manager)
    with world.session() as session:
        price = session.get_one(models.Price, (product, _since(world)))
        price.amount = 50_00

    shown = auditor.get(f"{HERE}/recalculations/2026-05").json()
    assert (shown["difference"], shown["made"]) == ("-11.00", [])
    assert world.balance() == 439_00
    document = {**MAY, "reason": "a wrong price"}
    done = manager.post(f"{HERE}/recalculations", document).json()
    again = manager.post(f"{HERE}/recalculations", document).json()

    assert [(each["amount"], each["new_amount"]) for each in done["changes"]] == [
        ("61.00", "50.00")
    ]
    assert [each["kind"] for each in done["made"]] == ["credit_note", "invoice"]
    assert (again["changes"], again["made"]) == ([], [])
    assert world.balance() == 450_00
    assert ("manager", "recalculate", "month 2026-05", "a wrong price") in world.audited()


def test_what_is_refunded_is_left_as_it_is(world: DeskWorld, product: UUID) -> None:
    manager = world.person(Role.MANAGER)
    charge = world.value("SELECT id FROM charge")
    document = {"kind": "refund", "amount": "1.00", "reason": "an outage"}
    headers = {"Idempotency-Key": "key-00001"}
    manager.post(f"/charges/{charge}/corrections", document, headers=headers)
    with world.session() as session:
        session.get_one(models.Price, (product, _since(world))).amount = 50_00

    found = manager.post(f"{HERE}/recalculations", {**MAY, "reason": "a wrong price"}).json()

    assert (found["changes"], found["difference"]) == ([], "0.00")
    assert [each["reason"] for each in found["left"]] == ["partly_refunded"]


@pytest.mark.usefixtures("product")
def test_a_dearer_month_must_be_covered(world: DeskWorld, product: UUID) -> None:
    with world.session() as session:
        session.get_one(models.Price, (product, _since(world))).amount = 5_000_00
    refused = world.person().post(f"{HERE}/recalculations", {**MAY, "reason": "a wrong price"})
    assert problem(refused) == (402, "not_covered")
    assert world.balance() == 439_00


@pytest.mark.usefixtures("product")
def test_only_what_is_the_accounts_own(world: DeskWorld) -> None:
    world.account("2002", 1_00)
    admin = world.person()
    (made,) = finalise(admin)
    for answer in (
        admin.get(f"/accounts/2002/invoices/{made['id']}"),
        admin.get(f"/accounts/2002/invoices/{made['id']}/document.pdf"),
        admin.get(f"{HERE}/invoices/{uuid4()}"),
        admin.get("/accounts/3003/invoices"),
        admin.post("/accounts/3003/invoices", MAY),
        admin.get("/accounts/3003/recalculations/2026-05"),
        admin.post(
            f"/accounts/2002/invoices/{made['id']}/credit-notes", {"left": "1.00", "reason": "why"}
        ),
    ):
        assert problem(answer) == (404, "not_found")


@pytest.mark.parametrize("month", ["2026-13", "2026-5", "May", "1999-01"])
def test_a_month_is_a_month(world: DeskWorld, month: str) -> None:
    admin = world.person()
    assert problem(admin.post(f"{HERE}/invoices", {"month": month})) == (422, "invalid_fields")
    assert admin.get(f"{HERE}/recalculations/{month}").status_code == 422


def _since(world: DeskWorld) -> Any:
    return world.value("SELECT valid_from FROM price")
