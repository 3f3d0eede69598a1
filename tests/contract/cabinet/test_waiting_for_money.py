"""What a suspended subscription waits for is said, and is what is then taken."""

from datetime import date

from backend.domain.values.status import SubscriptionState
from tests.contract.cabinet.world import OWN, CabinetWorld


def test_what_a_platform_waits_for_is_shown(world: CabinetWorld) -> None:
    platform = world.connect()
    bought = world.bought(platform, amount=300_00)
    world.clock.advance(days=29)  # the thirtieth of May, the last paid day
    world.one(platform.report("st-1", SubscriptionState.SUSPENDED, OWN))
    card = world.signed_in().get(f"/subscriptions/{bought}").json()
    assert card["state"] == "suspended"
    assert "suspended_for" not in card, "whatever the platform has against it, it is paid"
    assert "next_charge" not in card
    world.clock.advance(days=3)
    browser = world.signed_in()
    card = browser.get(f"/subscriptions/{bought}").json()
    assert card["suspended_for"] == "money"
    assert card["next_charge"] == {"on": "2026-06-02", "amount": "300.00", "expected": True}
    payment = browser.get("/summary").json()["next_payment"]
    assert (payment["missing"], payment["covered"]) == ("100.00", False)


def test_what_billing_waits_for_is_what_it_then_takes(world: CabinetWorld) -> None:
    world.publish_offer()
    world.signed_in().subscribe(world.sell("kav", 310_00))
    world.set_day(date(2026, 6, 1))
    world.run_due()
    world.set_day(date(2026, 6, 16))
    browser = world.signed_in()
    (card,) = browser.get("/subscriptions").json()["subscriptions"]
    assert (card["state"], card["suspended_for"]) == ("suspended", "money")
    assert card["next_charge"] == {"on": "2026-06-16", "amount": "155.00", "expected": False}
    summary = browser.get("/summary").json()
    assert summary["next_payment"]["missing"] == "0.00", "there is enough for half a month"
    assert summary["monthly_total"] == "0.00", "nothing goes on as yet"
    world.pay(1, OWN)
    (card,) = browser.get("/subscriptions").json()["subscriptions"]
    assert card["state"] == "active"
    assert world.balance(OWN) == 190_01 - 155_00
