"""Charges on the desk, and their corrections: by one person, and by two above the limit."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.domain.values.codes import Code
from backend.domain.values.roles import Role
from tests.commands import Platform
from tests.contract.operator.world import CORRECTION_LIMIT, DeskBrowser, DeskWorld

PENDING, APPLIED = "pending", "applied"
BIG = CORRECTION_LIMIT + 100
"""A charge above what a single person may give back."""


@pytest.fixture
def platform(world: DeskWorld) -> Platform:
    """A platform that charges."""
    return world.integrator()


def charged(world: DeskWorld, platform: Platform, amount: int = 50_00, name: str = "c-1") -> UUID:
    """A charge of a platform's for May; its id."""
    outcome = world.one(platform.charge(name, amount, period_end=date(2026, 5, 30)))
    assert outcome.code is Code.OK
    assert outcome.target_id is not None
    return outcome.target_id


def correct(
    browser: DeskBrowser, charge: UUID, key: str | None = None, **body: Any
) -> httpx.Response:
    """Ask for a correction."""
    headers = {"Idempotency-Key": key or f"key-{uuid4()}"}
    document = {"reason": "charged by mistake", **body}
    return browser.post(f"/charges/{charge}/corrections", document, headers=headers)


def reverse(browser: DeskBrowser, charge: UUID, key: str | None = None) -> httpx.Response:
    """Ask for all of it."""
    return correct(browser, charge, key, kind="reversal")


def refund(
    browser: DeskBrowser, charge: UUID, amount: str, key: str | None = None
) -> httpx.Response:
    """Ask for a part of it."""
    return correct(browser, charge, key, kind="refund", amount=amount)


def confirm(browser: DeskBrowser, correction: dict[str, Any]) -> httpx.Response:
    """Confirm a correction."""
    return browser.post(f"/corrections/{correction['id']}/confirmation")


def reject(browser: DeskBrowser, correction: dict[str, Any]) -> httpx.Response:
    """Reject a correction."""
    document = {"reason": "the charge is right"}
    return browser.post(f"/corrections/{correction['id']}/rejection", document)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


# ---------------------------------------------------------------- by one person


def test_a_small_charge_is_reversed_by_one_person(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform)

    done = reverse(world.person(Role.MANAGER), charge).json()

    assert (done["state"], done["amount"], done["second_person"]) == (APPLIED, "50.00", False)
    assert world.balance() == 500_00
    assert world.value("SELECT status FROM operation WHERE kind = 'charge'") == "reversed"
    assert world.value("SELECT paid_through FROM subscription") is None
    assert world.audited() == [
        ("manager", "correct_charge", f"charge {charge}", "charged by mistake")
    ]
    after = world.value("SELECT after FROM audit")
    assert (after["state"], after["amount"], after["correction"]) == (APPLIED, "50.00", done["id"])


def test_a_part_is_refunded_and_the_charge_stands(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform)
    manager = world.person(Role.MANAGER)

    assert refund(manager, charge, "20.00").json()["state"] == APPLIED
    assert refund(manager, charge, "30.00").json()["state"] == APPLIED

    seen = manager.get(f"/charges/{charge}").json()
    assert (seen["refunded"], seen["left"], seen["reversed"]) == ("50.00", "0.00", False)
    assert [each["amount"] for each in seen["refunds"]] == ["20.00", "30.00"]
    assert [each["actor"] for each in seen["refunds"]] == ["operator:manager"] * 2
    assert all("first_day" not in each for each in seen["refunds"])
    assert world.balance() == 500_00
    assert world.value("SELECT paid_through FROM subscription") == date(2026, 5, 31)
    assert problem(refund(manager, charge, "0.01")) == (409, "more_than_left")
    assert problem(reverse(manager, charge)) == (409, "more_than_left")


def test_days_are_refunded_from_a_day_on(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, 30_00)  # a rouble a day, from the first to the thirtieth
    manager = world.person(Role.MANAGER)

    assert correct(manager, charge, kind="refund", first_day="2026-05-21").json()["amount"] == (
        "10.00"
    )
    assert correct(manager, charge, kind="refund", first_day="2026-05-11").json()["amount"] == (
        "10.00"
    )

    (first, second) = manager.get(f"/charges/{charge}").json()["refunds"]
    assert (first["first_day"], first["last_day"]) == ("2026-05-21", "2026-05-30")
    assert (second["first_day"], second["last_day"]) == ("2026-05-11", "2026-05-30")
    for day in ("2026-04-30", "2026-05-31"):
        outside = correct(manager, charge, kind="refund", first_day=day)
        assert problem(outside) == (400, "invalid_request")
    nothing = correct(manager, charge, kind="refund", first_day="2026-05-20")
    assert problem(nothing) == (409, "more_than_left")


def test_what_billing_charged_comes_back_with_its_tax(world: DeskWorld) -> None:
    _, subscription = world.subscribe(world.sell("kav", 61_00))
    charge = world.value("SELECT id FROM charge")
    manager = world.person(Role.MANAGER)

    refund(manager, charge, "10.01")
    assert world.value("SELECT vat_amount FROM refund") == 1_81  # 22 / 122, telescoping
    done = reverse(manager, charge).json()

    assert (done["amount"], world.balance()) == ("50.99", 500_00)
    vat = "SELECT coalesce(sum(amount), 0) FROM entry_side WHERE ledger_account = 'vat'"
    assert world.value(vat) == 0
    assert [kind for kind, *_ in world.chain(subscription)] == ["charged"]
    assert world.state(subscription) == "active"


def test_the_same_request_is_answered_from_what_it_did(
    world: DeskWorld, platform: Platform
) -> None:
    charge = charged(world, platform)
    manager = world.person(Role.MANAGER)

    first = refund(manager, charge, "20.00", key="key-of-the-page")
    again = refund(manager, charge, "20.00", key="key-of-the-page")
    assert first.json() == again.json()
    assert world.balance() == 470_00
    other = refund(manager, charge, "20.01", key="key-of-the-page")
    assert problem(other) == (409, "conflict")


def test_a_subscription_that_waits_for_money_resumes(world: DeskWorld, platform: Platform) -> None:
    product = world.sell("kav", 100_00)
    _, subscription = world.subscribe(product)
    charge = charged(world, platform, 90_00)
    world.one(platform.charge("rest", 300_00))
    world.set_day(date(2026, 6, 1))
    world.run_due()
    assert world.state(subscription) == "suspended"

    reverse(world.person(Role.MANAGER), charge)

    assert world.state(subscription) == "active"


# ---------------------------------------------------------------- by two


def test_a_large_one_waits_for_another_person(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    anna, boris = world.person(Role.MANAGER, "anna"), world.person(Role.ADMIN, "boris")

    asked = reverse(anna, charge).json()
    assert (asked["state"], asked["second_person"]) == (PENDING, True)
    assert world.balance() == 500_00 - BIG
    (waiting,) = boris.get("/corrections", params={"state": PENDING}).json()["corrections"]
    assert waiting == asked

    assert problem(confirm(anna, asked)) == (403, "second_person_needed")
    assert problem(reject(anna, asked)) == (403, "second_person_needed")
    done = confirm(boris, asked).json()

    assert (done["state"], done["requested_by"], done["decided_by"]) == (APPLIED, "anna", "boris")
    assert world.balance() == 500_00
    assert confirm(boris, asked).json() == done, "sent again it is answered as it was"
    assert [(actor, operation) for actor, operation, *_ in world.audited()][:2] == [
        ("anna", "correct_charge"),
        ("boris", "confirm_correction"),
    ]


def test_a_script_is_no_second_person_and_asks_for_none(
    world: DeskWorld, platform: Platform
) -> None:
    charge = charged(world, platform, BIG)
    script = world.script()

    assert problem(reverse(script, charge)) == (403, "second_person_needed")
    assert refund(script, charge, "1.00").json()["state"] == APPLIED
    asked = reverse(world.person(Role.MANAGER, "anna"), charge).json()
    assert problem(confirm(script, asked)) == (403, "second_person_needed")
    assert problem(reject(script, asked)) == (403, "second_person_needed")


def test_a_large_sum_is_not_given_back_in_small_ones(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    manager = world.person(Role.MANAGER)

    assert refund(manager, charge, "60.00").json()["state"] == APPLIED
    assert refund(manager, charge, "40.00").json()["state"] == APPLIED
    assert refund(manager, charge, "0.01").json()["state"] == PENDING


def test_a_rejected_one_makes_room_for_another(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    anna, boris = world.person(Role.MANAGER, "anna"), world.person(Role.MANAGER, "boris")
    asked = reverse(anna, charge).json()

    assert problem(refund(anna, charge, "1.00")) == (409, "correction_waits")
    rejected = reject(boris, asked).json()

    assert (rejected["state"], rejected["decided_by"]) == ("rejected", "boris")
    assert rejected["decision_reason"] == "the charge is right"
    assert problem(confirm(world.person(Role.ADMIN), asked)) == (409, "already_decided")
    assert world.balance() == 500_00 - BIG
    assert refund(anna, charge, "1.00").json()["state"] == APPLIED


def test_nobody_decides_what_has_expired(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    asked = reverse(world.person(Role.MANAGER, "anna"), charge).json()
    assert asked["expires_at"].startswith("2026-05-08")
    world.clock.advance(days=7)
    clara = world.person(Role.MANAGER, "clara")  # the sessions of the others are over

    assert confirm(clara, asked).json()["state"] == "expired"
    assert problem(confirm(clara, asked)) == (409, "already_decided")
    assert reverse(clara, charge).json()["state"] == PENDING
    assert world.balance() == 500_00 - BIG


def test_an_expired_one_makes_room_by_itself(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    reverse(world.person(Role.MANAGER, "anna"), charge)
    world.clock.advance(days=7)
    again = reverse(world.person(Role.MANAGER, "boris"), charge)
    assert again.json()["state"] == PENDING
    assert world.rows("SELECT state FROM correction ORDER BY id") == [("expired",), (PENDING,)]


def test_it_fails_when_the_platform_was_first(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    anna, boris = world.person(Role.MANAGER, "anna"), world.person(Role.MANAGER, "boris")
    asked = reverse(anna, charge).json()
    assert world.one(platform.reverse("c-1")).code is Code.OK

    failed = confirm(boris, asked).json()

    assert (failed["state"], failed["decided_by"]) == ("failed", "boris")
    assert "taken back" in failed["decision_reason"]
    assert world.balance() == 500_00
    assert problem(reverse(anna, charge)) == (409, "charge_reversed")


def test_the_platform_comes_after_the_operator(world: DeskWorld, platform: Platform) -> None:
    part, whole = charged(world, platform), charged(world, platform, name="c-2")
    manager = world.person(Role.MANAGER)
    refund(manager, part, "20.00")
    reverse(manager, whole)

    outcomes = world.submit(platform.reverse("c-1"), platform.reverse("c-2"))

    # For the platform nothing of its charges stands; the subscriber gets no kopeck twice.
    assert [(each.code, each.amount) for each in outcomes] == [(Code.OK, 50_00)] * 2
    assert world.balance() == 500_00
    assert world.codes(platform.charge("c-2", 50_00, period_end=date(2026, 5, 30))) == [
        Code.REVERSED
    ]


# ---------------------------------------------------------------- seeing


def test_charges_are_found(world: DeskWorld, platform: Platform) -> None:
    first, second = charged(world, platform), charged(world, platform, name="c-2")
    world.account("2002", 10_00)
    cashier = world.person(Role.CASHIER)

    def found(**query: str) -> list[str]:
        charges = cashier.get("/charges", params=query).json()["charges"]
        return [each["id"] for each in charges]

    assert found() == found(account="1001") == [str(second), str(first)]
    assert found(external_id="c-1") == found(external_id="c-1", account="1001") == [str(first)]
    assert found(account="2002") == found(external_id="c-1", account="2002") == []
    assert problem(cashier.get("/charges", params={"account": "nobody"})) == (404, "not_found")
    page = cashier.get("/charges", params={"limit": 1}).json()
    assert [each["id"] for each in page["charges"]] == [str(second)]
    assert found(before=page["next"]) == [str(first)]


def test_a_charge_is_shown_with_all_that_hangs_on_it(world: DeskWorld) -> None:
    world.subscribe(world.sell("kav", 61_00))
    charge = world.value("SELECT id FROM charge")
    admin, auditor = world.person(), world.person(Role.AUDITOR)
    admin.post("/accounts/1001/invoices", {"month": "2026-05"})
    asked = refund(admin, charge, "6.10").json()
    admin.post("/accounts/1001/invoices", {"month": "2026-05"})

    seen = auditor.get(f"/charges/{charge}").json()

    assert (seen["template"], seen["vat_rate"], seen["vat_amount"]) == ("kav", "22", "11.00")
    assert [(each["kind"], each["debit"], each["credit"], each["amount"]) for each in
            seen["entries"]] == [
        ("charge", "subscriber", "revenue", "50.00"),
        ("charge", "subscriber", "vat", "11.00"),
        ("refund", "revenue", "subscriber", "5.00"),
        ("refund", "vat", "subscriber", "1.10"),
    ]  # fmt: skip
    assert [(each["kind"], each["amount"]) for each in seen["documents"]] == [
        ("invoice", "61.00"),
        ("credit_note", "-6.10"),
    ]
    assert [each["id"] for each in seen["corrections"]] == [asked["id"]]
    assert problem(auditor.get(f"/charges/{uuid4()}")) == (404, "not_found")


def test_corrections_are_found(world: DeskWorld, platform: Platform) -> None:
    charge, other = charged(world, platform), charged(world, platform, BIG, "c-2")
    manager = world.person(Role.MANAGER)
    first, second = refund(manager, charge, "1.00").json(), reverse(manager, other).json()

    def found(**query: Any) -> list[str]:
        corrections = manager.get("/corrections", params=query).json()["corrections"]
        return [each["id"] for each in corrections]

    assert found() == found(account="1001") == [second["id"], first["id"]]
    assert found(state=APPLIED) == found(charge_id=str(charge)) == [first["id"]]
    page = manager.get("/corrections", params={"limit": 1}).json()
    assert found(before=page["next"]) == [first["id"]]
    assert manager.get("/corrections", params={"state": "open"}).status_code == 422


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "reversal", "amount": "1.00"},
        {"kind": "reversal", "first_day": "2026-05-02"},
        {"kind": "refund"},
        {"kind": "refund", "amount": "1.00", "first_day": "2026-05-02"},
        {"kind": "refund", "amount": "0.00"},
        {"kind": "refund", "amount": "-1.00"},
        {"kind": "refund", "amount": 1},
        {"kind": "gift", "amount": "1.00"},
        {"kind": "reversal", "reason": ""},
        {"kind": "reversal", "reason": "two\nlines"},
        {"kind": "reversal", "by": "somebody else"},
    ],
    ids=str,
)
def test_bad_requests_change_nothing(
    world: DeskWorld, platform: Platform, body: dict[str, Any]
) -> None:
    charge = charged(world, platform)
    answer = correct(world.person(Role.MANAGER), charge, **body)
    assert problem(answer) == (422, "invalid_fields")
    assert world.count("correction") == world.count("audit") == 0


def test_what_is_not_there_is_not_corrected(world: DeskWorld, platform: Platform) -> None:
    manager, nothing = world.person(Role.MANAGER), {"id": str(uuid4())}
    assert problem(reverse(manager, uuid4())) == (404, "not_found")
    assert problem(confirm(manager, nothing)) == (404, "not_found")
    assert problem(reject(manager, nothing)) == (404, "not_found")
    without_key = manager.post(
        f"/charges/{charged(world, platform)}/corrections", {"kind": "reversal", "reason": "why"}
    )
    assert problem(without_key) == (422, "invalid_fields")
    assert world.count("audit") == 0


def test_a_closed_account_is_given_nothing(world: DeskWorld, platform: Platform) -> None:
    charge = charged(world, platform, BIG)
    asked = reverse(world.person(Role.MANAGER, "anna"), charge).json()
    with world.session() as session:
        session.connection().exec_driver_sql("UPDATE account SET status = 'closed'")
    boris = world.person(Role.MANAGER, "boris")
    assert confirm(boris, asked).json()["state"] == "failed"
    assert problem(refund(boris, charge, "1.00")) == (403, "not_allowed")
