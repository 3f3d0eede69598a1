"""Two processes, many threads, one database: whatever meets there has one winner."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import psycopg
import pytest

from backend.domain.commands import Command
from backend.domain.values.codes import Code
from backend.domain.values.status import SubscriptionState
from tests.commands import ACCOUNT, Platform
from tests.integration.crew import Crew, crew_of_processes
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Two processes for all tests here."""
    with crew_of_processes() as pool:
        yield pool


@pytest.fixture
def crew(processes: ProcessPoolExecutor, world: World) -> Crew:
    """The same, at work on this test's database."""
    return Crew(processes, world.url)


@pytest.fixture
def alpha(world: World) -> Platform:
    """A platform, and two accounts with plenty."""
    world.account(balance=100_000)
    world.account("2002", balance=100_000)
    return world.integrator()


def deadlocks(world: World) -> int:
    """How often the server had to break a circle of waiting."""
    with psycopg.connect(world.url) as owner:
        owner.execute("SELECT pg_stat_force_next_flush()")
        query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        row = owner.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def test_twins_have_one_effect_and_the_same_result(
    crew: Crew, world: World, alpha: Platform
) -> None:
    rounds = 60

    def calls() -> list[list[Command]]:
        return [
            [alpha.charge(f"c-{n}", 100), alpha.hold(f"h-{n}", 10), alpha.reverse(f"none-{n}")]
            for n in range(rounds)
        ]

    for first, second in crew.in_step(calls(), calls()):
        for one, other in zip(first, second, strict=True):
            assert one.replayed is not other.replayed
            assert one.as_replay() == other.as_replay()
    assert world.money() == (100_000 - rounds * 100, rounds * 10)
    assert world.count("charge") == rounds


def test_exactly_as_many_charges_as_the_account_affords(
    crew: Crew, world: World, alpha: Platform
) -> None:
    world.account("hot", balance=100 * 7)
    shares = [
        [[[alpha.charge(f"c-{p}-{t}-{n}", 7, "hot")] for n in range(20)] for t in range(8)]
        for p in range(2)
    ]
    answers = crew.at_once(*shares, lane=True)
    codes = Counter(outcome.code for work in answers for call in work for outcome in call)
    assert codes == {Code.OK: 100, Code.NOT_ENOUGH_MONEY: 220}
    assert world.balance("hot") == 0


def test_a_charge_and_its_reversal_have_one_winner(
    crew: Crew, world: World, alpha: Platform
) -> None:
    rounds = 120
    charges = [[alpha.charge(f"c-{n}", 100)] for n in range(rounds)]
    reversals = [[alpha.reverse(f"c-{n}", ACCOUNT if n % 2 else None)] for n in range(rounds)]
    seen: Counter[tuple[Code, Code]] = Counter()
    for (charge,), (reversal,) in crew.in_step(charges, reversals):
        seen[(charge.code, reversal.code)] += 1
    assert set(seen) <= {(Code.OK, Code.OK), (Code.REVERSED, Code.UNKNOWN_OPERATION)}
    assert seen.total() == rounds
    assert world.balance() == 100_000
    assert world.count("charge") == seen[(Code.OK, Code.OK)]
    statuses = "SELECT DISTINCT status FROM operation WHERE kind = 'charge'"
    assert {status for (status,) in world.rows(statuses)} <= {"reversed", "tombstone"}


def test_an_id_sent_for_two_accounts_at_once_is_one_charge_and_one_conflict(
    crew: Crew, world: World, alpha: Platform
) -> None:
    rounds = 80
    here = [[alpha.charge(f"c-{n}", 100)] for n in range(rounds)]
    there = [[alpha.charge(f"c-{n}", 100, "2002")] for n in range(rounds)]
    for (one,), (other,) in crew.in_step(here, there):
        assert {one.code, other.code} == {Code.OK, Code.CONFLICT}
    assert world.balance() + world.balance("2002") == 200_000 - rounds * 100
    assert world.count("charge") == rounds


def test_the_probes_raise_no_false_alarm_while_money_moves(
    crew: Crew, world: World, alpha: Platform
) -> None:
    works = [
        [
            [
                alpha.charge(f"c-{t}-{n}", 1, account),
                alpha.hold(f"h-{t}-{n}", 5, account),
                alpha.capture(f"x-{t}-{n}", f"h-{t}-{n}", 2, account),
                alpha.reverse(f"c-{t}-{n - 1}", None),
                alpha.report(f"r-{t}-{n}", SubscriptionState.SUSPENDED, account),
            ]
            for n in range(60)
        ]
        for t, account in enumerate([ACCOUNT, "2002", ACCOUNT, "2002"])
    ]
    moving = threading.Thread(target=lambda: crew.at_once(works[:2], works[2:], lane=False))
    moving.start()
    looks = 0
    while moving.is_alive():
        world.prove()
        looks += 1
    moving.join()
    assert looks > 3
    assert world.value("SELECT count(*) FROM charge WHERE reversed") == 4 * 59


def test_a_new_product_is_created_once_by_many_first_purchases(
    crew: Crew, world: World, alpha: Platform
) -> None:
    accounts = [f"buyer-{n}" for n in range(8)]
    for number in accounts:
        world.account(number, balance=10_000)
    rounds = 25
    works = [
        [[alpha.charge(f"{number}-{n}", 1, number, product=f"p-{n}")] for n in range(rounds)]
        for number in accounts
    ]
    answers = crew.at_once(works[:4], works[4:], lane=False)
    codes = Counter(outcome.code for work in answers for call in work for outcome in call)
    assert codes == {Code.OK: 8 * rounds}
    assert world.count("product") == rounds
    assert world.value("SELECT count(DISTINCT product_id) FROM charge") == rounds


def test_overlapping_batches_in_any_order_never_wait_in_a_circle(
    crew: Crew, world: World, alpha: Platform
) -> None:
    """Eight transactions at a time over the same accounts, ids, products and subscriptions."""
    beta = world.integrator("beta")
    accounts = [f"shared-{n}" for n in range(12)]
    for number in accounts:
        world.account(number, balance=100_000)
    chance = random.Random(20260501)

    def command(thread: int, call: int, place: int) -> Command:
        platform = chance.choice([alpha, beta])
        account = chance.choice(accounts)
        mine, shared = f"{thread}-{call}-{place}", f"s-{chance.randrange(60)}"
        product = f"p-{chance.randrange(6)}"
        return chance.choice(
            [
                platform.charge(mine, 10, account, product=product),
                platform.charge(mine, 10, account, product=product),
                platform.charge(shared, 10, account, product=product),
                platform.reverse(shared, chance.choice([account, None])),
                platform.hold(f"h-{shared}", 10, account, product=product),
                platform.capture(f"c-{mine}", f"h-{shared}", account=None),
                platform.release(f"h-{shared}", None),
            ]
        )

    works = [
        [[command(thread, call, place) for place in range(15)] for call in range(12)]
        for thread in range(8)
    ]
    before = deadlocks(world)
    answers = crew.at_once(works[:4], works[4:], lane=False)
    codes = Counter(outcome.code for work in answers for call in work for outcome in call)
    assert codes.total() == 8 * 12 * 15
    assert Code.FAILED not in codes
    assert codes[Code.OK] > 500
    assert deadlocks(world) == before
    taken = world.value("SELECT coalesce(sum(amount), 0) FROM charge WHERE NOT reversed")
    total = world.value("SELECT sum(balance) FROM account WHERE number LIKE 'shared-%'")
    assert total == 12 * 100_000 - taken
