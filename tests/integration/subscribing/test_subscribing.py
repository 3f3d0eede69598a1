"""Beginning and leaving, on PostgreSQL. Every act is compared with its own preview."""

from datetime import date
from typing import Any

import pytest

from backend.domain.errors import AlreadyExists, NotAllowed, NotFound
from backend.domain.services.subscribing.commands import RefundPolicy
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from backend.domain.values.billing import ChargingMode
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.subscriber_world import CONSENT, SubscriberWorld

MAY_1, MAY_11, JUNE_1 = date(2026, 5, 1), date(2026, 5, 11), date(2026, 6, 1)
S = SubscriptionState


def test_the_first_period_is_paid_at_once(world: SubscriberWorld) -> None:
    world.account(balance=30_000)
    effect, subscription = world.subscribe(world.sell("kav", 5_000))
    (standing,) = effect.subscriptions
    assert (standing.before, standing.state, standing.served_until) == (None, S.ACTIVE, JUNE_1)
    assert (standing.next_charge_on, standing.next_charge) == (JUNE_1, 5_000)
    assert (effect.charged, effect.available, world.balance()) == (5_000, 25_000, 25_000)
    (charge,) = effect.charges
    assert (charge.text, charge.vat_rate, charge.vat_amount) == (
        "kav, 1 мая – 31 мая, 50р.",
        2200,
        902,
    )
    assert world.chain(subscription) == [("charged", MAY_1, JUNE_1)]
    assert world.topics() == []  # what nobody wants to hear of is not written


def test_consent_is_kept_and_never_changed(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    found = world.row("SELECT subscription_id, version, at, address, text_hash FROM consent")
    assert found == (
        subscription,
        CONSENT.version,
        world.clock.now(),
        CONSENT.address,
        CONSENT.text_hash,
    )


def test_without_money_nothing_begins(world: SubscriberWorld) -> None:
    world.account(balance=4_000)
    product = world.sell("kav", 5_000)
    with pytest.raises(NotEnoughMoney) as refusal:
        world.subscribe(product)
    assert refusal.value.missing == 1_000
    assert world.count("subscription") == world.count("consent") == 0


def test_quantity_multiplies(world: SubscriberWorld) -> None:
    world.account(balance=15_000)
    effect, _ = world.subscribe(world.sell("kav", 5_000), quantity=3)
    assert effect.charged == 15_000


@pytest.mark.parametrize("gone", [{"archived_on": MAY_1}, {"mode": ChargingMode.PLATFORM}])
def test_what_is_not_sold_cannot_be_had(world: SubscriberWorld, gone: dict[str, Any]) -> None:
    world.account(balance=15_000)
    product = world.sell("kav", 5_000, **gone)
    with pytest.raises((NotAllowed, NotFound)):
        world.subscribe(product)


def test_once_is_enough(world: SubscriberWorld) -> None:
    world.account(balance=15_000)
    product = world.sell("kav", 5_000)
    world.subscribe(product)
    with pytest.raises(AlreadyExists):
        world.subscribe(product)
    assert world.balance() == 10_000


def test_a_trial_is_free_and_only_once(world: SubscriberWorld) -> None:
    world.account()
    product = world.sell("kav", 5_000, trial_days=10)
    effect, first = world.subscribe(product)
    (standing,) = effect.subscriptions
    assert (standing.state, standing.trial_until, standing.next_charge) == (S.TRIAL, MAY_11, 3_387)
    assert world.chain(first) == [("trial", MAY_1, MAY_11)]
    world.unsubscribe(first, immediately=True)
    with pytest.raises(NotEnoughMoney):
        world.subscribe(product)
    world.pay(5_000)
    effect, _ = world.subscribe(product)
    assert (effect.charged, effect.subscriptions[0].state) == (5_000, S.ACTIVE)


def test_after_the_trial_the_run_charges(world: SubscriberWorld) -> None:
    world.account(balance=10_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000, trial_days=10))
    world.set_day(MAY_11)
    world.run_due()
    assert world.chain(subscription) == [
        ("trial", MAY_1, MAY_11),
        ("charged", MAY_11, JUNE_1),
    ]
    assert (world.state(subscription), world.balance()) == ("active", 10_000 - 3_387)


def test_a_bundle_brings_its_parts_and_they_do_not_go_alone(world: SubscriberWorld) -> None:
    world.account(balance=7_000)
    bundle = world.sell("bundle", 5_000)
    part = world.sell("part", 2_000, parent=bundle)
    with pytest.raises(NotAllowed):
        world.subscribe(part)
    effect, whole = world.subscribe(bundle)
    assert [each.key for each in effect.subscriptions] == ["bundle", "part"]
    assert effect.charged == 7_000
    with pytest.raises(NotAllowed):
        world.unsubscribe(effect.subscriptions[1].id)
    world.unsubscribe(whole)
    assert {world.state(each.id) for each in effect.subscriptions} == {"cancelling"}
    world.undo(whole)
    assert {world.state(each.id) for each in effect.subscriptions} == {"active"}
    world.unsubscribe(whole, immediately=True)
    assert {world.state(each.id) for each in effect.subscriptions} == {"ended"}


def test_a_bundle_is_paid_whole_or_not_begun(world: SubscriberWorld) -> None:
    world.account(balance=6_000)
    bundle = world.sell("bundle", 5_000)
    world.sell("part", 2_000, parent=bundle)
    with pytest.raises(NotEnoughMoney) as refusal:
        world.subscribe(bundle)
    assert refusal.value.missing == 1_000
    assert world.count("subscription") == 0


def test_leaving_ends_with_what_is_paid(world: SubscriberWorld) -> None:
    world.account(balance=30_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.hear()
    world.set_day(MAY_11)
    effect = world.unsubscribe(subscription)
    (standing,) = effect.subscriptions
    assert (standing.state, standing.ends_on, standing.next_charge) == (S.CANCELLING, JUNE_1, None)
    assert effect.difference == 0
    world.run_due()
    assert world.state(subscription) == "cancelling"
    world.set_day(JUNE_1)
    world.run_due()
    assert (world.state(subscription), world.balance()) == ("ended", 25_000)
    assert world.topics() == ["subscription.cancelling", "subscription.ended"]


def test_leaving_can_be_undone_until_the_end(world: SubscriberWorld) -> None:
    world.account(balance=30_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    with pytest.raises(NotAllowed):
        world.undo(subscription)
    world.unsubscribe(subscription)
    world.set_day(date(2026, 5, 31))
    world.undo(subscription)
    assert world.state(subscription) == "active"
    world.unsubscribe(subscription)
    world.set_day(JUNE_1)
    with pytest.raises(NotAllowed):
        world.undo(subscription)


def test_leaving_at_once_gives_back_the_remaining_days(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(MAY_11)
    effect = world.unsubscribe(subscription, immediately=True, refund=RefundPolicy.REMAINING_DAYS)
    (refund,) = effect.refunds
    assert (refund.amount, refund.period_start, refund.period_end) == (3_387, MAY_11, JUNE_1)
    assert refund.vat_amount == 611
    assert (world.balance(), world.state(subscription)) == (3_387, "ended")
    assert world.row("SELECT amount, refunded FROM charge") == (5_000, 3_387)


def test_leaving_on_the_first_day_gives_everything_back(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    product = world.sell("kav", 5_000)
    _, first = world.subscribe(product)
    world.unsubscribe(first, immediately=True, refund=RefundPolicy.REMAINING_DAYS)
    assert world.balance() == 5_000
    world.subscribe(product)
    assert world.balance() == 0


def test_without_a_refund_the_money_stays(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    effect = world.unsubscribe(subscription, immediately=True)
    assert (effect.refunded, world.balance(), world.state(subscription)) == (0, 0, "ended")


def test_leaving_works_in_debt_blocked_and_archived(world: SubscriberWorld) -> None:
    world.account(credit_limit=5_000)
    product = world.sell("kav", 5_000)
    _, subscription = world.subscribe(product)
    world.set_credit_limit(0)
    world.set_status(AccountStatus.BLOCKED)
    world.change_product_row(product, archived_on=MAY_1)
    world.unsubscribe(subscription)
    assert (world.balance(), world.state(subscription)) == (-5_000, "cancelling")
    world.undo(subscription)
    world.unsubscribe(subscription, immediately=True)
    assert world.state(subscription) == "ended"


def test_days_that_nobody_billed_are_not_billed_to_who_leaves(world: SubscriberWorld) -> None:
    world.account(balance=30_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(date(2026, 6, 5))  # no run for four days
    effect = world.unsubscribe(subscription)
    assert (effect.difference, world.state(subscription)) == (0, "ended")
    assert world.chain(subscription)[-1] == ("forgiven", JUNE_1, date(2026, 6, 5))
    world.run_due()
    assert world.balance() == 25_000


def test_of_another_account_there_is_nothing(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    world.account("2002")
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    with pytest.raises(NotFound):
        world.unsubscribe(subscription, account="2002")
    with pytest.raises(NotFound):
        world.unsubscribe(subscription, account="3003")


def test_each_step_says_who_and_why(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.resume(subscription)
    world.unsubscribe(subscription)
    query = "SELECT from_state, to_state, actor, reason FROM subscription_event ORDER BY id"
    assert world.rows(query) == [
        (None, "active", "tests", "subscribed"),
        ("active", "suspended", "tests", "paused"),
        ("suspended", "active", "tests", "resumed"),
        ("active", "cancelling", "tests", "unsubscribed"),
    ]
