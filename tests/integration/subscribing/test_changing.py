"""Another product: dearer ones at once with the difference, cheaper ones with the next period."""

from datetime import date

import pytest

from backend.domain.errors import AlreadyExists, NotAllowed
from backend.domain.services.subscribing.commands import ChangeTime
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from backend.domain.values.recurrence import PeriodRule
from backend.domain.values.vat import VatKind
from tests.subscriber_world import SubscriberWorld

MAY_1, MAY_11, JUNE_1 = date(2026, 5, 1), date(2026, 5, 11), date(2026, 6, 1)
ENTRIES = """
    SELECT ledger_account, sum(amount)::int FROM entry_side
    WHERE ledger_account IN ('revenue', 'vat') GROUP BY 1 ORDER BY 1
"""


def test_a_dearer_product_begins_now_and_costs_the_difference(world: SubscriberWorld) -> None:
    world.account(balance=20_000)
    _, subscription = world.subscribe(world.sell("basic", 3_100))
    better = world.sell("better", 6_200)
    world.set_day(MAY_11)
    effect = world.change(subscription, better)
    assert (effect.charged, effect.refunded, effect.difference) == (4_200, 2_100, 2_100)
    (charge,) = effect.charges
    assert (charge.text, charge.period_start, charge.period_end) == (
        "better, 11 мая – 31 мая, 42р.",
        MAY_11,
        JUNE_1,
    )
    assert world.balance() == 20_000 - 3_100 - 2_100
    assert world.chain(subscription) == [("charged", MAY_1, JUNE_1)]
    world.set_day(JUNE_1)
    world.run_due()
    assert world.balance() == 20_000 - 3_100 - 2_100 - 6_200


def test_a_cheaper_product_begins_with_the_next_period(world: SubscriberWorld) -> None:
    world.account(balance=20_000)
    _, subscription = world.subscribe(world.sell("better", 6_200))
    basic = world.sell("basic", 3_100)
    world.set_day(MAY_11)
    effect = world.change(subscription, basic)
    (standing,) = effect.subscriptions
    assert (effect.difference, standing.next_product_id) == (0, basic)
    assert (standing.next_charge_on, standing.next_charge) == (JUNE_1, 3_100)
    world.set_day(JUNE_1)
    world.run_due()
    assert world.balance() == 20_000 - 6_200 - 3_100
    assert world.value("SELECT product_id FROM subscription") == basic


def test_a_planned_change_can_be_given_up(world: SubscriberWorld) -> None:
    world.account(balance=20_000)
    better, basic = world.sell("better", 6_200), world.sell("basic", 3_100)
    _, subscription = world.subscribe(better)
    with pytest.raises(AlreadyExists):
        world.change(subscription, better)
    world.change(subscription, basic)
    world.change(subscription, better)
    assert world.value("SELECT next_product_id FROM subscription") is None


def test_each_side_keeps_its_own_tax(world: SubscriberWorld) -> None:
    world.account(balance=20_000)
    _, subscription = world.subscribe(world.sell("taxed", 6_200))
    free = world.sell("free", 9_300, vat_kind=VatKind.OUTSIDE)
    world.set_day(MAY_11)
    effect = world.change(subscription, free)
    assert [each.vat_amount for each in effect.charges] == [0]
    (refund,) = effect.refunds
    assert (refund.amount, refund.vat_amount) == (4_200, 757)
    assert world.rows(ENTRIES) == [("revenue", 2_000 + 6_300 - 361), ("vat", 361)]


def test_several_changes_on_one_day_cost_only_the_last(world: SubscriberWorld) -> None:
    world.account(balance=50_000)
    a, b, c = world.sell("a", 3_100), world.sell("b", 6_200), world.sell("c", 9_300)
    _, subscription = world.subscribe(a)
    world.change(subscription, b)
    world.change(subscription, c)
    assert world.balance() == 50_000 - 9_300
    world.set_day(MAY_11)
    world.change(subscription, a, ChangeTime.NOW)
    world.change(subscription, c)
    world.change(subscription, b, ChangeTime.NOW)
    assert world.balance() == 50_000 - 3_000 - 4_200


def test_without_money_for_the_difference_nothing_changes(world: SubscriberWorld) -> None:
    world.account(balance=3_100)
    basic, better = world.sell("basic", 3_100), world.sell("better", 6_200)
    _, subscription = world.subscribe(basic)
    with pytest.raises(NotEnoughMoney) as refusal:
        world.change(subscription, better)
    assert (refusal.value.missing, world.balance()) == (3_100, 0)
    assert world.value("SELECT product_id FROM subscription") == basic


def test_other_periods_are_cut_at_the_paid_end(world: SubscriberWorld) -> None:
    world.account(balance=90_000)
    _, subscription = world.subscribe(world.sell("month", 3_100))
    week = world.sell("week", 7_000, rule=PeriodRule.DAYS)
    world.set_day(MAY_11)
    effect = world.change(subscription, week)
    assert [(each.period_start.day, each.amount) for each in effect.charges] == [
        (11, 4_667),
        (31, 233),
    ]


def test_who_waits_for_money_goes_on_with_a_cheaper_product(world: SubscriberWorld) -> None:
    world.account(balance=9_300)
    _, subscription = world.subscribe(world.sell("better", 6_200))
    basic = world.sell("basic", 3_100)
    world.set_day(JUNE_1)
    world.run_due()
    assert world.state(subscription) == "suspended"
    effect = world.change(subscription, basic)
    assert (effect.charged, world.state(subscription), world.balance()) == (3_100, "active", 0)


def test_what_cannot_be_changed(world: SubscriberWorld) -> None:
    world.account(balance=90_000)
    bundle, other = world.sell("bundle", 3_100), world.sell("other", 3_100)
    world.sell("part", 100, parent=bundle)
    _, whole = world.subscribe(bundle)
    with pytest.raises(NotAllowed):
        world.change(whole, other)
    _, single = world.subscribe(world.sell("single", 3_100))
    for product, refusal in ((bundle, NotAllowed),):
        with pytest.raises(refusal):
            world.change(single, product)
    world.unsubscribe(single)
    with pytest.raises(NotAllowed):
        world.change(single, other)


def test_under_the_old_name_the_old_product_can_be_had_again(world: SubscriberWorld) -> None:
    world.account(balance=90_000)
    basic, better = world.sell("basic", 3_100), world.sell("better", 6_200)
    _, subscription = world.subscribe(basic)
    world.change(subscription, better)
    effect, _ = world.subscribe(basic)
    assert effect.subscriptions[0].key == "basic-2"
    with pytest.raises(AlreadyExists):
        world.subscribe(better)


def test_a_change_out_of_a_trial_is_paid(world: SubscriberWorld) -> None:
    world.account(balance=90_000)
    _, subscription = world.subscribe(world.sell("basic", 3_100, trial_days=10))
    effect = world.change(subscription, world.sell("better", 6_200))
    assert (effect.charged, effect.refunded) == (2_000, 0)
    assert (world.state(subscription), world.chain(subscription)) == (
        "active",
        [("trial", MAY_1, MAY_11)],
    )
