"""What a platform charges, left and kept on PostgreSQL: until when it is served, who is told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest

from backend.domain.errors import NotAllowed, NotFound
from backend.domain.events import Topic
from backend.domain.services.subscribing.commands import Pause, Unsubscribe
from backend.domain.services.subscribing.effect import Standing
from backend.domain.values.codes import Code
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.commands import ACCOUNT, Platform
from tests.subscriber_world import SubscriberWorld

MAY_11, MAY_20, MAY_31, JUNE_1 = (
    date(2026, 5, 11),
    date(2026, 5, 20),
    date(2026, 5, 31),
    date(2026, 6, 1),
)
TOLD = "SELECT action, ends_on, attempts, done_at FROM instruction ORDER BY number"
ROW = "SELECT state, paid_through, cancel_on FROM subscription WHERE id = :id"


@pytest.fixture
def alpha(world: SubscriberWorld) -> Platform:
    """A platform, and an account with money."""
    world.account(balance=10_000)
    return world.integrator()


def standing(world: SubscriberWorld) -> Standing:
    """How the account's one subscription stands."""
    (found,) = world.shop.standings(ACCOUNT)
    return found


def test_a_life(world: SubscriberWorld, alpha: Platform) -> None:
    office = world.buy(alpha)
    world.hear(Topic.SUBSCRIPTION_CANCELLING, Topic.SUBSCRIPTION_KEPT, Topic.SUBSCRIPTION_ENDED)
    effect = world.unsubscribe(office)
    assert (effect.difference, effect.available) == (0, 9_900)
    (left,) = effect.subscriptions
    assert standing(world) == replace(left, before=SubscriptionState.CANCELLING)
    assert standing(world).ends_on == MAY_31
    assert world.codes(alpha.charge("c-2", 100, product="office")) == [Code.SUBSCRIPTION_CANCELLED]
    world.undo(office)
    assert (standing(world).state, standing(world).ends_on) == ("active", None)
    assert world.codes(alpha.charge("c-2", 100, product="office")) == [Code.OK]
    world.unsubscribe(office)
    world.set_day(date(2026, 5, 30))
    world.run_due()
    assert world.state(office) == "cancelling"
    world.set_day(MAY_31)
    assert world.rows(TOLD) == [
        ("cancel", MAY_31, 0, None),
        ("keep", None, 0, None),
        ("cancel", MAY_31, 0, None),
    ]
    world.platforms_know()
    world.run_due()
    assert world.row(ROW, id=office) == ("ended", MAY_31, MAY_31)
    with pytest.raises(NotFound):
        world.undo(office)
    assert world.topics() == [
        "subscription.cancelling",
        "subscription.kept",
        "subscription.cancelling",
        "subscription.ended",
    ]
    assert world.shop.standings(ACCOUNT) == []


def test_each_step_says_who_and_why(world: SubscriberWorld, alpha: Platform) -> None:
    office = world.buy(alpha)
    world.unsubscribe(office)
    world.platforms_know()
    world.set_day(JUNE_1)
    world.run_due()
    query = """
        SELECT from_state, to_state, actor, reason FROM subscription_event
        WHERE actor <> 'alpha' ORDER BY id
    """
    assert world.rows(query) == [
        ("active", "cancelling", "tests", "unsubscribed"),
        ("cancelling", "ended", "billing", "unsubscribed"),
    ]


def test_a_platform_that_does_not_know_cannot_charge_what_was_left(
    world: SubscriberWorld, alpha: Platform
) -> None:
    """A renewal under the name of something that has ended would be a new purchase."""
    office = world.buy(alpha)
    world.unsubscribe(office)
    for day in (MAY_31, date(2026, 7, 9)):
        world.set_day(day)
        world.run_due()
        renewal = alpha.charge(f"renewal-{day}", 100, product="office")
        assert world.codes(renewal) == [Code.SUBSCRIPTION_CANCELLED]
    assert world.state(office) == "cancelling"
    world.set_day(date(2026, 7, 10))
    world.run_due()
    assert world.row(ROW, id=office) == ("ended", MAY_31, MAY_31)
    assert world.count("charge") == 1


def test_who_wants_it_again_before_the_platform_knows_keeps_it(
    world: SubscriberWorld, alpha: Platform
) -> None:
    office = world.buy(alpha)
    world.unsubscribe(office)
    world.set_day(JUNE_1)
    world.undo(office)
    assert world.codes(alpha.charge("again", 100, product="office")) == [Code.OK]
    assert world.state(office) == "active"


def test_without_paid_days_it_ends_as_soon_as_the_platform_knows(
    world: SubscriberWorld, alpha: Platform
) -> None:
    world.process(alpha.report("r-1", SubscriptionState.PENDING, product="pending"))
    pending = world.value("SELECT id FROM subscription")
    world.unsubscribe(pending)
    endless = world.buy(alpha, "endless", last_day=None)
    world.unsubscribe(endless)
    office = world.buy(alpha)
    world.unsubscribe(office, immediately=True)
    assert {world.state(each) for each in (pending, endless, office)} == {"cancelling"}
    world.platforms_know()
    world.run_due()
    assert {world.state(each) for each in (pending, endless, office)} == {"ended"}
    assert world.count("instruction") == 3


def test_twice_is_once(world: SubscriberWorld, alpha: Platform) -> None:
    office = world.buy(alpha)
    world.unsubscribe(office)
    assert world.unsubscribe(office).subscriptions == ()
    world.undo(office)
    with pytest.raises(NotAllowed):
        world.undo(office)
    assert world.count("instruction") == 2


def test_leaving_works_in_debt_blocked_and_archived(
    world: SubscriberWorld, alpha: Platform
) -> None:
    world.set_credit_limit(5_000)
    office = world.buy(alpha, amount=15_000)
    world.set_credit_limit(0)
    world.set_status(AccountStatus.BLOCKED)
    product = world.value("SELECT product_id FROM subscription")
    world.change_product_row(product, archived_on=date(2026, 5, 1))
    world.unsubscribe(office)
    assert (world.balance(), world.state(office)) == (-5_000, "cancelling")


def test_nothing_else_can_be_done_here(world: SubscriberWorld, alpha: Platform) -> None:
    office = world.buy(alpha)
    with pytest.raises(NotAllowed, match="its platform charges it"):
        world.do(Pause(account=ACCOUNT, actor="tests", subscription_id=office))
    world.account("2002")
    with pytest.raises(NotFound):
        world.unsubscribe(office, account="2002")


@pytest.mark.parametrize(
    ("taken_back", "today", "ends_on"),
    [
        (["second"], MAY_11, MAY_20),
        (["second"], MAY_31, MAY_31),
        (["first"], MAY_11, JUNE_1),
        (["first", "second"], MAY_11, MAY_11),
    ],
    ids=[
        "what is paid still is served",
        "but no day before today is taken away",
        "what is not the last charge changes nothing",
        "nothing is paid: it ends today",
    ],
)
def test_a_platform_that_gives_money_back_serves_less(
    world: SubscriberWorld,
    alpha: Platform,
    taken_back: list[str],
    today: date,
    ends_on: date,
) -> None:
    first = alpha.charge("first", 100, product="office", period_end=date(2026, 5, 19))
    world.process(first, alpha.charge("second", 100, product="office", period_end=MAY_31))
    office = UUID(str(world.value("SELECT id FROM subscription")))
    world.unsubscribe(office)
    world.set_day(today)
    world.process(*(alpha.reverse(each) for each in taken_back))
    assert world.value("SELECT cancel_on FROM subscription") == ends_on
    world.prove()
    world.platforms_know()
    world.set_day(JUNE_1)
    world.run_due()
    assert (world.state(office), world.value("SELECT cancel_on FROM subscription")) == (
        "ended",
        ends_on,
    )


def test_money_back_ends_nothing_that_nobody_has_left(
    world: SubscriberWorld, alpha: Platform
) -> None:
    charge = alpha.charge("c-1", 100, product="office")
    world.process(charge, alpha.report("r-1", SubscriptionState.CANCELLING, product="office"))
    world.process(alpha.reverse("c-1"))
    assert world.rows("SELECT state, paid_through, cancel_on FROM subscription") == [
        ("cancelling", None, None)
    ]
    world.set_day(JUNE_1)
    world.run_due()
    assert world.value("SELECT state FROM subscription") == "cancelling"


def test_the_platform_may_end_it_earlier(world: SubscriberWorld, alpha: Platform) -> None:
    office = world.buy(alpha)
    world.unsubscribe(office)
    said = (SubscriptionState.ACTIVE, SubscriptionState.CANCELLING, SubscriptionState.ENDED)
    reports = [alpha.report(f"r-{state}", state, product="office") for state in said]
    assert world.codes(*reports) == [Code.TRANSITION_REFUSED, Code.OK, Code.OK]
    with pytest.raises(NotFound):
        world.undo(office)
    world.set_day(JUNE_1)
    world.run_due()
    assert world.row(ROW, id=office) == ("ended", MAY_31, MAY_31)


def test_ends_come_in_chunks_and_late_ticks_end_the_same(
    world: SubscriberWorld, alpha: Platform
) -> None:
    for number in range(7):
        account = f"40{number}"
        world.account(account, 5_000)
        world.unsubscribe(world.buy(alpha, account=account), account=account)
    world.set_day(date(2026, 8, 1))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: world.run_due(), range(3)))
    assert world.rows("SELECT DISTINCT state, cancel_on FROM subscription") == [("ended", MAY_31)]
    assert world.value("SELECT count(*) FROM subscription_event WHERE to_state = 'ended'") == 7


CHARGED_AFTER_LEAVING = """
SELECT count(*) FROM charge c JOIN subscription_event e
  ON e.account_id = c.account_id AND e.subscription_id = c.subscription_id
 AND e.reason = 'unsubscribed' AND e.id < c.id
"""


@pytest.mark.slow
def test_charge_and_unsubscribe_have_one_winner(world: SubscriberWorld, alpha: Platform) -> None:
    """Two threads leave, two charge through the lane and beside it: after leaving, nothing."""
    accounts = [f"7{number:03d}" for number in range(100)]
    leaving = []
    for account in accounts:
        world.account(account, 50_000)
        office = world.buy(alpha, account=account)
        leaving.append(Unsubscribe(account=account, actor="tests", subscription_id=office))
    barrier = Barrier(4)

    def leave(some: list[Unsubscribe]) -> list[Code]:
        barrier.wait()
        for command in some:
            world.shop.carry_out(command)
        return []

    def charge(name: str, *, lane: bool) -> list[Code]:
        barrier.wait()
        call = world.submit if lane else world.process
        return [
            outcome.code
            for account in accounts
            for outcome in call(
                alpha.charge(f"{name}-{account}", 10, account, product="office"),
                alpha.charge(f"{name}-{account}-more", 10, account, product="office"),
            )
        ]

    with ThreadPoolExecutor(4) as pool:
        done = [
            pool.submit(leave, leaving[::2]),
            pool.submit(leave, leaving[1::2][::-1]),
            pool.submit(charge, "lane", lane=True),
            pool.submit(charge, "beside", lane=False),
        ]
        codes = [code for future in done for code in future.result()]
    assert set(codes) == {Code.OK, Code.SUBSCRIPTION_CANCELLED}
    assert world.value(CHARGED_AFTER_LEAVING) == 0
    assert world.value("SELECT count(*) FROM charge") == len(accounts) + codes.count(Code.OK)
    assert world.rows("SELECT DISTINCT state, cancel_on FROM subscription") == [
        ("cancelling", MAY_31)
    ]


@pytest.mark.slow
def test_charge_and_tick_have_one_winner(world: SubscriberWorld, alpha: Platform) -> None:
    """What the tick has not ended yet is refused; what it has ended is bought anew."""
    accounts = [f"8{number:03d}" for number in range(60)]
    for account in accounts:
        world.account(account, 50_000)
        world.unsubscribe(world.buy(alpha, account=account), account=account)
    world.platforms_know()
    world.set_day(MAY_31)
    with ThreadPoolExecutor(3) as pool:
        ticks = [pool.submit(world.run_due) for _ in range(2)]
        charges = pool.submit(
            lambda: [
                outcome.code
                for account in accounts
                for outcome in world.process(
                    alpha.charge(f"new-{account}", 10, account, product="office")
                )
            ]
        )
        for tick in ticks:
            tick.result()
        codes = charges.result()
    assert set(codes) <= {Code.OK, Code.SUBSCRIPTION_CANCELLED}
    states = dict(world.rows("SELECT state, count(*) FROM subscription GROUP BY state"))
    assert states["ended"] == len(accounts)
    assert states.get("active", 0) == codes.count(Code.OK)
    assert world.value(CHARGED_AFTER_LEAVING) == 0
