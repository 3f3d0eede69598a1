"""kill -9 at every point of a batch, and of the database itself: then the same ids once more.

The victim is a process of its own that kills itself at an exactly given statement; what survives
is looked at by another one. A batch takes effect whole or not at all, and after the retry exactly
once.
"""

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from backend.domain.commands import Command
from backend.domain.errors import Busy, Unavailable
from backend.domain.outcome import Outcome
from backend.domain.values.codes import Code, RefusalPolicy
from backend.domain.values.status import SubscriptionState
from backend.storage.clock import new_id
from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade
from tests.commands import Platform, pay
from tests.hooked_driver import HookedConnection, Hooks, hooked_engine
from tests.world import World

pytestmark = pytest.mark.slow

AT_COMMIT = ("before the commit", "as the commit is sent", "after the commit")


# ---------------------------------------------------------------- the victim


def die(_driver: HookedConnection) -> None:
    """kill -9 of oneself."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_as_the_commit_is_sent(driver: HookedConnection) -> None:
    """The server has it, the answer is not waited for."""
    driver.pgconn.send_query(b"COMMIT")
    driver.pgconn.flush()
    die(driver)


def hooks_that_kill(point: int | str, *, pipelined: bool) -> Hooks:
    """Death before the n-th statement, or around the commit."""
    hooks = Hooks(pipelined=pipelined)

    def maybe(driver: HookedConnection) -> None:
        if hooks.number == point:
            die(driver)

    hooks.before_statement = maybe
    if point == "before the commit":
        hooks.before_commit = die
    elif point == "as the commit is sent":
        hooks.before_commit = die_as_the_commit_is_sent
    elif point == "after the commit":
        hooks.after_commit = die
    return hooks


def attempt(url: str, commands: Sequence[Command], point: int | str, pipelined: bool) -> bool:
    """Let a process try the batch; whether it was killed at the point."""
    victim = os.fork()
    if victim == 0:
        try:
            engine = hooked_engine(url, hooks_that_kill(point, pipelined=pipelined))
            World(url, engine=engine).process(*commands)
        finally:
            os._exit(0)
    _, status = os.waitpid(victim, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@pytest.fixture(scope="module")
def coroner() -> Iterator[ProcessPoolExecutor]:
    """A process without threads, from which victims may be forked."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield pool


# ---------------------------------------------------------------- the batch


class Scene:
    """One account and a batch that touches every table and makes every kind of change."""

    def __init__(self, world: World, alpha: Platform, name: str) -> None:
        self._alpha = alpha
        self._name = name
        self.world = world
        self.account = name
        world.account(name, balance=1_000)
        before = world.process(
            alpha.charge(f"old-{name}", 100, name, product="old"),
            alpha.hold(f"held-{name}", 200, name, product="old"),
            alpha.hold(f"free-{name}", 50, name, product="old"),
            alpha.charge(f"poor-{name}", 900, name, product="old"),
        )
        assert [outcome.code for outcome in before] == [
            Code.OK,
            Code.OK,
            Code.OK,
            Code.NOT_ENOUGH_MONEY,
        ]

    def commands(self) -> list[Command]:
        """The batch, as if it had just arrived."""
        alpha, name = self._alpha, self._name
        return [
            alpha.charge(f"new-{name}", 50, name, product=f"product-{name}"),
            alpha.reverse(f"old-{name}", None),
            alpha.hold(f"kept-{name}", 30, name),
            alpha.capture(f"captured-{name}", f"held-{name}", 150, name),
            alpha.release(f"free-{name}", name),
            alpha.report(f"report-{name}", SubscriptionState.SUSPENDED, name, product="old"),
            pay(f"payment-{name}", 500, name),
            alpha.charge(f"poor-{name}", 900, name, product="old"),
            alpha.reverse(f"none-{name}", name),
        ]

    def result(self, outcomes: Sequence[Outcome]) -> tuple[object, ...]:
        """What must be the same wherever it crashed."""
        counts = (
            "SELECT count(*), sum(amount) FILTER (WHERE NOT reversed) FROM charge c"
            " JOIN account a ON a.id = c.account_id WHERE a.number = :number"
        )
        said = [(each.code, each.status, each.amount, each.available) for each in outcomes]
        money, row = self.world.money(self.account), self.world.row(counts, number=self.account)
        return said, money, row


def control(world: World, alpha: Platform) -> tuple[object, ...]:
    """The same without any crash."""
    scene = Scene(world, alpha, "control")
    outcomes = world.process(*scene.commands())
    assert [outcome.code for outcome in outcomes] == [*[Code.OK] * 8, Code.UNKNOWN_OPERATION]
    return scene.result(outcomes)


@pytest.mark.parametrize("pipelined", [True, False])
def test_killed_between_any_two_statements(
    world: World,
    coroner: ProcessPoolExecutor,
    pipelined: bool,
) -> None:
    """Before every statement and around the commit; then retried by another process."""
    alpha = world.integrator(refusals=RefusalPolicy.RECONSIDER)
    expected = control(world, alpha)
    points: list[int | str] = [*range(1, 200), *AT_COMMIT]
    statements = 0
    for point in points:
        if isinstance(point, int) and statements:
            continue
        scene = Scene(world, alpha, f"s-{point}".replace(" ", "-"))
        died = coroner.submit(attempt, world.url, scene.commands(), point, pipelined).result(60)
        again = world.process(*scene.commands())

        repeated = {outcome.replayed for outcome in again}
        assert len(repeated) == 1, "a batch is stored whole or not at all"
        if isinstance(point, int) and not died:
            statements = point - 1
            assert repeated == {True}
        elif point == "after the commit":
            assert repeated == {True}
        elif point != "as the commit is sent":
            assert repeated == {False}
        assert died or isinstance(point, int)
        assert scene.result(again) == expected, f"killed {point}"
    assert statements > 15, "each statement of a rich batch has been a point of death"


def test_killed_again_and_again_before_it_gets_through(
    world: World, coroner: ProcessPoolExecutor
) -> None:
    alpha = world.integrator(refusals=RefusalPolicy.RECONSIDER)
    expected = control(world, alpha)
    scene = Scene(world, alpha, "unlucky")
    for point in (1, 9, 16, *AT_COMMIT, 1, "after the commit"):
        coroner.submit(attempt, world.url, scene.commands(), point, True).result(60)
    again = world.process(*scene.commands())
    assert {outcome.replayed for outcome in again} == {True}
    assert scene.result(again) == expected


# ---------------------------------------------------------------- the database's own death


@pytest.fixture(scope="module")
def durable() -> Iterator[EmbeddedPostgres]:
    """A server of these tests' own, as durable as a production one."""
    with tempfile.TemporaryDirectory(prefix="vitrina-crash-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder) / "data", {"shared_buffers": "32MB"})
        server.start()
        yield server
        server.destroy()


@pytest.fixture
def lasting(durable: EmbeddedPostgres) -> Iterator[World]:
    """A world on that server, whose invariants still hold when the test is over."""
    name = f"crash_{uuid4().hex[:8]}"
    with psycopg.connect(durable.url(), autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    upgrade(durable.url(name))
    made = World(durable.url(name))
    try:
        yield made
        made.prove()
    finally:
        made.close()


def kill_everything(server: EmbeddedPostgres) -> None:
    """kill -9 of the server and all its processes, in the middle of what they do."""
    postmaster = server._pid()
    assert postmaster is not None
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in (postmaster, *map(int, children)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_killed_between_statements_on_a_durable_server(
    durable: EmbeddedPostgres, lasting: World, coroner: ProcessPoolExecutor
) -> None:
    """First the process, then the whole server, then the retry."""
    alpha = lasting.integrator(refusals=RefusalPolicy.RECONSIDER)
    expected = control(lasting, alpha)
    for point in AT_COMMIT[1:]:
        scene = Scene(lasting, alpha, f"s-{point}".replace(" ", "-"))
        assert coroner.submit(attempt, lasting.url, scene.commands(), point, True).result(60)
        kill_everything(durable)
        durable.start()
        assert scene.result(lasting.process(*scene.commands())) == expected


def test_the_server_is_killed_under_load(durable: EmbeddedPostgres, lasting: World) -> None:
    """What was answered is true; what was not is retried; everything happened exactly once."""
    alpha = lasting.integrator()
    accounts = [f"a-{n}" for n in range(8)]
    for number in accounts:
        lasting.account(number, balance=10**9)
    answered, sent = load(lasting, alpha, accounts, lambda: _kill_twice(durable))

    assert len(answered) > 100
    assert {outcome.code for outcome in answered.values()} == {Code.OK}
    assert not any(outcome.replayed for outcome in answered.values()), "our own, recognised"
    retried = [replace(command, id=new_id()) for command in sent.values()]
    outcomes = [
        outcome
        for start in range(0, len(retried), 500)
        for outcome in lasting.process(*retried[start : start + 500])
    ]
    assert {outcome.code for outcome in outcomes} == {Code.OK}
    for outcome in outcomes:
        first = answered.get(outcome.external_id)
        assert first is None or outcome == first.as_replay(), "what was answered has survived"
    assert lasting.count("charge") == len(sent)
    total = lasting.value("SELECT sum(balance) FROM account")
    assert total == len(accounts) * 10**9 - 7 * len(sent)


def _kill_twice(server: EmbeddedPostgres) -> None:
    for pause in (0.0, 3.0):  # seconds until help comes: within the desk's patience or not
        time.sleep(0.7)
        kill_everything(server)
        time.sleep(pause)
        server.start()
    time.sleep(0.7)


def load(
    world: World, alpha: Platform, accounts: Sequence[str], disturb: Callable[[], None]
) -> tuple[dict[str, Outcome], dict[str, Command]]:
    """One thread for each account charges as long as the disturbance lasts."""
    answered: dict[str, Outcome] = {}
    sent: dict[str, Command] = {}
    over = threading.Event()

    def charge(number: str) -> None:
        count = 0
        while not over.is_set():
            count += 1
            command = alpha.charge(f"{number}-{count}", 7, number)
            sent[command.external_id] = command
            try:
                (outcome,) = world.desk.submit([command]).result(60)
            except (Unavailable, Busy):
                continue
            answered[command.external_id] = outcome

    threads = [threading.Thread(target=charge, args=(number,)) for number in accounts]
    for thread in threads:
        thread.start()
    try:
        disturb()
    finally:
        over.set()
        for thread in threads:
            thread.join()
    return answered, sent


def test_the_server_is_killed_while_nothing_happens(
    durable: EmbeddedPostgres, lasting: World
) -> None:
    alpha = lasting.integrator()
    lasting.account(balance=1_000)
    connections = [lasting.engine.connect() for _ in range(8)]
    for connection in connections:
        connection.close()
    kill_everything(durable)
    durable.start()
    assert lasting.one(alpha.charge("c-1", 100)).ok
    assert lasting.one(alpha.charge("c-1", 100)).replayed
    assert lasting.balance() == 900
