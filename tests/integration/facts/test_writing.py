"""The books write what happens: by every way, once, in the order in which it happened."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from backend.domain.events import Topic
from backend.domain.services.subscribing.commands import ChangeTime, RefundPolicy
from backend.domain.values.codes import Code, RefusalPolicy
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.commands import Platform, pay
from tests.integration.correcting.desk import BORIS, CorrectionDesk
from tests.integration.importing.files import ImportWorld
from tests.invoicing_world import InvoicingWorld
from tests.subscriber_world import SubscriberWorld
from tests.world import World

MAY_11, JUNE_1 = date(2026, 5, 11), date(2026, 6, 1)


@pytest.fixture
def alpha(world: SubscriberWorld) -> Platform:
    """A platform."""
    return world.integrator()


def contents(world: World, topic: Topic) -> list[dict[str, Any]]:
    """What the facts of a topic say, in order."""
    query = "SELECT content FROM outbox WHERE topic = :topic ORDER BY number"
    return [content for (content,) in world.rows(query, topic=topic)]


def test_a_charge_and_the_life_that_begins_with_it(world: SubscriberWorld, alpha: Platform) -> None:
    outcome = world.one(alpha.charge("c-1", 5_000, text="Касперский, май"))

    assert world.topics() == [
        "subscription.begun",
        "subscription.activated",
        "charge.taken",
    ]
    product, subscription = world.row("SELECT product_id, subscription_id FROM charge")
    (content,) = contents(world, Topic.CHARGE_TAKEN)
    assert content == {
        "charge": str(outcome.target_id),
        "product_id": str(product),
        "integrator_id": alpha.terms.integrator_id,
        "amount": 5_000,
        "vat_amount": 902,
        "text": "Касперский, май",
        "period_start": "2026-05-01",
        "period_end": "2026-05-31",
    }
    id_, at, told_of = world.row(
        "SELECT id, at, subscription_id FROM outbox WHERE topic = 'charge.taken'"
    )
    assert (id_, at, told_of) == (outcome.target_id, world.clock.now(), subscription)
    (begun,) = contents(world, Topic.SUBSCRIPTION_BEGUN)
    assert begun == {
        "from": None,
        "to": "pending",
        "actor": "alpha",
        "reason": "begun",
        "product_id": str(product),
        "integrator_id": alpha.terms.integrator_id,
    }


def test_a_charge_without_words_is_told_by_its_products_title(
    world: SubscriberWorld, alpha: Platform
) -> None:
    world.one(alpha.charge("c-1", 5_000, product="kav", product_title="Касперский"))
    (content,) = contents(world, Topic.CHARGE_TAKEN)
    assert content["text"] == "Касперский"


def test_a_captured_hold_is_a_charge(world: SubscriberWorld, alpha: Platform) -> None:
    world.hear(Topic.CHARGE_TAKEN)
    assert world.codes(alpha.hold("h-1", 5_000)) == [Code.OK]
    assert world.topics() == []
    world.one(alpha.capture("c-1", "h-1", 3_000, final=False))
    world.one(alpha.capture("c-2", "h-1", 1_000))
    assert [content["amount"] for content in contents(world, Topic.CHARGE_TAKEN)] == [3_000, 1_000]


def test_a_batch_tells_of_each_of_its_operations(world: SubscriberWorld, alpha: Platform) -> None:
    world.hear(Topic.CHARGE_TAKEN, Topic.PAYMENT_RECEIVED, Topic.CHARGE_REFUSED)
    world.process(
        alpha.charge("c-1", 100),
        pay("p-1", 700),
        alpha.charge("c-2", 200),
        alpha.charge("c-3", 1_000_000),
        alpha.charge("c-1", 100),
    )
    assert sorted(world.topics()) == [
        "charge.refused",
        "charge.taken",
        "charge.taken",
        "payment.received",
    ]
    assert [content["amount"] for content in contents(world, Topic.CHARGE_TAKEN)] == [100, 200]


def test_what_a_platform_takes_back(world: SubscriberWorld, alpha: Platform) -> None:
    world.hear(Topic.CHARGE_REVERSED)
    charge = world.one(alpha.charge("c-1", 5_000)).target_id
    assert world.topics() == []
    world.codes(alpha.reverse("c-1"), alpha.reverse("c-1"), alpha.reverse("nothing"))

    (content,) = contents(world, Topic.CHARGE_REVERSED)
    assert (content["charge"], content["amount"]) == (str(charge), 5_000)
    (id_,) = world.row("SELECT id FROM outbox")
    assert id_ == UUID(str(world.value(f"SELECT md5('{charge}' || 'reversed')")))


def test_a_refusal_for_lack_of_money_is_told_once(world: SubscriberWorld) -> None:
    world.hear(Topic.CHARGE_REFUSED)
    alpha = world.integrator(refusals=RefusalPolicy.RECONSIDER)
    charge = alpha.charge("c-1", 30_001)
    assert world.codes(charge) == [Code.NOT_ENOUGH_MONEY]
    assert world.codes(alpha.charge("c-1", 30_001)) == [Code.NOT_ENOUGH_MONEY]
    world.codes(alpha.hold("h-1", 40_000), alpha.reverse("nothing"))

    refused, held = contents(world, Topic.CHARGE_REFUSED)
    assert refused == {
        "operation": str(charge.id),
        "integrator_id": alpha.terms.integrator_id,
        "kind": "charge",
        "external_id": "c-1",
        "code": "not_enough_money",
        "amount": 30_001,
        "available": 30_000,
    }
    assert held["kind"] == "hold"


def test_a_blocked_account_and_other_refusals(world: SubscriberWorld, alpha: Platform) -> None:
    world.hear(Topic.CHARGE_REFUSED)
    capped = world.integrator("beta", max_charge=10)
    world.codes(capped.charge("c-1", 100), alpha.charge("c-2", 100, account="nobody"))
    assert world.topics() == []
    world.set_status(AccountStatus.BLOCKED)
    world.codes(alpha.charge("c-3", 100))
    (content,) = contents(world, Topic.CHARGE_REFUSED)
    assert content["code"] == "account_blocked"


def test_a_payment(world: SubscriberWorld) -> None:
    world.codes(pay("document-7", 700), pay("document-7", 700))
    (content,) = contents(world, Topic.PAYMENT_RECEIVED)
    assert (content["amount"], content["document"]) == (700, "document-7")
    assert world.value("SELECT id FROM payment WHERE document = 'document-7'") == UUID(
        content["payment"]
    )


@pytest.mark.parametrize(
    ("steps", "topics"),
    [
        (["active", "suspended"], ["activated", "suspended"]),
        (["trial", "active"], ["activated", "activated"]),
        (["active", "suspended", "active"], ["activated", "suspended", "resumed"]),
        (["active", "cancelling", "active"], ["activated", "cancelling", "kept"]),
        (["active", "cancelling", "suspended"], ["activated", "cancelling", "suspended"]),
        (["pending", "failed"], ["failed"]),
        (["active", "active", "ended"], ["activated", "ended"]),
    ],
)
def test_steps_that_a_platform_reports(
    world: SubscriberWorld, alpha: Platform, steps: list[str], topics: list[str]
) -> None:
    """Its reasons are its own words: "paused" makes no pause of the subscriber's."""
    for number, state in enumerate(steps):
        report = alpha.report(f"s-{number}", SubscriptionState(state), reason="paused")
        assert world.codes(report) == [Code.OK]
    assert world.topics() == ["subscription.begun", *(f"subscription.{each}" for each in topics)]
    (last,) = contents(world, Topic(world.topics()[-1]))[-1:]
    assert (last["to"], last["actor"], last["reason"]) == (steps[-1], "alpha", "paused")


def test_what_a_subscriber_does(world: SubscriberWorld) -> None:
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.resume(subscription)
    world.unsubscribe(subscription)
    world.undo(subscription)
    world.change(subscription, world.sell("kis", 6_000), ChangeTime.NOW)
    world.unsubscribe(subscription, immediately=True, refund=RefundPolicy.REMAINING_DAYS)

    assert world.topics() == [
        "charge.taken",
        "subscription.begun",
        "subscription.paused",
        "subscription.resumed",
        "subscription.cancelling",
        "subscription.kept",
        "charge.taken",
        "charge.refunded",
        "subscription.changed",
        "charge.refunded",
        "subscription.ended",
    ]


def test_a_pause_that_was_left_and_kept_is_kept(world: SubscriberWorld) -> None:
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.unsubscribe(subscription)
    world.undo(subscription)
    assert world.topics()[-1] == "subscription.kept"
    assert world.state(subscription) == "suspended"


def test_a_change_with_the_next_period_is_told_when_it_is_there(world: SubscriberWorld) -> None:
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.change(subscription, world.sell("kis", 6_000), ChangeTime.NEXT_PERIOD)
    assert world.topics() == ["charge.taken", "subscription.begun"]
    world.set_day(JUNE_1)
    world.run_due()
    assert world.topics()[2:] == ["charge.taken", "subscription.changed"]


def test_leaving_gives_money_back(world: SubscriberWorld) -> None:
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(MAY_11)
    world.unsubscribe(subscription, immediately=True, refund=RefundPolicy.REMAINING_DAYS)
    (content,) = contents(world, Topic.CHARGE_REFUNDED)
    assert content["amount"] == 5_000
    amount, vat, text = world.row("SELECT amount, vat_amount, text FROM refund")
    assert content["refund"] == {"amount": amount, "vat_amount": vat, "text": text}


def test_a_run_charges_and_suspends(world: SubscriberWorld) -> None:
    for code in ("kav", "kis", "office"):
        world.subscribe(world.sell(code, 9_000))
    world.pay(6_000)
    world.hear(*(set(Topic) - {Topic.PAYMENT_RECEIVED, Topic.SUBSCRIPTION_BEGUN}))
    before = len(world.topics())
    world.set_day(JUNE_1)
    world.run_due()
    assert world.topics()[before:] == ["charge.taken", *["subscription.suspended"] * 2]
    assert contents(world, Topic.SUBSCRIPTION_SUSPENDED)[0]["reason"] == "lack of money"


def test_corrections_of_the_staff(database_url: str) -> None:
    desk = CorrectionDesk(database_url)
    try:
        desk.hear()
        desk.refund(1_000)
        desk.confirm(desk.reverse())
        desk.confirm(desk.reverse(charge=desk.charged("c-2")), by=BORIS)
        returned = [content["returned"] for content in contents(desk, Topic.CHARGE_REVERSED)]
        assert returned == [4_000, 5_000]
        topics = [topic for topic in desk.topics() if topic.startswith("charge")]
        assert topics == ["charge.refunded", "charge.reversed", "charge.taken", "charge.reversed"]
    finally:
        desk.close()


def test_imported_payments(database_url: str) -> None:
    world = ImportWorld(database_url)
    try:
        world.account("1001")
        world.hear()
        lines = ["account;amount;document;text", "1001;50.00;d-1;", "1001;50.00;d-1;"]
        world.payments(lines, dry_run=True)
        assert world.topics() == []
        world.payments(lines)
        assert world.topics() == ["payment.received"]
    finally:
        world.close()


def test_an_invoice_and_its_credit_note(database_url: str) -> None:
    world = InvoicingWorld(database_url)
    try:
        world.bulletin()
        world.hear()
        world.set_day(JUNE_1)
        world.invoices.finalise("1001", date(2026, 5, 1))
        (content,) = contents(world, Topic.INVOICE_ISSUED)
        assert content == {
            "invoice": str(world.value("SELECT id FROM invoice")),
            "kind": "invoice",
            "month": "2026-05-01",
            "total": 55_000,
            "number": "2026-000001",
        }
    finally:
        world.close()


def test_nobody_hears_what_nobody_wants(world: SubscriberWorld, alpha: Platform) -> None:
    world.hear(Topic.INVOICE_ISSUED)
    world.codes(alpha.charge("c-1", 100), alpha.charge("c-2", 1_000_000), alpha.reverse("c-1"))
    world.pay(100)
    world.subscribe(world.sell("kav", 5_000))
    assert world.count("outbox") == 0
