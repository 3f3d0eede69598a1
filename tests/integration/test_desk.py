"""The desk on PostgreSQL: what every command stores, and what a second call finds.

The decisions themselves are tried in ``tests/unit/domain``; here it is about rows. After each test
the probes must find every invariant intact.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.domain.commands import Command
from backend.domain.outcome import Outcome
from backend.domain.values.codes import Code, OperationKind, OperationStatus, RefusalPolicy
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.inquiries import PostgresInquiryDesk
from backend.storage.sweeps import Swept, sweep
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT, MAY_30, Platform, pay
from tests.fakes.manual_clock import ManualClock
from tests.world import Money, World

TABLES = (
    "account",
    "operation",
    "product",
    "subscription",
    "subscription_event",
    "ledger_transaction",
    "entry",
    "charge",
    "hold",
    "payment",
)


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the money path."""
    return {table: world.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}  # noqa: S608


def sweep_now(world: World) -> Swept:
    """What a scheduler's tick does."""
    with UnitOfWork(world.engine) as unit:
        swept = sweep(unit.driver, world.clock.now(), timedelta(days=30))
        unit.commit()
    return swept


def status_of(world: World, external_id: str, kind: str = "charge") -> str:
    """How an operation is remembered."""
    query = "SELECT status FROM operation WHERE external_id = :id AND kind = :kind"
    return str(world.value(query, id=external_id, kind=kind))


@pytest.fixture(scope="module")
def shared(module_database_url: str) -> Iterator[World]:
    """A world for tests that bring an integrator of their own and do not mind other rows."""
    made = World(module_database_url)
    made.account(balance=10**8)
    made.account("2002", balance=10**8)
    yield made
    made.prove()
    made.close()


@pytest.fixture
def alpha(world: World) -> Platform:
    """A platform, and an account with 100 roubles."""
    world.account(balance=10_000)
    return world.integrator()


# ---------------------------------------------------------------- what is stored


def test_a_charge(world: World, alpha: Platform) -> None:
    """«Антивирус Касперского, 1 мая – 30 мая, 50р.»"""
    command = alpha.charge(
        "c-1",
        5_000,
        product="kav",
        product_title="Антивирус Касперского",
        full_price=5_000,
        text="Антивирус Касперского, 1 мая – 30 мая, 50р.",
        period_end=MAY_30,
    )
    outcome = world.one(command)

    assert outcome == Outcome(
        code=Code.OK,
        kind=OperationKind.CHARGE,
        external_id="c-1",
        status=OperationStatus.APPLIED,
        account=ACCOUNT,
        amount=5_000,
        available=5_000,
        id=command.id,
        target_id=outcome.target_id,
        recorded_at=world.clock.now(),
    )
    assert world.money() == Money(5_000, 0)
    assert world.row(
        "SELECT id, external_id, amount, full_price, text, period_start, period_end,"
        " business_date, reversed FROM charge"
    ) == (
        outcome.target_id,
        "c-1",
        5_000,
        5_000,
        "Антивирус Касперского, 1 мая – 30 мая, 50р.",
        date(2026, 5, 1),
        date(2026, 5, 31),
        date(2026, 5, 1),
        False,
    )
    taken = "SELECT sum(amount) FROM entry WHERE transaction_id = :id AND debit = 'subscriber'"
    assert world.value(taken, id=outcome.target_id) == 5_000
    assert world.row("SELECT state, paid_through, external_key FROM subscription") == (
        "active",
        date(2026, 5, 31),
        "kav",
    )
    assert world.row("SELECT code, title, complete FROM product") == (
        "kav",
        "Антивирус Касперского",
        False,
    )
    steps = "SELECT from_state, to_state, actor, reason FROM subscription_event ORDER BY id"
    assert world.rows(steps) == [
        (None, "pending", "alpha", "begun"),
        ("pending", "active", "alpha", "charge c-1"),
    ]
    assert world.row(
        "SELECT door, correlation_id, recorded_at FROM operation WHERE kind = 'charge'"
    ) == ("soap", "test", world.clock.now())


EVERY_KIND: dict[str, Callable[[Platform], Command]] = {
    "charge": lambda alpha: alpha.charge("x-1", 100),
    "refused charge": lambda alpha: alpha.charge("x-1", 10**9),
    "hold": lambda alpha: alpha.hold("x-1", 100),
    "refused hold": lambda alpha: alpha.hold("x-1", 10**9),
    "capture": lambda alpha: alpha.capture("x-1", "held", 100, final=False),
    "capture without account": lambda alpha: alpha.capture("x-1", "held", account=None),
    "refused capture": lambda alpha: alpha.capture("x-1", "held", 10**9),
    "release": lambda alpha: alpha.release("held"),
    "release without account": lambda alpha: alpha.release("held", None),
    "reversal": lambda alpha: alpha.reverse("charged"),
    "reversal without account": lambda alpha: alpha.reverse("charged", None),
    "reversal of nothing": lambda alpha: alpha.reverse("x-1"),
    "reversal of nothing, anywhere": lambda alpha: alpha.reverse("x-1", None),
    "report": lambda alpha: alpha.report("x-1", SubscriptionState.SUSPENDED),
    "refused report": lambda alpha: alpha.report("x-1", SubscriptionState.TRIAL),
    "payment": lambda _alpha: pay("x-1", 100),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_repetition_is_the_stored_result_over_any_desk(shared: World, kind: str) -> None:
    alpha = shared.integrator("kind-" + "".join(filter(str.isalpha, kind)))
    shared.process(alpha.charge("charged", 100), alpha.hold("held", 200))
    command = EVERY_KIND[kind](alpha)
    first = shared.one(command)
    assert first.code is not Code.FAILED
    before = everything(shared)

    other = World(shared.url, clock=ManualClock(shared.clock.now() + timedelta(days=1)))
    try:
        again = other.one(replace(command, id=new_id()))
        assert again == first.as_replay()
        assert other.one(command) == first, "our own attempt is not a repetition"
        moved = other.one(replace(command, id=new_id(), account="2002"))
        assert moved.code in {Code.CONFLICT, Code.UNKNOWN_HOLD}
        assert everything(shared) == before
        asked = PostgresInquiryDesk(shared.engine, shared.clock).operation(
            command.terms.integrator_id, command.kind, command.external_id
        )
        assert asked == again
    finally:
        other.close()


def test_a_reversal(world: World, alpha: Platform) -> None:
    charge = world.one(alpha.charge("c-1", 3_000))
    outcome = world.one(alpha.reverse("c-1"))

    assert (outcome.code, outcome.amount, outcome.available) == (Code.OK, 3_000, 10_000)
    query = "SELECT id, reverses FROM ledger_transaction WHERE kind = 'reversal'"
    assert world.row(query) == (outcome.target_id, charge.target_id)
    assert world.value("SELECT reversed FROM charge")
    assert status_of(world, "c-1") == "reversed"
    assert world.one(alpha.charge("c-1", 3_000)).code is Code.REVERSED
    assert world.balance() == 10_000
    assert world.value("SELECT paid_through FROM subscription") is None


def test_a_reversal_before_its_charge(world: World, alpha: Platform) -> None:
    assert world.one(alpha.reverse("c-1")).code is Code.UNKNOWN_OPERATION
    assert status_of(world, "c-1") == "tombstone"
    assert world.one(alpha.charge("c-1", 3_000)).code is Code.REVERSED
    assert (world.balance(), world.count("charge")) == (10_000, 0)


@pytest.mark.parametrize("policy", RefusalPolicy)
def test_a_reversal_of_a_declined_charge(world: World, policy: RefusalPolicy) -> None:
    alpha = world.integrator(refusals=policy)
    world.account()
    world.one(alpha.charge("c-1", 3_000))
    assert world.one(alpha.reverse("c-1")).code is Code.UNKNOWN_OPERATION
    world.pay(10_000)
    assert world.one(alpha.charge("c-1", 3_000)).code is Code.REVERSED
    assert (status_of(world, "c-1"), world.balance()) == ("tombstone", 10_000)


@pytest.mark.parametrize("account", [ACCOUNT, None])
def test_what_belongs_to_another_integrator_is_unknown(
    world: World, alpha: Platform, account: str | None
) -> None:
    beta = world.integrator("beta")
    world.process(alpha.charge("c-1", 3_000), alpha.hold("h-1", 500))
    assert world.codes(
        beta.reverse("c-1", account),
        beta.capture("c-2", "h-1", account=account),
        beta.release("h-1", account),
    ) == [Code.UNKNOWN_OPERATION, Code.UNKNOWN_HOLD, Code.UNKNOWN_HOLD]
    mine = "SELECT kind, external_id, status FROM operation WHERE integrator_id = :id ORDER BY 1"
    assert world.rows(mine, id=alpha.terms.integrator_id) == [
        ("charge", "c-1", "applied"),
        ("hold", "h-1", "applied"),
    ]
    assert world.rows(mine, id=beta.terms.integrator_id) == [
        ("charge", "c-1", "tombstone"),
        ("reverse", "c-1", "declined"),
    ]
    assert world.money() == Money(7_000, 500)
    assert world.codes(alpha.reverse("c-1"), alpha.release("h-1")) == [Code.OK, Code.OK]


def test_what_belongs_to_another_account_is_unknown_and_leaves_no_trace(
    world: World, alpha: Platform
) -> None:
    world.account("2002", 10_000)
    world.process(alpha.charge("c-1", 3_000), alpha.hold("h-1", 500))
    before = everything(world)
    assert world.codes(
        alpha.reverse("c-1", "2002"),
        alpha.capture("c-2", "h-1", account="2002"),
        alpha.release("h-1", "2002"),
    ) == [Code.UNKNOWN_OPERATION, Code.UNKNOWN_HOLD, Code.UNKNOWN_HOLD]
    assert everything(world) == before
    assert world.codes(alpha.reverse("c-1"), alpha.release("h-1")) == [Code.OK, Code.OK]


@pytest.mark.parametrize("account", [ACCOUNT, None])
def test_a_closed_account_is_unknown_and_nothing_of_it_changes(
    world: World, alpha: Platform, account: str | None
) -> None:
    world.process(alpha.charge("c-1", 3_000), alpha.hold("h-1", 500))
    world.set_status(AccountStatus.CLOSED)
    before = everything(world)
    assert (
        world.codes(
            alpha.reverse("c-1", account),
            alpha.capture("c-2", "h-1", account=account),
            alpha.release("h-1", account),
            alpha.charge("c-1", 3_000),
        )
        == [Code.UNKNOWN_ACCOUNT] * 4
    )
    assert everything(world) == before


def test_a_blocked_account(world: World, alpha: Platform) -> None:
    world.process(alpha.charge("c-1", 3_000), alpha.hold("h-1", 500))
    world.set_status(AccountStatus.BLOCKED)
    assert (
        world.codes(
            alpha.charge("c-2", 1),
            alpha.hold("h-2", 1),
            alpha.capture("c-3", "h-1"),
            alpha.charge("c-1", 3_000),
            alpha.reverse("c-1"),
            alpha.release("h-1"),
            pay("d-1", 1),
            alpha.report("r-1", SubscriptionState.ENDED),
        )
        == [Code.ACCOUNT_BLOCKED] * 3 + [Code.OK] * 5
    )
    assert world.money() == Money(10_001, 0)


# ---------------------------------------------------------------- holds


def test_captures_in_parts(world: World, alpha: Platform) -> None:
    hold = world.one(alpha.hold("h-1", 4_000, text="из резерва"))
    assert world.money() == Money(10_000, 4_000)
    assert world.one(alpha.capture("c-1", "h-1", 1_500, final=False)).available == 6_000
    assert world.money() == Money(8_500, 2_500)
    assert world.one(alpha.capture("c-2", "h-1", 2_501)).code is Code.HOLD_EXCEEDED
    assert world.one(alpha.capture("c-3", "h-1", 500)).available == 8_000
    assert world.money() == Money(8_000, 0)
    assert world.row("SELECT id, remaining, state FROM hold") == (hold.target_id, 0, "captured")
    assert world.one(alpha.capture("c-4", "h-1", 1)).code is Code.HOLD_CLOSED
    assert world.one(alpha.release("h-1")).code is Code.HOLD_CLOSED
    charges = world.rows("SELECT external_id, amount, hold_id, text FROM charge ORDER BY id")
    assert charges == [
        ("c-1", 1_500, hold.target_id, "из резерва"),
        ("c-3", 500, hold.target_id, "из резерва"),
    ]


def test_a_release(world: World, alpha: Platform) -> None:
    world.one(alpha.hold("h-1", 4_000))
    outcome = world.one(alpha.release("h-1"))
    assert (outcome.amount, outcome.available) == (4_000, 10_000)
    assert world.row("SELECT remaining, state FROM hold") == (0, "released")
    assert world.one(alpha.capture("c-1", "h-1")).code is Code.HOLD_CLOSED


def test_holds_expire_by_themselves(world: World, alpha: Platform) -> None:
    world.process(
        alpha.hold("h-1", 4_000, lifetime_seconds=60),
        alpha.hold("h-2", 1_000, lifetime_seconds=60),
        alpha.hold("h-3", 500, lifetime_seconds=61),
        alpha.capture("c-1", "h-2", 400, final=False),
    )
    world.clock.advance(seconds=59)
    assert sweep_now(world).holds == 0
    world.clock.advance(seconds=1)
    assert world.one(alpha.capture("c-2", "h-1")).code is Code.HOLD_EXPIRED
    assert sweep_now(world).holds == 2
    assert world.money() == Money(9_600, 500)
    assert sweep_now(world).holds == 0, "once is enough"
    states = "SELECT external_id, state, remaining FROM hold ORDER BY 1"
    assert world.rows(states) == [
        ("h-1", "expired", 0),
        ("h-2", "expired", 0),
        ("h-3", "open", 500),
    ]
    assert world.codes(
        alpha.capture("c-3", "h-1"), alpha.capture("c-4", "h-3"), alpha.release("h-1")
    ) == [Code.HOLD_EXPIRED, Code.OK, Code.OK]


def test_a_hold_that_was_settled_is_not_swept(world: World, alpha: Platform) -> None:
    world.process(
        alpha.hold("h-1", 1_000, lifetime_seconds=1), alpha.hold("h-2", 1_000, lifetime_seconds=1)
    )
    world.process(alpha.capture("c-1", "h-1", 300), alpha.release("h-2"))
    world.clock.advance(days=1)
    assert sweep_now(world).holds == 0
    assert world.money() == Money(9_700, 0)


# ---------------------------------------------------------------- credit and promises


def test_a_promised_payment_and_its_end(world: World, alpha: Platform) -> None:
    world.promise(500, days=2)
    assert world.one(alpha.charge("c-1", 10_500)).available == 0
    assert world.balance() == -500
    world.clock.advance(days=2)
    refused = world.one(alpha.charge("c-2", 1))
    assert (refused.code, refused.available) == (Code.NOT_ENOUGH_MONEY, -500)

    assert sweep_now(world).promises == 1
    row = "SELECT promised, promised_until, spending_floor, balance FROM account"
    assert world.row(row) == (0, None, -500, -500), "the floor stays where the debt is"
    assert sweep_now(world).promises == 0
    world.pay(300)
    assert world.row(row) == (0, None, -200, -200), "and follows it upwards"
    world.pay(300)
    assert world.row(row) == (0, None, 0, 100)


def test_a_promise_is_of_no_use_after_its_end_even_before_the_sweep(
    world: World, alpha: Platform
) -> None:
    world.promise(500, days=1)
    world.clock.advance(days=1, microseconds=-1)
    assert world.check(alpha.check(10_500)).ok
    world.clock.advance(microseconds=1)
    assert world.check(alpha.check(10_001)).code is Code.NOT_ENOUGH_MONEY
    assert world.one(alpha.charge("c-1", 10_001)).code is Code.NOT_ENOUGH_MONEY
    world.promise(700, days=1)
    assert world.one(alpha.charge("c-2", 10_700)).ok


def test_credit_that_is_taken_away_makes_no_debt_impossible(world: World) -> None:
    alpha = world.integrator()
    world.account(credit_limit=1_000)
    assert world.codes(alpha.charge("c-1", 600), alpha.hold("h-1", 400)) == [Code.OK, Code.OK]
    world.set_credit_limit(100)
    floor = "SELECT spending_floor FROM account"
    assert world.value(floor) == -1_000
    assert world.one(alpha.charge("c-2", 1)).code is Code.NOT_ENOUGH_MONEY
    assert world.one(alpha.capture("c-3", "h-1", 100)).ok
    assert (world.money(), world.value(floor)) == (Money(-700, 0), -700)
    world.one(alpha.reverse("c-1"))
    assert (world.money(), world.value(floor)) == (Money(-100, 0), -100)


def test_an_expired_hold_tightens_the_floor_like_any_money_that_comes_back(world: World) -> None:
    alpha = world.integrator()
    world.account(credit_limit=1_000)
    world.one(alpha.hold("h-1", 1_000, lifetime_seconds=1))
    world.set_credit_limit(0)
    world.clock.advance(seconds=1)
    sweep_now(world)
    assert world.value("SELECT spending_floor FROM account") == 0


# ---------------------------------------------------------------- refusals and limits


def test_a_refusal_is_remembered_by_default(world: World) -> None:
    alpha = world.integrator()
    world.account()
    first = world.one(alpha.charge("c-1", 100))
    world.pay(1_000)
    assert world.one(alpha.charge("c-1", 100)) == first.as_replay()
    assert first.code is Code.NOT_ENOUGH_MONEY
    assert world.balance() == 1_000
    assert world.one(alpha.charge("c-2", 100)).ok


@pytest.mark.parametrize("kind", ["charge", "hold"])
def test_a_refusal_is_reconsidered_where_the_integrator_wants_it(world: World, kind: str) -> None:
    alpha = world.integrator(refusals=RefusalPolicy.RECONSIDER)
    world.account()
    command = alpha.charge("x", 100) if kind == "charge" else alpha.hold("x", 100)
    assert world.one(command).code is Code.NOT_ENOUGH_MONEY
    assert not world.one(replace(command, id=new_id())).replayed
    world.pay(150)
    applied = world.one(replace(command, id=new_id()))
    assert (applied.code, applied.available, applied.replayed) == (Code.OK, 50, False)
    assert world.one(replace(command, id=new_id())) == applied.as_replay()
    stored = "SELECT status, code, available, id, target_id FROM operation WHERE external_id = 'x'"
    assert world.row(stored) == ("applied", "ok", 50, applied.id, applied.target_id)


def test_limits_of_a_charge_and_of_a_day(world: World) -> None:
    alpha = world.integrator(max_charge=600, max_daily=1_000)
    beta = world.integrator("beta")
    world.account(balance=100_000)
    world.account("2002", balance=100_000)
    assert world.codes(
        alpha.charge("c-1", 601),
        alpha.charge("c-2", 600),
        alpha.charge("c-3", 401),
        alpha.charge("c-4", 400),
        alpha.charge("c-5", 600, "2002"),
        beta.charge("c-1", 5_000),
    ) == [
        Code.CHARGE_LIMIT_EXCEEDED,
        Code.OK,
        Code.DAILY_LIMIT_EXCEEDED,
        Code.OK,
        Code.OK,
        Code.OK,
    ]
    assert world.check(alpha.check(1)).code is Code.DAILY_LIMIT_EXCEEDED
    assert world.one(alpha.charge("c-6", 1)).code is Code.DAILY_LIMIT_EXCEEDED
    assert world.one(alpha.reverse("c-4")).ok, "which gives the day its room back"
    assert world.check(alpha.check(400)).ok
    assert world.one(alpha.hold("h-1", 400)).ok
    assert world.one(alpha.charge("c-7", 1)).code is Code.DAILY_LIMIT_EXCEEDED
    assert world.one(alpha.capture("c-8", "h-1", 100)).ok
    assert world.codes(alpha.charge("c-9", 301), alpha.charge("c-10", 300)) == [
        Code.DAILY_LIMIT_EXCEEDED,
        Code.OK,
    ]
    world.clock.advance(days=1)
    assert world.one(alpha.charge("c-11", 600)).ok


# ---------------------------------------------------------------- batches


def test_commands_of_a_batch_see_each_other(world: World, alpha: Platform) -> None:
    outcomes = world.process(
        alpha.charge("c-1", 9_000),
        alpha.charge("c-2", 2_000),
        pay("d-1", 1_000),
        alpha.charge("c-3", 2_000),
        alpha.reverse("c-1"),
        alpha.charge("c-1", 9_000),
        alpha.hold("h-1", 500),
        alpha.capture("c-4", "h-1", 100, final=False),
        alpha.release("h-1"),
        alpha.charge("c-3", 2_000),
        alpha.charge("c-3", 2_001),
        alpha.reverse("c-9"),
        alpha.charge("c-9", 1),
    )
    assert [outcome.code for outcome in outcomes] == [
        Code.OK,
        Code.NOT_ENOUGH_MONEY,
        Code.OK,
        Code.OK,
        Code.OK,
        Code.REVERSED,
        Code.OK,
        Code.OK,
        Code.OK,
        Code.OK,
        Code.CONFLICT,
        Code.UNKNOWN_OPERATION,
        Code.REVERSED,
    ]
    assert [outcome.available for outcome in outcomes[:5]] == [1_000, 1_000, 2_000, 0, 9_000]
    assert [outcome.replayed for outcome in outcomes].count(True) == 3
    assert world.money() == Money(8_900, 0)


def test_a_refusal_reconsidered_and_reversed_in_one_batch_stays_reversed(world: World) -> None:
    alpha = world.integrator(refusals=RefusalPolicy.RECONSIDER)
    world.account()
    world.one(alpha.charge("c-1", 100))
    outcomes = world.process(pay("d-1", 500), alpha.charge("c-1", 100), alpha.reverse("c-1"))
    assert [outcome.code for outcome in outcomes] == [Code.OK] * 3
    assert (status_of(world, "c-1"), world.balance()) == ("reversed", 500)
    assert world.one(alpha.charge("c-1", 100)).code is Code.REVERSED


@pytest.mark.parametrize("known", [True, False])
def test_a_subscription_ends_and_begins_again_in_one_batch(
    world: World,
    alpha: Platform,
    known: bool,
) -> None:
    if known:
        world.one(alpha.charge("c-0", 1, period_end=date(2026, 6, 15)))
    world.process(
        alpha.charge("c-1", 1, period_end=MAY_30),
        alpha.report("r-1", SubscriptionState.ENDED),
        alpha.charge("c-2", 1, period_end=date(2026, 6, 30)),
        alpha.report("r-2", SubscriptionState.ENDED),
        alpha.charge("c-3", 1, period_end=None),
    )
    first = date(2026, 6, 16) if known else date(2026, 5, 31)
    assert world.rows("SELECT state, paid_through FROM subscription ORDER BY id") == [
        ("ended", first),
        ("ended", date(2026, 7, 1)),
        ("active", None),
    ]


def test_a_living_subscription_is_found_among_ended_ones(world: World, alpha: Platform) -> None:
    world.one(alpha.charge("c-1", 1))
    world.one(alpha.report("r-1", SubscriptionState.ENDED))
    world.one(alpha.charge("c-2", 1))
    world.one(alpha.reverse("c-1"))  # which writes the ended one anew, after the living one
    assert world.one(alpha.charge("c-3", 1)).ok
    assert world.rows("SELECT state, paid_through FROM subscription ORDER BY id") == [
        ("ended", None),
        ("active", date(2026, 5, 31)),
    ]


def test_the_paid_period_after_charges_and_reversals_in_one_batch(
    world: World, alpha: Platform
) -> None:
    world.process(
        alpha.charge("c-1", 1, period_end=date(2026, 7, 31)),
        alpha.charge("c-2", 1, period_end=date(2026, 6, 30)),
        alpha.reverse("c-1"),
        alpha.charge("c-3", 1, period_end=MAY_30),
    )
    assert world.value("SELECT paid_through FROM subscription") == date(2026, 7, 1)


BAD: dict[str, dict[str, object]] = {
    "a sum beyond the column": {"amount": 10**30},
    "a sum of nothing": {"amount": 0},
    "a sum below zero": {"amount": -500},
    "a NUL in a text": {"text": "a\0b"},
    "half a character": {"text": "\ud800"},
    "a NUL in the id": {"external_id": "c\0"},
    "a NUL in the account": {"account": "1001\0"},
    "a product too long for its index": {"product": "".join(map(chr, range(0x400, 0x1400)))},
    "a day that has no next day": {"period_end": date.max},
    "a full price below zero": {"full_price": -1},
}


@pytest.mark.parametrize("name", BAD)
def test_what_the_database_refuses_fails_alone(shared: World, name: str) -> None:
    alpha = shared.integrator("bad-" + "".join(filter(str.isalpha, name))[:20].lower())
    for place in (0, 3, 6):
        before = shared.count("operation")
        good = [alpha.charge(f"c-{place}-{n}", 100) for n in range(6)]
        bad = replace(alpha.charge(f"bad-{place}", 100), **BAD[name])  # type: ignore[arg-type]
        outcomes = shared.submit(*good[:place], bad, *good[place:])

        assert outcomes[place].code is Code.FAILED
        assert outcomes[place].id is None
        neighbours = outcomes[:place] + outcomes[place + 1 :]
        assert [each.external_id for each in neighbours] == [each.external_id for each in good]
        assert all(each.ok for each in neighbours)
        assert shared.count("operation") == before + 6


def test_many_bad_items_among_many_good_ones(world: World, alpha: Platform) -> None:
    commands = [
        alpha.charge(f"c-{n}", 0 if n % 7 == 3 else 10, text="\0" if n % 11 == 5 else "")
        for n in range(60)
    ]
    outcomes = world.submit(*commands)
    assert [outcome.code is Code.FAILED for outcome in outcomes] == [
        n % 7 == 3 or n % 11 == 5 for n in range(60)
    ]
    assert world.count("charge") == sum(outcome.ok for outcome in outcomes)


def test_a_repeated_bad_item_is_only_itself_bad(world: World, alpha: Platform) -> None:
    assert world.codes(
        alpha.charge("c-1", 100),
        alpha.charge("c-2", 0),
        alpha.charge("c-2", 100),
        alpha.charge("c-2", 0),
    ) == [Code.OK, Code.FAILED, Code.OK, Code.CONFLICT]


def test_hundreds_in_one_batch_keep_their_order(world: World, alpha: Platform) -> None:
    numbers = [f"{n:04}" for n in range(50)]
    for number in numbers:
        world.account(number, credit_limit=100)
    commands = [
        alpha.charge(f"c-{n}", 30, numbers[(n * 7) % 50], product=f"p-{n % 3}") for n in range(400)
    ]
    outcomes = world.process(*commands)
    assert [outcome.external_id for outcome in outcomes] == [f"c-{n}" for n in range(400)]
    assert [outcome.ok for outcome in outcomes] == [n < 150 for n in range(400)]
    assert world.rows("SELECT DISTINCT balance FROM account WHERE number ~ '^00'") == [(-90,)]
    assert world.count("product") == 3
    assert world.count("subscription") == 150


def test_an_empty_call(world: World) -> None:
    assert world.submit() == []
    assert world.desk.check([]).result(10) == []


# ---------------------------------------------------------------- the rest


HOSTILE = (
    "{}", '"', "\\", "\\\\", "'", "NULL", "null", "", " ", "a,b", '{"a"}', "\t\r\n", "%s %(a)s",
    "$1", "--", "; DROP TABLE entry", "Ёлка", "\u202e\u200b", "😀", "\x7f", "\x01",
)  # fmt: skip


def test_texts_come_back_as_they_were_sent(world: World, alpha: Platform) -> None:
    texts = [text for text in HOSTILE if text]
    outcomes = world.process(
        *(
            alpha.charge(f"c-{n}", 1, product=f"{text}-p", product_title=text, text=text)
            for n, text in enumerate(texts)
        ),
        *(
            alpha.report(f"r-{n}", SubscriptionState.SUSPENDED, product=f"{text}-p", reason=text)
            for n, text in enumerate(texts)
        ),
    )
    assert all(outcome.ok for outcome in outcomes)
    assert [row[0] for row in world.rows("SELECT text FROM charge ORDER BY id")] == texts
    titles = dict(world.rows("SELECT code, title FROM product"))
    assert titles == {f"{text}-p": text for text in texts}
    keys = {key for (key,) in world.rows("SELECT external_key FROM subscription")}
    assert keys == {f"{text}-p" for text in texts}
    reasons = "SELECT reason FROM subscription_event WHERE to_state = 'suspended' ORDER BY id"
    assert [row[0] for row in world.rows(reasons)] == texts


def test_ids_that_differ_in_case_or_zeros_are_different(world: World, alpha: Platform) -> None:
    world.account("01001", balance=10_000)
    ids = ["a", "A", "0", "00", "a.", "a-", "a/", "a:"]
    assert world.codes(*(alpha.charge(each, 1) for each in ids)) == [Code.OK] * 8
    assert world.codes(*(alpha.charge(f"z{each}", 1, "01001") for each in ids)) == [Code.OK] * 8
    assert (world.balance(), world.balance("01001")) == (9_992, 9_992)


def test_it_works_behind_a_pooler_in_transaction_mode(database_url: str) -> None:
    """Without prepared statements and without a role of its own."""
    world = World(database_url, engine=open_engine(database_url, prepare=False, pool_size=2))
    try:
        alpha = world.integrator()
        world.account(balance=10_000)
        for n in range(3):
            assert world.codes(alpha.charge(f"c-{n}", 1), alpha.reverse(f"c-{n}")) == [Code.OK] * 2
        prepared = world.rows("SELECT name FROM pg_prepared_statements")
        assert prepared == []
        world.prove()
    finally:
        world.close()
