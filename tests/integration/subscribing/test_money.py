"""What lack of money does, and what money does: suspension, resumption at once, grace, the end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from backend.domain.errors import NotAllowed
from backend.domain.services.subscribing.commands import RefundPolicy
from backend.domain.services.subscribing.subscriber import NotEnoughMoney
from backend.domain.values.proration import Proration
from backend.domain.values.status import AccountStatus
from tests.commands import pay
from tests.subscriber_world import SubscriberWorld

MAY_1, JUNE_1, JUNE_11, JULY_1 = (
    date(2026, 5, 1),
    date(2026, 6, 1),
    date(2026, 6, 11),
    date(2026, 7, 1),
)


def test_a_payment_resumes_at_once_for_the_rest_of_the_period(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    world.hear()
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(JUNE_1)
    world.run_due()
    assert world.state(subscription) == "suspended"
    world.set_day(JUNE_11)
    world.pay(10_000)
    assert world.state(subscription) == "active"
    assert world.chain(subscription) == [
        ("charged", MAY_1, JUNE_1),
        ("suspended", JUNE_1, JUNE_11),
        ("charged", JUNE_11, JULY_1),
    ]
    assert world.balance() == 10_000 - 3_333
    assert world.topics() == [
        "charge.taken",
        "subscription.begun",
        "subscription.suspended",
        "payment.received",
        "charge.taken",
        "subscription.resumed",
    ]


def test_a_payment_that_is_too_small_changes_nothing(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(JUNE_1)
    world.run_due()
    world.pay(4_999)
    assert (world.state(subscription), world.balance()) == ("suspended", 4_999)
    assert world.count("resumption") == 0
    world.pay(1)
    assert (world.state(subscription), world.balance()) == ("active", 0)


def test_the_most_important_goes_on_first(world: SubscriberWorld) -> None:
    world.account(balance=35_000)
    _, antivirus = world.subscribe(world.sell("kav", 5_000, priority=100))
    _, internet = world.subscribe(world.sell("internet", 30_000, priority=1))
    world.set_day(JUNE_1)
    world.run_due()
    world.pay(30_000)
    assert (world.state(internet), world.state(antivirus)) == ("active", "suspended")


def test_what_stops_the_queue_stops_resumption_too(world: SubscriberWorld) -> None:
    world.account(balance=35_000)
    _, antivirus = world.subscribe(world.sell("kav", 5_000, priority=100))
    _, internet = world.subscribe(world.sell("internet", 30_000, priority=1, stops_queue=True))
    world.set_day(JUNE_1)
    world.run_due()
    world.pay(10_000)
    assert (world.state(internet), world.state(antivirus)) == ("suspended", "suspended")


def test_promise_limit_and_unblocking_are_caught_by_the_tick(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(JUNE_1)
    world.run_due()
    world.promise(1_000, 5)
    world.set_status(AccountStatus.BLOCKED)
    world.set_credit_limit(4_000)
    world.run_due()
    assert (world.state(subscription), world.count("resumption")) == ("suspended", 0)
    world.set_status(AccountStatus.ACTIVE)
    world.run_due()
    assert (world.state(subscription), world.balance()) == ("active", -5_000)


def test_what_is_given_back_pays_for_what_waits(world: SubscriberWorld) -> None:
    world.account(balance=11_000)
    _, waiting = world.subscribe(world.sell("kav", 5_000))
    world.set_day(date(2026, 5, 31))
    _, given_up = world.subscribe(world.sell("kis", 6_000))
    world.set_day(JUNE_1)
    world.run_due()
    assert world.state(waiting) == "suspended"
    world.unsubscribe(given_up, immediately=True, refund=RefundPolicy.REMAINING_DAYS)
    assert (world.state(waiting), world.balance()) == ("active", 6_000 - 200 - 5_000)


def test_a_crash_after_the_payment_is_caught_up(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(JUNE_1)
    world.run_due()
    world.desk._after_payments = lambda: None  # the process dies between commit and resumption
    world.pay(5_000)
    assert (world.state(subscription), world.count("resumption")) == ("suspended", 1)
    world.run_due()
    assert (world.state(subscription), world.balance()) == ("active", 0)
    assert world.count("resumption") == 0


def test_many_resumptions_at_once_charge_once(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(JUNE_1)
    world.run_due()
    world.desk._after_payments = lambda: None
    world.pay(50_000)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: world.shop.resume_paid(), range(8)))
    assert (world.state(subscription), world.balance()) == ("active", 45_000)
    assert world.count("charge") == 2


def test_a_payment_of_an_account_that_owes_nothing_leaves_no_mark(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    world.desk._after_payments = lambda: None
    world.process(pay("p-1", 100))
    assert world.count("resumption") == 0


def test_a_free_rest_of_a_period_resumes_too(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000, proration=Proration.NONE))
    world.set_day(JUNE_1)
    world.run_due()
    world.set_day(JUNE_11)
    world.pay(100)
    assert (world.state(subscription), world.balance()) == ("active", 100)


def test_what_is_not_paid_in_time_ends(world: SubscriberWorld) -> None:
    world.account(balance=7_000)
    bundle = world.sell("bundle", 5_000, end_after_days=10)
    world.sell("part", 2_000, parent=bundle)
    effect, whole = world.subscribe(bundle)
    world.set_day(JUNE_1)
    world.run_due()
    world.set_day(date(2026, 6, 10))
    world.run_due()
    assert world.state(whole) == "suspended"
    world.set_day(JUNE_11)
    world.run_due()
    assert {world.state(each.id) for each in effect.subscriptions} == {"ended"}
    assert world.chain(whole)[-1] == ("suspended", JUNE_1, JUNE_11)
    world.pay(50_000)
    assert world.balance() == 50_000


def test_ends_come_in_chunks_and_late_ticks_end_the_same(world: SubscriberWorld) -> None:
    product = world.sell("kav", 5_000)
    for number in range(7):
        world.account(f"40{number}", 5_000)
        _, subscription = world.subscribe(product, account=f"40{number}")
        world.unsubscribe(subscription, account=f"40{number}")
    world.set_day(date(2026, 8, 1))
    world.run_due()
    ends = world.rows("SELECT DISTINCT state, cancel_on, next_start FROM subscription")
    assert ends == [("ended", JUNE_1, JUNE_1)]


def test_a_pause_costs_nothing_and_ends_when_the_subscriber_says(world: SubscriberWorld) -> None:
    world.account(balance=50_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.set_day(date(2026, 5, 20))
    effect = world.pause(subscription)
    assert effect.subscriptions[0].served_until == JUNE_1
    for day in (JUNE_1, JULY_1, date(2026, 7, 11)):
        world.set_day(day)
        world.run_due()
    assert world.balance() == 45_000
    effect = world.resume(subscription)
    assert (effect.charged, world.state(subscription)) == (3_387, "active")
    assert world.chain(subscription)[1:] == [
        ("paused", JUNE_1, date(2026, 7, 11)),
        ("charged", date(2026, 7, 11), date(2026, 8, 1)),
    ]


def test_a_pause_taken_back_while_it_is_paid_leaves_nothing(world: SubscriberWorld) -> None:
    world.account(balance=50_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    with pytest.raises(NotAllowed):
        world.pause(subscription)
    effect = world.resume(subscription)
    assert (effect.charged, world.state(subscription)) == (0, "active")
    assert len(world.chain(subscription)) == 1
    with pytest.raises(NotAllowed):
        world.resume(subscription)


def test_a_pause_is_not_ended_by_a_payment_but_by_the_subscriber_with_money(
    world: SubscriberWorld,
) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.set_day(JUNE_1)
    with pytest.raises(NotEnoughMoney):
        world.resume(subscription)
    world.pay(5_000)
    world.run_due()
    assert (world.state(subscription), world.balance()) == ("suspended", 5_000)
    world.resume(subscription)
    assert (world.state(subscription), world.balance()) == ("active", 0)


def test_who_leaves_during_a_pause_and_stays_is_in_the_pause_again(world: SubscriberWorld) -> None:
    world.account(balance=5_000)
    _, subscription = world.subscribe(world.sell("kav", 5_000))
    world.pause(subscription)
    world.unsubscribe(subscription)
    assert world.state(subscription) == "cancelling"
    world.undo(subscription)
    assert world.state(subscription) == "suspended"
    world.set_day(JUNE_1)
    world.unsubscribe(subscription)
    assert (world.state(subscription), len(world.chain(subscription))) == ("ended", 1)
