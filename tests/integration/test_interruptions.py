"""What comes between two statements: a lost line, a lost answer, somebody faster.

Each interruption happens at its statement every time, by a hook in the driver.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from backend.domain.commands import Command
from backend.domain.errors import Unavailable
from backend.domain.ports import OperationRaced
from backend.domain.services.administration.change_account import set_status
from backend.domain.services.charging.process_batch import process_batch
from backend.domain.values.codes import Code
from backend.domain.values.status import AccountStatus
from backend.storage.charging.book import PostgresBook
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from backend.storage.repositories import AccountRepository
from backend.storage.sweeps import sweep
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT, Platform, pay
from tests.hooked_driver import HookedConnection, Hooks, cut, hooked_engine
from tests.integration.test_desk import everything
from tests.world import World


@contextmanager
def hooked_world(world: World, hooks: Hooks) -> Iterator[World]:
    """Another process on the same database, with hooks in its driver."""
    made = World(world.url, clock=world.clock, engine=hooked_engine(world.url, hooks))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def alpha(world: World) -> Platform:
    """A platform, and two accounts with 100 roubles each."""
    world.account(balance=10_000)
    world.account("2002", balance=10_000)
    return world.integrator()


def once(action: Callable[[HookedConnection], None]) -> Callable[[HookedConnection], None]:
    """The action the first time, nothing after that."""
    left = [action]
    return lambda driver: left.pop()(driver) if left else None


# ---------------------------------------------------------------- lost lines and answers


def test_an_answer_lost_after_the_commit_is_recognised_as_our_own(
    world: World, alpha: Platform
) -> None:
    def lose(driver: HookedConnection) -> None:
        driver.close()
        raise psycopg.OperationalError("the line was lost")

    with hooked_world(world, Hooks(after_commit=once(lose))) as other:
        outcomes = other.submit(alpha.charge("c-1", 1_000), alpha.charge("c-2", 10_000))
    assert [outcome.code for outcome in outcomes] == [Code.OK, Code.NOT_ENOUGH_MONEY]
    assert [outcome.replayed for outcome in outcomes] == [False, False]
    assert [outcome.available for outcome in outcomes] == [9_000, 9_000]
    assert world.balance() == 9_000


def test_a_line_lost_at_the_commit(world: World, alpha: Platform) -> None:
    with hooked_world(world, Hooks(before_commit=once(cut))) as other:
        outcome = other.one(alpha.charge("c-1", 1_000))
    assert (outcome.code, outcome.replayed) == (Code.OK, False)
    assert world.balance() == 9_000


@pytest.mark.parametrize("pipelined", [True, False])
def test_a_line_lost_at_any_statement(world: World, alpha: Platform, pipelined: bool) -> None:
    hooks = Hooks(pipelined=pipelined)
    done = 0
    with hooked_world(world, hooks) as other:
        for number in range(1, 100):

            def cut_at(driver: HookedConnection, number: int = number) -> None:
                if hooks.number == number:
                    cut(driver)

            hooks.number, hooks.before_statement = 0, cut_at
            done += 1
            charge = alpha.charge(f"c-{number}", 10, product=f"p-{number}")
            outcomes = other.submit(charge, alpha.reverse(f"c-{number - 1}"))
            expected = [Code.OK, Code.OK if number > 1 else Code.UNKNOWN_OPERATION]
            assert [outcome.code for outcome in outcomes] == expected
            assert not any(outcome.replayed for outcome in outcomes)
            if hooks.number < number:
                break
    assert done > 10, "the batch has many statements, each was tried"
    assert world.count("charge") == done
    assert world.balance() == 9_990


def test_a_restarted_server_costs_one_attempt_however_many_connections_are_pooled(
    world: World, alpha: Platform
) -> None:
    taken = [world.engine.connect() for _ in range(8)]
    for connection in taken:
        connection.exec_driver_sql("SELECT 1")
        connection.close()
    with psycopg.connect(world.url, autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(psycopg.OperationalError), UnitOfWork(world.engine) as unit:
        unit.driver.execute("SELECT 1")
    for _ in range(8):
        with UnitOfWork(world.engine) as unit:
            unit.driver.execute("SELECT 1")
    assert world.one(alpha.charge("c-1", 1)).ok


def test_a_unit_that_was_cut_off_raises_what_happened(world: World) -> None:
    def work(hooks: Hooks) -> None:
        with hooked_world(world, hooks) as other, UnitOfWork(other.engine) as unit:
            unit.driver.execute("SELECT 1")
            unit.commit()

    with pytest.raises(psycopg.OperationalError):
        work(Hooks(before_statement=cut))
    with pytest.raises(DBAPIError) as caught:
        work(Hooks(before_commit=cut))
    assert isinstance(caught.value.orig, psycopg.OperationalError)


def test_a_database_that_is_not_there(world: World, alpha: Platform) -> None:
    hooks = Hooks()
    with hooked_world(world, hooks) as other:
        other.engine.dispose()
        hooks.reachable = False
        with pytest.raises(Unavailable):
            other.submit(alpha.charge("c-1", 1), alpha.charge("c-2", 1))
        hooks.reachable = True
        assert other.codes(alpha.charge("c-1", 1), alpha.charge("c-2", 1)) == [Code.OK] * 2


def test_a_pool_without_a_free_connection_is_told_as_unavailable(
    world: World, alpha: Platform
) -> None:
    hooks = Hooks()
    with hooked_world(world, hooks) as other:
        other.engine.pool._timeout = 0.01  # type: ignore[attr-defined]
        taken = [other.engine.connect() for _ in range(12)]
        with pytest.raises(Unavailable):
            other.submit(alpha.charge("c-1", 1), alpha.charge("c-2", 1))
        for connection in taken:
            connection.close()
        assert other.codes(alpha.charge("c-1", 1), alpha.charge("c-2", 1)) == [Code.OK] * 2


def test_what_fails_after_the_commit_is_no_failure_of_the_payment(
    world: World, alpha: Platform
) -> None:
    calls: list[str] = []

    def follow() -> None:
        calls.append("once")
        raise LookupError

    desk = PostgresDesk(
        world.engine,
        world.clock,
        new_id,
        catalogue=lambda: world.catalogue,
        max_batch=10,
        max_queue=10,
        after_payments=follow,
    )
    try:
        outcomes = desk.submit([alpha.charge("c-1", 1), pay("d-1", 500)]).result(30)
        assert [outcome.code for outcome in outcomes] == [Code.OK] * 2
        assert calls == ["once"]
        assert desk.submit([alpha.charge("c-2", 1)]).result(30)[0].ok
        assert calls == ["once"], "nothing follows a batch without payments"
    finally:
        desk.close()
    assert world.balance() == 10_498


# ---------------------------------------------------------------- somebody faster


def before(fragment: str, hooks: Hooks, action: Callable[[], object]) -> None:
    """Do something once, just before the statement that contains the fragment."""
    left = [action]

    def hook(_driver: HookedConnection) -> None:
        if fragment in hooks.last and left:
            left.pop()()

    hooks.before_statement = hook


@pytest.mark.parametrize("pipelined", [True, False])
def test_a_key_that_another_batch_stores_first(
    world: World,
    alpha: Platform,
    pipelined: bool,
) -> None:
    """The same id for another account, whose lock does not help: the insert of the row does."""
    hooks = Hooks(pipelined=pipelined)
    before("INSERT INTO operation", hooks, lambda: world.one(alpha.charge("c-1", 500, "2002")))
    with hooked_world(world, hooks) as other:
        codes = other.codes(
            alpha.charge("c-0", 1), alpha.charge("c-1", 500), alpha.charge("c-2", 1)
        )
    assert codes == [Code.OK, Code.CONFLICT, Code.OK]
    assert (world.balance(), world.balance("2002")) == (9_998, 9_500)


def test_a_tombstone_that_another_batch_stores_first(world: World, alpha: Platform) -> None:
    hooks = Hooks()
    before("INSERT INTO operation", hooks, lambda: world.one(alpha.reverse("c-1", "2002")))
    with hooked_world(world, hooks) as other:
        assert other.one(alpha.charge("c-1", 500)).code is Code.REVERSED
    assert world.balance() == 10_000


def test_a_charge_that_is_stored_before_the_tombstone_for_it(world: World, alpha: Platform) -> None:
    hooks = Hooks()
    before("INSERT INTO operation", hooks, lambda: world.one(alpha.charge("c-1", 500)))
    with hooked_world(world, hooks) as other:
        outcome = other.one(alpha.reverse("c-1", None))
    assert (outcome.code, outcome.account) == (Code.OK, ACCOUNT)
    assert world.balance() == 10_000


def test_a_charge_that_comes_between_the_look_for_its_account_and_the_lock(
    world: World, alpha: Platform
) -> None:
    hooks = Hooks()
    before("FOR NO KEY UPDATE", hooks, lambda: world.one(alpha.charge("c-1", 500)))
    with hooked_world(world, hooks) as other:
        outcome = other.one(alpha.reverse("c-1", None))
    assert (outcome.code, outcome.amount, outcome.account) == (Code.OK, 500, ACCOUNT)
    assert world.balance() == 10_000


@pytest.mark.parametrize("command", ["capture", "release"])
def test_a_hold_that_comes_between_the_look_for_its_account_and_the_lock(
    world: World, alpha: Platform, command: str
) -> None:
    hooks = Hooks()
    before("FOR NO KEY UPDATE", hooks, lambda: world.one(alpha.hold("h-1", 500)))
    settle = alpha.capture("c-1", "h-1", account=None)
    with hooked_world(world, hooks) as other:
        outcome = other.one(settle if command == "capture" else alpha.release("h-1", None))
    assert (outcome.code, outcome.amount) == (Code.OK, 500)
    assert world.money().held == 0


def test_a_product_that_another_batch_brings_first(world: World, alpha: Platform) -> None:
    hooks = Hooks()
    first = alpha.charge("c-1", 1, "2002", product="new", product_title="Первое имя")
    before("INSERT INTO product", hooks, lambda: world.one(first))
    with hooked_world(world, hooks) as other:
        second = alpha.charge("c-2", 1, product="new", product_title="Второе имя")
        assert other.one(second).ok
    assert world.row("SELECT count(*), min(title) FROM product") == (1, "Первое имя")
    assert world.value("SELECT count(DISTINCT product_id) FROM charge") == 1


def test_money_that_is_spent_while_we_wait_for_the_lock(world: World, alpha: Platform) -> None:
    hooks = Hooks()
    before("FOR NO KEY UPDATE", hooks, lambda: world.one(alpha.charge("c-1", 9_000)))
    with hooked_world(world, hooks) as other:
        assert other.one(alpha.charge("c-2", 9_000)).code is Code.NOT_ENOUGH_MONEY
    assert world.balance() == 1_000


def test_an_account_that_is_closed_while_we_wait_for_the_lock(
    world: World, alpha: Platform
) -> None:
    hooks = Hooks()
    before("FOR NO KEY UPDATE", hooks, lambda: world.set_status(AccountStatus.CLOSED))
    with hooked_world(world, hooks) as other:
        assert other.one(alpha.charge("c-1", 1)).code is Code.UNKNOWN_ACCOUNT


def test_a_hold_is_captured_or_expires_but_never_both(world: World, alpha: Platform) -> None:
    """The sweep has seen the hold due; then it is captured; then the sweep gets its lock."""
    world.one(alpha.hold("h-1", 1_000, lifetime_seconds=60))
    hooks = Hooks()
    before("FOR NO KEY UPDATE", hooks, lambda: world.one(alpha.capture("c-1", "h-1")))
    with hooked_world(world, hooks) as other, UnitOfWork(other.engine) as unit:
        late = world.clock.now() + timedelta(days=1)
        assert sweep(unit.driver, late, timedelta()).holds == 0
        unit.commit()
    assert world.value("SELECT state FROM hold") == "captured"
    assert world.money() == (9_000, 0)


def test_a_sweep_and_a_batch_never_wait_in_a_circle(world: World, alpha: Platform) -> None:
    """A promise is due on the first account, a hold on the second: the sweep wants both."""
    world.promise(100, days=1)
    world.one(alpha.hold("h-1", 1_000, "2002", lifetime_seconds=1))
    world.clock.advance(days=2)
    batch_hooks, sweep_hooks = Hooks(), Hooks()
    attempts: list[str] = []
    batch_hooks.before_statement = lambda _driver: attempts.extend(
        ["attempt"] if "FOR NO KEY UPDATE" in batch_hooks.last else []
    )
    commands = [alpha.charge("c-1", 1), alpha.charge("c-2", 1, "2002")]
    with hooked_world(world, batch_hooks) as other, hooked_world(world, sweep_hooks) as sweeper:
        batch = threading.Thread(target=lambda: other.process(*commands))

        def start_the_batch(_driver: HookedConnection) -> None:
            if "FOR NO KEY UPDATE" in sweep_hooks.last and not batch.ident:
                batch.start()
                _wait_for_a_lock(world)

        sweep_hooks.after_statement = start_the_batch
        with UnitOfWork(sweeper.engine) as unit:
            swept = sweep(unit.driver, world.clock.now(), timedelta())
            unit.commit()
        batch.join(30)
    assert (swept.holds, swept.promises) == (1, 1)
    assert attempts == ["attempt"], "the batch only had to wait"


def _wait_for_a_lock(world: World, waiting: int = 1) -> None:
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with psycopg.connect(world.url, autocommit=True) as owner:
        while owner.execute(query).fetchone() != (waiting,):
            pass


BLOCKED = {
    "operations": """
        INSERT INTO operation SELECT integrator_id, kind, 'm', id, account_id, fingerprint,
            status, code, amount, available, target_id, door, correlation_id, recorded_at
        FROM operation WHERE kind = 'charge'
    """,
    "products": """
        INSERT INTO product (id, integrator_id, code, title, created_at)
        SELECT gen_random_uuid(), id, 'm', 'm', now() FROM integrator WHERE code = 'alpha'
    """,
}


@pytest.mark.parametrize("table", BLOCKED)
def test_batches_that_bring_the_same_keys_in_opposite_order_never_wait_in_a_circle(
    world: World, alpha: Platform, table: str
) -> None:
    """Both come to a stop in the middle of their insert; then whoever stopped them goes away."""

    def charges(keys: str, account: str) -> list[Command]:
        if table == "operations":
            return [alpha.charge(key, 1, account, product="p") for key in keys]
        return [alpha.charge(f"{account}-{key}", 1, account, product=key) for key in keys]

    def store(commands: list[Command]) -> str:
        with UnitOfWork(world.engine) as unit:
            book = PostgresBook(unit.driver, new_id, world.catalogue)
            try:
                process_batch(commands, book, world.clock.moment())
            except OperationRaced:
                return "raced"
            unit.commit()
            return "stored"

    world.one(alpha.charge("brings-the-product", 1, product="p"))
    with psycopg.connect(world.url) as blocker, ThreadPoolExecutor(2) as threads:
        blocker.execute(BLOCKED[table].encode())
        forwards = threads.submit(store, charges("amz", ACCOUNT))
        _wait_for_a_lock(world, 1)
        backwards = threads.submit(store, charges("zma", "2002"))
        _wait_for_a_lock(world, 2)
        blocker.rollback()
        assert (forwards.result(30), backwards.result(30)) == ("stored", "raced")


# ---------------------------------------------------------------- units of work


def test_what_a_service_changed_in_the_session_is_committed(world: World, alpha: Platform) -> None:
    del alpha
    with UnitOfWork(world.engine) as unit:
        set_status(ACCOUNT, AccountStatus.BLOCKED, AccountRepository(unit.session))
        assert unit.session is unit.session
        unit.commit()
    assert world.value("SELECT status FROM account WHERE number = '1001'") == "blocked"


def test_what_is_not_committed_is_as_if_it_had_not_been(world: World, alpha: Platform) -> None:
    before_all = everything(world)
    with UnitOfWork(world.engine) as unit:
        set_status(ACCOUNT, AccountStatus.BLOCKED, AccountRepository(unit.session))
        unit.session.flush()
    with suppress(LookupError), UnitOfWork(world.engine) as unit:
        unit.driver.execute("UPDATE account SET balance = 0")
        raise LookupError
    assert everything(world) == before_all
    assert world.one(alpha.charge("c-1", 1)).ok, "and holds no lock"


def test_an_account_that_is_locked_is_read_anew(world: World, alpha: Platform) -> None:
    """Otherwise credit would be settled over a balance from before the lock."""
    with UnitOfWork(world.engine) as unit:
        accounts = AccountRepository(unit.session)
        assert accounts.find(ACCOUNT)
        world.process(alpha.charge("c-1", 1_000), pay("d-1", 5))
        locked = accounts.find(ACCOUNT, lock=True)
        assert locked is not None
        assert locked.balance == 9_005
