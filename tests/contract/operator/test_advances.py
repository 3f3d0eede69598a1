"""Advance invoices at the desk."""

from uuid import uuid4

import pytest

from tests.commands import ACCOUNT
from tests.contract.operator.forecast_things import an_advance_invoice
from tests.contract.operator.world import DeskWorld


def test_they_are_listed_and_shown(world: DeskWorld) -> None:
    things = an_advance_invoice(world)
    browser = world.person()
    listed = browser.get("/advance-invoices", params={"account": ACCOUNT, "state": "open"}).json()
    (summary,) = listed["advance_invoices"]
    assert (summary["number"], summary["on"], summary["total"], summary["payable"]) == (
        "A-2026-000001",
        "2026-06-01",
        "300.00",
        "100.00",
    )
    whole = browser.get(f"/advance-invoices/{things['id']}").json()
    assert (whole["from_balance"], whole["lines"][0]["amount"]) == ("200.00", "300.00")
    assert summary.items() <= whole.items()
    paper = browser.get(f"/advance-invoices/{things['id']}/document.pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert 'filename="invoice-A-2026-000001.pdf"' in paper.headers["content-disposition"]
    assert paper.content.startswith(b"%PDF")


def test_older_ones_follow(world: DeskWorld) -> None:
    an_advance_invoice(world)
    spent = world.integrator("alpha").charge("c-1", 50_00)
    assert world.one(spent).ok
    world.advances.work()
    browser = world.person()
    first = browser.get("/advance-invoices", params={"limit": 1}).json()
    second = browser.get("/advance-invoices", params={"limit": 1, "before": first["next"]}).json()
    numbers = [page["advance_invoices"][0]["number"] for page in (first, second)]
    assert numbers == ["A-2026-000002", "A-2026-000001"]
    assert second["advance_invoices"][0]["replaced_by"] == "A-2026-000002"
    assert "next" not in second


def test_one_is_taken_back_and_that_is_recorded(world: DeskWorld) -> None:
    things = an_advance_invoice(world)
    browser = world.person()
    address = f"/advance-invoices/{things['id']}/voiding"
    voided = browser.post(address, {"reason": "paid in cash"})
    assert voided.status_code == 200
    assert (voided.json()["state"], voided.json()["reason"]) == ("voided", "taken back")
    assert world.audited() == [
        ("admin", "void_advance_invoice", "advance invoice A-2026-000001", "paid in cash")
    ]
    again = browser.post(address, {"reason": "paid in cash"})
    assert (again.status_code, again.json()["code"]) == (403, "not_allowed")
    assert len(world.audited()) == 1


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "\n"}, {"reason": "x", "more": 1}])
def test_without_a_reason_it_is_not(world: DeskWorld, body: dict[str, object]) -> None:
    things = an_advance_invoice(world)
    told = world.person().post(f"/advance-invoices/{things['id']}/voiding", body)
    assert (told.status_code, told.json()["code"]) == (422, "invalid_fields")
    assert world.advances.one(world.value("SELECT id FROM advance_invoice")).summary.state == "open"


def test_what_there_is_not(world: DeskWorld) -> None:
    browser = world.person()
    for path in ("", "/document.pdf"):
        assert browser.get(f"/advance-invoices/{uuid4()}{path}").status_code == 404
    void = browser.post(f"/advance-invoices/{uuid4()}/voiding", {"reason": "a mistake"})
    assert void.status_code == 404
    assert browser.get("/advance-invoices", params={"account": "9999"}).status_code == 404
