"""What a subscriber sees of what is coming."""

from datetime import date

from backend.domain.values.recurrence import PeriodRule
from tests.contract.cabinet.world import OWN, CabinetWorld


def coming(world: CabinetWorld) -> None:
    """A subscription for 300.00; 200.00 are left, and June comes soon."""
    product = world.sell("kav", 300_00, rule=PeriodRule.CALENDAR_MONTH)
    world.subscribe(product, account=OWN)
    world.set_day(date(2026, 5, 28))


def test_what_will_be_debited(world: CabinetWorld) -> None:
    coming(world)
    told = world.signed_in().get("/forecast")
    assert told.status_code == 200
    forecast = told.json()
    assert (forecast["account"], forecast["available"], forecast["blocked"]) == (
        OWN,
        "200.00",
        False,
    )
    june, july = forecast["debits"]
    assert (june["on"], june["amount"], june["missing"]) == ("2026-06-01", "300.00", "100.00")
    assert (july["available"], july["missing"]) == ("0.00", "300.00")
    assert june["lines"][0]["product"] == "kav"


def test_a_day_that_is_over(world: CabinetWorld) -> None:
    told = world.signed_in().get("/forecast", params={"until": "2026-04-30"})
    assert (told.status_code, told.json()["code"]) == (400, "invalid_request")


def test_what_is_asked_for_in_advance(world: CabinetWorld) -> None:
    coming(world)
    world.forecasts.work()
    browser = world.signed_in()
    (summary,) = browser.get("/advance-invoices").json()["advance_invoices"]
    assert (summary["number"], summary["state"], summary["on"], summary["payable"]) == (
        "A-2026-000001",
        "open",
        "2026-06-01",
        "300.00",
    )
    whole = browser.get(f"/advance-invoices/{summary['id']}").json()
    assert whole["lines"][0]["last_day"] == "2026-06-30"
    paper = browser.get(f"/advance-invoices/{summary['id']}/document.pdf")
    assert paper.content.startswith(b"%PDF")
