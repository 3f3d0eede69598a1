"""Forecasts at the desk: of one account, of everybody, and looks ahead."""

from datetime import date

import pytest

from backend.domain.values.recurrence import PeriodRule
from tests.commands import ACCOUNT
from tests.contract.operator.forecast_things import a_coming_debit, a_look
from tests.contract.operator.world import DeskWorld


def test_an_account_is_told_what_comes(world: DeskWorld) -> None:
    a_coming_debit(world)
    told = world.person().get(f"/accounts/{ACCOUNT}/forecast", params={"until": "2026-06-30"})
    assert told.status_code == 200
    forecast = told.json()
    assert (forecast["as_of"], forecast["until"]) == ("2026-05-28", "2026-06-30")
    (debit,) = forecast["debits"]
    assert (debit["on"], debit["amount"], debit["available"], debit["missing"]) == (
        "2026-06-01",
        "300.00",
        "200.00",
        "100.00",
    )
    (line,) = debit["lines"]
    assert (line["first_day"], line["last_day"], line["vat_rate"], line["expected"]) == (
        "2026-06-01",
        "2026-06-30",
        "22",
        False,
    )


@pytest.mark.parametrize(
    ("until", "status", "code"),
    [
        ("2026-05-27", 400, "invalid_request"),
        ("2027-12-31", 400, "invalid_request"),
        ("1026-05-27", 422, "invalid_fields"),
        ("1780000000", 422, "invalid_fields"),
        ("tomorrow", 422, "invalid_fields"),
    ],
)
def test_days_that_are_none(world: DeskWorld, until: str, status: int, code: str) -> None:
    a_coming_debit(world)
    told = world.person().get(f"/accounts/{ACCOUNT}/forecast", params={"until": until})
    assert (told.status_code, told.json()["code"]) == (status, code)


def test_nobodys_account(world: DeskWorld) -> None:
    assert world.person().get("/accounts/9999/forecast").status_code == 404


def test_before_the_first_look_nothing_is_known(world: DeskWorld) -> None:
    assert world.person().get("/forecast").status_code == 404
    assert world.person(name="another").get("/looks").json() == {"looks": []}


def test_everybody_by_day_and_by_product(world: DeskWorld) -> None:
    a_look(world)
    browser = world.person()
    by_day = browser.get("/forecast").json()
    assert (by_day["as_of"], by_day["by"]) == ("2026-05-28", "day")
    assert [(row["key"], row["amount"], row["missing"]) for row in by_day["rows"]] == [
        ("2026-06-01", "300.00", "100.00"),
        ("2026-07-01", "300.00", "300.00"),
    ]
    assert (by_day["total"]["amount"], by_day["total"]["lines"]) == ("600.00", 2)
    (product,) = browser.get("/forecast", params={"by": "product", "on": "2026-06-01"}).json()[
        "rows"
    ]
    assert (product["title"], product["amount"]) == ("kav", "300.00")
    drilled = browser.get("/forecast", params={"product": product["key"]}).json()["rows"]
    assert len(drilled) == 2
    assert browser.get("/forecast", params={"integrator": "nobody"}).json()["rows"] == []


@pytest.mark.parametrize(
    "query",
    [{"by": "colour"}, {"on": "2026-02-30"}, {"product": "kav"}, {"charge_type": "\x00"}],
)
def test_bad_questions(world: DeskWorld, query: dict[str, str]) -> None:
    a_look(world)
    told = world.person().get("/forecast", params=query)
    assert (told.status_code, told.json()["code"]) == (422, "invalid_fields")


def test_somebody_looks_ahead_now(world: DeskWorld) -> None:
    a_coming_debit(world)
    browser = world.person()
    begun = browser.post("/looks")
    assert begun.status_code == 200
    (look,) = browser.get("/looks").json()["looks"]
    assert look["id"] == begun.json()["id"]
    assert (look["state"], look["started_by"], look["accounts"], look["advances"]) == (
        "done",
        "admin",
        1,
        1,
    )
    assert world.audited() == [("admin", "look_ahead", "look ahead", "")]


def test_one_look_at_a_time(world: DeskWorld) -> None:
    a_coming_debit(world)
    assert world.forecasts.open("somebody") is not None
    told = world.person().post("/looks")
    assert (told.status_code, told.json()["code"]) == (409, "already_exists")


def test_what_cannot_be_told_is_listed(world: DeskWorld) -> None:
    late = world.integrator("alpha").charge("c-1", 5_00, period_end=date(2026, 5, 20))
    assert world.one(late).ok
    world.subscribe(world.sell("kav", 1_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_day(date(2026, 5, 28))
    told = world.person().get(f"/accounts/{ACCOUNT}/forecast").json()
    assert [(each["on"], each["reason"]) for each in told["unforeseen"]] == [("2026-05-28", "late")]
