"""Subscriptions on the desk: seen in full, and changed on behalf of their subscribers."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.api.cabinet.rendering import step_of
from backend.domain import models
from backend.domain.values.roles import Role
from tests.contract.operator.world import DeskBrowser, DeskWorld

HERE = "/accounts/1001"
REASON = "asked at the counter"
TEXT = "Текст оферты"


@pytest.fixture
def product(world: DeskWorld) -> UUID:
    """A product for 50 roubles a month, and the operator's offer."""
    publish(world, "2026-01", date(2026, 1, 1))
    return world.sell("kav", 50_00)


def publish(world: DeskWorld, version: str, since: date) -> None:
    """An offer of the operator's, as if it had been published in time."""
    with world.session() as session:
        session.add(
            models.Offer(
                integrator_id=0,
                version=version,
                valid_from=since,
                content=TEXT,
                text_hash=hashlib.sha256(TEXT.encode()).hexdigest(),
                created_at=world.clock.now(),
            )
        )


def key() -> dict[str, str]:
    """The key of a new request."""
    return {"Idempotency-Key": f"key-{uuid4()}"}


def preview(browser: DeskBrowser, product: UUID) -> dict[str, Any]:
    """What subscribing would do, and the offer."""
    answer = browser.post(f"{HERE}/previews", {"product_id": str(product)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def wish(product: UUID, offer: dict[str, str], **more: Any) -> dict[str, Any]:
    """A document that asks for a subscription."""
    return {
        "product_id": str(product),
        "offer_version": offer["version"],
        "offer_hash": offer["hash"],
        "reason": REASON,
        **more,
    }


def act(browser: DeskBrowser, subscription: UUID, **body: Any) -> httpx.Response:
    """Do something with a subscription."""
    document = {"reason": REASON, **body}
    return browser.post(f"{HERE}/subscriptions/{subscription}/acts", document, headers=key())


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["code"]


def test_subscribing_on_behalf(world: DeskWorld, product: UUID) -> None:
    manager = world.person(Role.MANAGER, "anna")
    shown = preview(manager, product)
    assert shown["effect"]["charged"] == "50.00"
    assert shown["offer"]["text"] == TEXT
    assert world.count("subscription") == 0

    same = key()
    document = wish(product, shown["offer"], given="by telephone")
    done = manager.post(f"{HERE}/subscriptions", document, headers=same)
    again = manager.post(f"{HERE}/subscriptions", document, headers=same)

    assert done.status_code == 200, done.text
    assert again.json() == done.json()
    assert (world.count("subscription"), world.balance()) == (1, 450_00)
    assert world.row("SELECT version, address FROM consent") == ("2026-01", "by telephone")
    assert world.value("SELECT DISTINCT actor FROM subscription_event") == "operator:anna"
    assert world.audited() == [("anna", "subscribe", "product kav", REASON)]
    assert world.value("SELECT account FROM audit") == "1001"


def test_the_offer_that_was_read_is_the_one_in_force(world: DeskWorld, product: UUID) -> None:
    manager = world.person(Role.MANAGER)
    offer = preview(manager, product)["offer"]
    publish(world, "2026-05", date(2026, 5, 1))

    refused = manager.post(f"{HERE}/subscriptions", wish(product, offer), headers=key())

    assert problem(refused) == (409, "offer_changed")
    assert world.count("subscription") == world.count("audit") == 0


def test_a_subscription_is_seen_in_full(world: DeskWorld, product: UUID) -> None:
    manager = world.person(Role.MANAGER, "anna")
    offer = preview(manager, product)["offer"]
    manager.post(f"{HERE}/subscriptions", wish(product, offer), headers=key())
    (listed,) = manager.get(f"{HERE}/subscriptions").json()["subscriptions"]

    seen = manager.get(f"{HERE}/subscriptions/{listed['id']}").json()

    assert (listed["state"], seen["product_code"]) == ("active", "kav")
    assert {each["actor"] for each in seen["history"]} == {"operator:anna"}
    assert seen["periods"] == [
        {"kind": "charged", "first_day": "2026-05-01", "last_day": "2026-05-31"}
    ]
    assert [(each["version"], each["address"]) for each in seen["consents"]] == [
        ("2026-01", "counter")
    ]
    assert seen["instructions"] == []


def test_what_a_platform_was_told_is_seen(world: DeskWorld) -> None:
    subscription = world.buy(world.integrator())
    manager = world.person(Role.MANAGER)
    assert act(manager, subscription, act="unsubscribe").status_code == 200

    (told,) = manager.get(f"{HERE}/subscriptions/{subscription}").json()["instructions"]

    assert (told["action"], told["ends_on"], told["attempts"]) == ("cancel", "2026-05-30", 0)
    assert "answer" not in told


@pytest.mark.parametrize(
    ("body", "refunded", "state"),
    [
        ({}, "0.00", "cancelling"),
        ({"immediately": True}, "0.00", "ended"),
        ({"immediately": True, "refund": "remaining_days"}, "50.00", "ended"),
    ],
    ids=["with_the_paid_end", "at_once", "at_once_and_refunded"],
)
def test_leaving_on_behalf(
    world: DeskWorld, product: UUID, body: dict[str, Any], refunded: str, state: str
) -> None:
    _, subscription = world.subscribe(product)
    manager = world.person(Role.MANAGER, "anna")

    shown = manager.post(
        f"{HERE}/subscriptions/{subscription}/previews", {"act": "unsubscribe", **body}
    )
    assert world.state(subscription) == "active"
    done = act(manager, subscription, act="unsubscribe", **body)

    assert done.json() == shown.json()
    assert done.json()["refunded"] == refunded
    assert world.state(subscription) == state
    subject = f"subscription {subscription}"
    assert world.audited() == [("anna", "act", subject, REASON)]
    assert world.value("SELECT after FROM audit") == {"act": "unsubscribe", **body}


def test_undo_pause_resume_and_change(world: DeskWorld, product: UUID) -> None:
    dearer = world.sell("kis", 80_00)
    _, subscription = world.subscribe(product)
    manager = world.person(Role.MANAGER)

    def state_after(**body: Any) -> str:
        answer = act(manager, subscription, **body)
        assert answer.status_code == 200, answer.text
        return world.state(subscription)

    assert state_after(act="unsubscribe") == "cancelling"
    assert state_after(act="undo_unsubscribe") == "active"
    assert state_after(act="pause") == "suspended"
    assert state_after(act="resume") == "active"
    assert state_after(act="change_product", product_id=str(dearer)) == "active"
    row = "SELECT product_id FROM subscription"
    assert world.value(row) == dearer
    state_after(act="change_product", product_id=str(product), when="next_period")
    assert world.value("SELECT next_product_id FROM subscription") == product


@pytest.mark.parametrize(
    "body",
    [
        {"act": "renew"},
        {"act": "pause", "immediately": True},
        {"act": "unsubscribe", "refund": "remaining_days"},
        {"act": "pause", "refund": "remaining_days"},
        {"act": "change_product"},
        {"act": "pause", "product_id": str(uuid4())},
        {"act": "pause", "when": "now"},
        {"act": "pause", "reason": " "},
        {"act": "pause", "actor": "subscriber"},
    ],
    ids=str,
)
def test_bad_requests_change_nothing(world: DeskWorld, product: UUID, body: dict[str, Any]) -> None:
    _, subscription = world.subscribe(product)
    assert problem(act(world.person(), subscription, **body)) == (422, "invalid_fields")
    assert world.count("audit") == 0


def test_only_what_is_the_accounts_own(world: DeskWorld, product: UUID) -> None:
    world.account("2002", 100_00)
    _, subscription = world.subscribe(product, account="2002")
    admin = world.person()

    assert admin.get(f"{HERE}/subscriptions").json()["subscriptions"] == []
    for answer in (
        admin.get(f"{HERE}/subscriptions/{subscription}"),
        act(admin, subscription, act="unsubscribe"),
        admin.post(f"{HERE}/subscriptions/{subscription}/previews", {"act": "unsubscribe"}),
        admin.get("/accounts/3003/subscriptions"),
        admin.post(f"{HERE}/previews", {"product_id": str(uuid4())}),
    ):
        assert problem(answer) == (404, "not_found")
    assert world.state(subscription) == "active"


def test_a_key_is_of_one_act(world: DeskWorld, product: UUID) -> None:
    _, subscription = world.subscribe(product)
    admin, same = world.person(), key()
    path = f"{HERE}/subscriptions/{subscription}/acts"
    assert admin.post(path, {"act": "pause", "reason": REASON}, headers=same).status_code == 200
    other = admin.post(path, {"act": "resume", "reason": REASON}, headers=same)
    assert problem(other) == (409, "conflict")
    assert world.state(subscription) == "suspended"


def test_lack_of_money_is_told(world: DeskWorld, product: UUID) -> None:
    dear = world.sell("gold", 5_000_00)
    admin = world.person()
    answer = admin.post(f"{HERE}/previews", {"product_id": str(dear)})
    assert problem(answer) == (402, "not_enough_money")
    offer = preview(admin, product)["offer"]
    refused = admin.post(f"{HERE}/subscriptions", wish(dear, offer), headers=key())
    assert problem(refused) == (402, "not_enough_money")
    assert world.count("subscription") == 0


def test_the_cabinet_says_that_it_was_the_operator(world: DeskWorld, product: UUID) -> None:
    """What the history keeps is a name of the staff; the subscriber is not told it."""
    manager = world.person(Role.MANAGER, "anna")
    offer = preview(manager, product)["offer"]
    manager.post(f"{HERE}/subscriptions", wish(product, offer), headers=key())
    (card,) = world.door().cabinet.cards(1)
    steps = world.door().cabinet.steps(1, card.id)
    assert {step_of(step, card).actor for step in steps} == {"operator"}
