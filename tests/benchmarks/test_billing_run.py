"""The monthly run against plain ``INSERT … SELECT`` of the same rows into the same tables.

``VITRINA_BENCH_SUBSCRIPTIONS`` lists how many subscriptions, ``100000`` by default; give
``100000,1000000`` for the whole comparison. Months alternate: one by the run, one by plain
statements, so that both meet tables and indexes of the same size and a machine of the same mood.
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from backend.domain.values.recurrence import add_months
from backend.storage.billing.desk import CHUNK_ACCOUNTS
from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade
from tests.billing_world import FIRST_DAY, BillingWorld

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

WORKERS = 2
ROUNDS = int(os.environ.get("VITRINA_BENCH_ROUNDS", "2"))
SIZES = [int(n) for n in os.environ.get("VITRINA_BENCH_SUBSCRIPTIONS", "100000").split(",")]
PREPARE, INSERTS, UPDATES = (
    Path(__file__).with_name("billing_reference.sql").read_text(encoding="utf-8").split("-- split")
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds per month of one size, and the worker's peak memory in MiB."""

    many: int
    run: float
    plan: float
    inserts: float
    updates: float
    rerun: float
    memory: float


@pytest.fixture
def server() -> Iterator[str]:
    """A durable server: fsync as in production."""
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            upgrade(url)
            yield url


def test_the_run_against_plain_inserts(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(time.sleep, [0.5] * WORKERS))  # both are up: starting is not what is timed
        measured = [_measure(server, many, pool) for many in SIZES]
    with capsys.disabled():
        _print(measured)
    assert all(item.run > 0 for item in measured)


def _measure(url: str, many: int, pool: ProcessPoolExecutor) -> Measured:
    world = BillingWorld(url, chunk_accounts=CHUNK_ACCOUNTS)
    day = _seed(world, many)
    run = plan = inserts = updates = memory = 0.0
    for _ in range(ROUNDS):
        world.set_day(day)
        started = time.perf_counter()
        run_id = world.billing.open()
        assert run_id is not None
        _share(pool, url, run_id, day, "plan")
        *_, planned = world.billing.plan(run_id)
        plan += time.perf_counter() - started
        world.billing.approve(run_id, planned.hash or "", "bench")
        memory = max(memory, _share(pool, url, run_id, day, "apply"))
        *_, done = world.billing.apply(run_id)
        run += time.perf_counter() - started
        assert done.charged == many
        written, moved = _write_plainly(url)
        inserts, updates = inserts + written, updates + moved
        day = add_months(day, 2)
    started = time.perf_counter()
    world.set_day(add_months(day, -1))
    assert world.billing.work(automatic=True) == 0
    rerun = time.perf_counter() - started
    world.prove()
    world.close()
    return Measured(
        many, run / ROUNDS, plan / ROUNDS, inserts / ROUNDS, updates / ROUNDS, rerun, memory
    )


def _seed(world: BillingWorld, many: int) -> date:
    """Bring the number of subscriptions up; everybody is due on the day that is answered."""
    found = world.rows("SELECT id FROM product WHERE code = 'antivirus'")
    product: UUID = found[0][0] if found else world.product("antivirus", 5000)
    latest = world.value("SELECT max(next_start) FROM subscription")
    day: date = latest or FIRST_DAY
    world.subscribers(many, product, balance=10**7, first_day=day)
    with psycopg.connect(world.url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return day


def _write_plainly(url: str) -> tuple[float, float]:
    with psycopg.connect(url) as connection:
        connection.execute(PREPARE)
        connection.commit()
        times = []
        for script in (INSERTS, UPDATES):
            started = time.perf_counter()
            connection.execute(script)
            connection.commit()
            times.append(time.perf_counter() - started)
        connection.execute("DROP TABLE reference")
    return times[0], times[1]


def _share(pool: ProcessPoolExecutor, url: str, run_id: UUID, day: date, step: str) -> float:
    """Let the workers do a step together; their peak memory in MiB."""
    return max(pool.map(_work, *zip(*[(url, run_id, day, step)] * WORKERS, strict=True)))


def _work(url: str, run_id: UUID, day: date, step: str) -> float:
    world = BillingWorld(url, day=day, chunk_accounts=CHUNK_ACCOUNTS)
    for _ in world.billing.plan(run_id) if step == "plan" else world.billing.apply(run_id):
        pass
    world.close()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(measured: list[Measured]) -> None:
    print("\n\nThe monthly run, two workers: plan and apply, durable")
    head = f"{'subscriptions':>14} {'of insert':>10} {'of insert+update':>17} {'apply alone':>12}"
    print(f"{head} {'per second*':>12} {'no-op rerun':>12} {'peak MiB':>9}")
    for m in measured:
        apply = (m.inserts + m.updates) / (m.run - m.plan)
        ratios = (
            f"{m.inserts / m.run:>10.2f} {(m.inserts + m.updates) / m.run:>17.2f} {apply:>12.2f}"
        )
        rest = f"{m.many / m.run:>12.0f} {m.rerun / m.run:>12.4f} {m.memory:>9.0f}"
        print(f"{m.many:>14} {ratios} {rest}")
    if len(measured) > 1:
        first, last = measured[0], measured[-1]
        cost = (last.run / last.many) / (first.run / first.many)
        print(f"cost per subscription, {last.many} against {first.many}: {cost:.2f}")
    print("* of this machine; only ratios travel")
