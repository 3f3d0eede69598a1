"""A check says what a charge would be answered: over any account, at any limit, through the
database. A hold is decided by the same rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.domain.values.codes import Code
from backend.domain.values.status import AccountStatus
from tests.commands import Platform
from tests.world import World

pytestmark = pytest.mark.slow

_numbers = count()


@pytest.fixture(scope="module")
def shared(module_database_url: str) -> Iterator[tuple[World, Platform]]:
    """One database and one platform for all examples."""
    world = World(module_database_url)
    yield world, world.integrator()
    world.prove()
    world.close()


@dataclass(frozen=True)
class State:
    """An account in some state, and terms. Sums in kopecks."""

    paid: int = 0
    charged: int = 0
    held: int = 0
    credit: int = 0
    promised: int = 0
    promise_is_over: bool = False
    credit_taken_away: bool = False
    status: AccountStatus = AccountStatus.ACTIVE
    max_charge: int | None = None
    max_daily: int | None = None

    def sums(self) -> list[int]:
        """Sums at which the answer may change."""
        credit = 0 if self.credit_taken_away else self.credit
        available = self.paid - self.charged - self.held + credit
        edges = [
            available,
            available + self.promised,
            self.max_charge or 0,
            (self.max_daily or 0) - self.charged - self.held,
            1,
        ]
        return [edge + step for edge in edges for step in (-1, 0, 1) if edge + step > 0]


KOPECKS = st.integers(0, 3_000)
MAYBE = st.none() | st.integers(1, 3_000)
STATES = st.builds(
    State,
    paid=KOPECKS,
    charged=KOPECKS,
    held=KOPECKS,
    credit=KOPECKS,
    promised=st.just(0) | KOPECKS,
    promise_is_over=st.booleans(),
    credit_taken_away=st.booleans(),
    status=st.sampled_from([*[AccountStatus.ACTIVE] * 4, *AccountStatus]),
    max_charge=MAYBE,
    max_daily=MAYBE,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(State(paid=100))
@example(State(paid=100, max_daily=100, held=60))
@example(State(promised=100, promise_is_over=True))
@example(State(credit=100, charged=100, credit_taken_away=True))
@example(State(paid=100, status=AccountStatus.CLOSED))
@given(state=STATES)
def test_check_agrees_with_charge_and_hold(shared: tuple[World, Platform], state: State) -> None:
    world, platform = shared
    name = f"p-{next(_numbers)}"
    made = bring_about(world, platform, name, state)
    terms = replace(platform.terms, max_charge=made.max_charge, max_daily=made.max_daily)
    limited = Platform(terms)

    sums = sorted(set(made.sums()))
    verdicts = world.desk.answer([limited.check(amount, name) for amount in sums])
    for amount, verdict in zip(sums, verdicts, strict=True):
        for command in (
            limited.charge(f"{name}-{amount}", amount, name),
            limited.hold(f"{name}-{amount}", amount, name),
        ):
            outcome = world.one(command)
            assert outcome.code is verdict.code, (made, amount, command.kind)
            if outcome.code is Code.UNKNOWN_ACCOUNT:
                continue
            assert verdict.available is not None
            left = verdict.available - (amount if outcome.ok else 0)
            assert outcome.available == left
            undo(world, limited, command.external_id, name)


def bring_about(world: World, platform: Platform, name: str, state: State) -> State:
    """An account in this state, as far as it is possible; what has been brought about."""
    world.account(name, state.paid, credit_limit=state.credit)
    charged = min(state.charged, state.paid + state.credit)
    held = min(state.held, state.paid + state.credit - charged)
    if charged:
        assert world.one(platform.charge(f"{name}-before", charged, name)).ok
    if held:
        lifetime = 30 * 86_400
        hold = platform.hold(f"{name}-before", held, name, lifetime_seconds=lifetime)
        assert world.one(hold).ok
    if state.credit_taken_away:
        world.set_credit_limit(0, name)
    if state.promised:
        world.promise(state.promised, 1, name)
        if state.promise_is_over:
            end_the_promise(world, name)
    world.set_status(state.status, name)
    return replace(state, charged=charged, held=held)


def end_the_promise(world: World, name: str) -> None:
    """It ends now: waiting for its end would also end the day whose charges must count."""
    with world.session() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "UPDATE account SET promised_until = %s WHERE number = %s",
            (world.clock.now(), name),
        )


def undo(world: World, platform: Platform, external_id: str, name: str) -> None:
    """Back to the state before, so that the next sum meets the same account."""
    world.process(platform.reverse(external_id, name), platform.release(external_id, name))


def test_an_unknown_account(shared: tuple[World, Platform]) -> None:
    world, platform = shared
    assert world.check(platform.check(1, "nobody")).code is Code.UNKNOWN_ACCOUNT
    assert world.one(platform.charge("x", 1, "nobody")).code is Code.UNKNOWN_ACCOUNT


def test_a_check_locks_and_writes_nothing(shared: tuple[World, Platform]) -> None:
    world, platform = shared
    world.account("locked", balance=100)
    with world.engine.connect() as holder:
        holder.exec_driver_sql("SELECT FROM account WHERE number = 'locked' FOR UPDATE")
        before = world.count("operation")
        assert world.check(platform.check(100, "locked", external_id="x")).ok
        assert world.count("operation") == before
