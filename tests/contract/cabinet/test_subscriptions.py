"""Subscribing, leaving, staying, pausing in the cabinet; each act once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from backend.domain.values.status import AccountStatus
from tests.contract.cabinet.world import OFFER, OWN, CabinetWorld


def test_a_preview_shows_the_offer_and_the_effect_and_changes_nothing(world: CabinetWorld) -> None:
    world.publish_offer()
    product = world.sell("МойОфис", 120_00)
    before = world.everything()
    shown = world.signed_in().post("/previews", {"product_id": str(product)}).json()
    assert shown["offer"] == {
        "version": "2026-05",
        "text": OFFER,
        "hash": hashlib.sha256(OFFER.encode()).hexdigest(),
    }
    effect = shown["effect"]
    assert (effect["charged"], effect["available"]) == ("120.00", "380.00")
    (standing,) = effect["subscriptions"]
    assert standing["product"] == "МойОфис"
    assert standing["served_through"] == "2026-05-31"
    assert (standing["next_charge_on"], standing["next_charge"]) == ("2026-06-01", "120.00")
    assert "subscription_id" not in standing
    assert world.everything() == before


def test_consent_is_stored_with_what_was_read(world: CabinetWorld) -> None:
    world.publish_offer()
    answer = world.signed_in().subscribe(world.sell("kav", 50_00))
    assert answer.status_code == 200, answer.text
    assert world.balance(OWN) == 450_00
    row = world.row("SELECT version, text_hash, address FROM consent")
    assert row == ("2026-05", hashlib.sha256(OFFER.encode()).hexdigest(), "127.0.0.1")
    assert world.value("SELECT DISTINCT actor FROM subscription_event") == "subscriber"


def test_an_offer_that_has_changed_is_to_be_read_again(world: CabinetWorld) -> None:
    world.publish_offer()
    product = world.sell("kav", 50_00)
    browser = world.signed_in()
    offer = browser.post("/previews", {"product_id": str(product)}).json()["offer"]
    world.clock.advance(days=1)
    browser = world.signed_in()
    world.publish_offer("Другая оферта.", "2026-06")
    wish = {
        "product_id": str(product),
        "offer_version": offer["version"],
        "offer_hash": offer["hash"],
    }
    answer = browser.post("/subscriptions", wish, "key-0001")
    assert (answer.status_code, answer.json()["code"]) == (409, "offer_changed")
    assert world.count("subscription") == 0


def test_what_was_done_is_told_even_if_the_offer_has_changed_since(world: CabinetWorld) -> None:
    world.publish_offer()
    product = world.sell("kav", 50_00)
    browser = world.signed_in()
    offer = browser.post("/previews", {"product_id": str(product)}).json()["offer"]
    wish = {
        "product_id": str(product),
        "offer_version": offer["version"],
        "offer_hash": offer["hash"],
    }
    first = browser.post("/subscriptions", wish, "key-0001")
    world.clock.advance(days=1)
    world.publish_offer("Другая оферта.", "2026-06")
    again = world.signed_in().post("/subscriptions", wish, "key-0001")
    assert again.json() == first.json()
    assert world.count("subscription") == 1


def test_without_an_offer_nothing_can_be_accepted(world: CabinetWorld) -> None:
    answer = world.signed_in().post("/previews", {"product_id": str(world.sell("kav", 50_00))})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_platforms_own_offer_comes_before_the_operators(world: CabinetWorld) -> None:
    world.publish_offer()
    platform = world.connect()
    product = world.sell("kav", 50_00, integrator_id=platform.terms.integrator_id)
    world.publish_offer("Оферта платформы.", "p-1", platform.terms.integrator_id)
    shown = world.signed_in().post("/previews", {"product_id": str(product)}).json()
    assert shown["offer"]["text"] == "Оферта платформы."


def test_double_clicks_and_two_tabs_make_one_subscription(world: CabinetWorld) -> None:
    world.publish_offer()
    product = str(world.sell("kav", 50_00))
    tabs = [world.signed_in() for _ in range(8)]
    offer = tabs[0].post("/previews", {"product_id": product}).json()["offer"]
    wish = {
        "product_id": product,
        "offer_version": offer["version"],
        "offer_hash": offer["hash"],
    }
    with ThreadPoolExecutor(8) as crew:
        same = list(crew.map(lambda tab: tab.post("/subscriptions", wish, "one-dialog"), tabs))
        others = list(crew.map(lambda tab: tab.post("/subscriptions", wish, f"{uuid4()}"), tabs))
    assert {answer.status_code for answer in same} == {200}
    assert all(answer.json() == same[0].json() for answer in same)
    assert {answer.json()["code"] for answer in others} == {"already_exists"}
    assert world.balance(OWN) == 450_00


def test_too_little_money_is_said_and_nothing_begins(world: CabinetWorld) -> None:
    world.publish_offer()
    answer = world.signed_in().subscribe(world.sell("suite", 600_00))
    assert (answer.status_code, answer.json()["code"]) == (402, "not_enough_money")
    assert answer.json()["missing"] == "100.00"
    assert world.count("subscription") == world.count("act") == 0


@pytest.mark.parametrize("key", [None, "", "short", "x" * 129, "has space in it"])
def test_an_act_has_a_key(world: CabinetWorld, key: str | None) -> None:
    platform = world.connect()
    bought = world.bought(platform)
    headers = {"Idempotency-Key": key} if key is not None else {}
    answer = world.signed_in().post(
        f"/subscriptions/{bought}/acts", {"act": "unsubscribe"}, headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert world.value("SELECT state FROM subscription") == "active"


def test_the_same_key_for_another_act_is_a_conflict(world: CabinetWorld) -> None:
    browser = world.signed_in()
    bought = world.bought(world.connect())
    assert browser.act(bought, "unsubscribe", "key-0001").status_code == 200
    answer = browser.act(bought, "undo_unsubscribe", "key-0001")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert world.value("SELECT state FROM subscription") == "cancelling"


def test_leave_and_stay_with_what_a_platform_charges(world: CabinetWorld) -> None:
    browser = world.signed_in()
    bought = world.bought(world.connect())
    left = browser.act(bought, "unsubscribe", "key-0001").json()["subscriptions"][0]
    assert (left["state"], left["ends_on"]) == ("cancelling", "2026-05-30")
    card = browser.get(f"/subscriptions/{bought}").json()
    assert (card["acts"], card["platform_told"]) == (["undo_unsubscribe"], "waiting")
    stayed = browser.act(bought, "undo_unsubscribe", "key-0002").json()["subscriptions"][0]
    assert stayed["state"] == "active"
    assert "ends_on" not in browser.get(f"/subscriptions/{bought}").json()


def test_pause_and_come_back(world: CabinetWorld) -> None:
    world.publish_offer()
    browser = world.signed_in()
    browser.subscribe(world.sell("kav", 50_00))
    bought = world.newest_subscription()
    assert browser.get("/subscriptions").json()["subscriptions"][0]["acts"] == [
        "pause",
        "unsubscribe",
    ]
    browser.act(bought, "pause", "key-0001")
    card = browser.get(f"/subscriptions/{bought}").json()
    assert (card["state"], card["suspended_for"]) == ("suspended", "user")
    assert card["acts"] == ["resume", "unsubscribe"]
    browser.act(bought, "resume", "key-0002")
    history = browser.get(f"/subscriptions/{bought}").json()["history"]
    assert [step["to_state"] for step in history] == ["active", "suspended", "active"]
    assert {step["actor"] for step in history} == {"subscriber"}


def test_a_platforms_subscription_is_not_paused_here(world: CabinetWorld) -> None:
    bought = world.bought(world.connect())
    answer = world.signed_in().act(bought, "pause", "key-0001")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("status", [AccountStatus.BLOCKED, AccountStatus.ACTIVE])
def test_leaving_is_possible_with_a_debt_and_on_a_blocked_account(
    world: CabinetWorld, status: AccountStatus
) -> None:
    bought = world.bought(world.connect())
    world.set_credit_limit(1000_00, OWN)
    world.bought(world.connect("beta"), amount=1000_00, product="dear")
    world.set_status(status, OWN)
    browser = world.signed_in()
    assert browser.get("/profile").json()["balance"] == "-550.00"
    assert browser.get("/summary").json()["status"] == status
    assert browser.get("/catalogue").status_code == 200
    assert browser.act(bought, "unsubscribe", "key-0001").status_code == 200


def test_parts_of_a_bundle_have_no_will_of_their_own(world: CabinetWorld) -> None:
    world.publish_offer()
    bundle = world.sell("bundle", 50_00)
    world.sell("part", 0, parent=bundle)
    browser = world.signed_in()
    assert browser.get("/catalogue").json()["products"][0]["parts"] == ["part"]
    browser.subscribe(bundle)
    cards = {
        each["product"]: each for each in browser.get("/subscriptions").json()["subscriptions"]
    }
    assert cards["part"]["acts"] == []
    assert cards["part"]["part_of"] == cards["bundle"]["id"]
    answer = browser.act(cards["part"]["id"], "unsubscribe", "key-0001")
    assert answer.json()["code"] == "not_allowed"


def test_the_trial_is_shown_once(world: CabinetWorld) -> None:
    world.publish_offer()
    product = world.sell("kav", 50_00, trial_days=14)
    browser = world.signed_in()
    assert browser.get("/catalogue").json()["products"][0]["trial_days"] == 14
    browser.subscribe(product)
    (card,) = browser.get("/subscriptions").json()["subscriptions"]
    assert (card["state"], card["trial_through"]) == ("trial", "2026-05-14")
    assert card["next_charge"] == {"on": "2026-05-15", "amount": "27.42", "expected": False}
    (shown,) = browser.get("/catalogue").json()["products"]
    assert (shown["trial_days"], shown["subscribed"]) == (0, True)
