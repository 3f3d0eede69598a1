"""The floor: what PostgreSQL does when a function of its own makes one debit per transaction."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

from tests.benchmarks import world
from tests.benchmarks.contest import Run
from tests.benchmarks.cpu import Work

CLIENTS = 16  # where the figure is highest on two cores
_FUNCTION = Path(__file__).with_name("floor.sql")
_COUNT = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)
_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)

_SCRIPT = """
\\set place random(0, {last_account})
\\set amount random(100, 50000)
\\set count :count + 1
SELECT floor_debit({integrator}, replace(gen_random_uuid()::text, '-', ''),
    'B' || lpad((:place)::text, 7, '0'), :amount, '{product}',
    date '{first_day}' + (:count / {charges_per_day})::int, '{text}')
"""


def install(url: str) -> None:
    """Make the function."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_FUNCTION.read_bytes())


class Floor:
    """Drives the function by pgbench, which comes with the server; by threads where it does not."""

    def __init__(self, url: str, binaries: Path | None = None) -> None:
        self._url = url
        beside = binaries / "pgbench" if binaries else Path("pgbench")
        self._pgbench = str(beside) if beside.exists() else shutil.which("pgbench")
        self.clients = "clients of pgbench" if self._pgbench else "threads of psycopg"

    def __call__(self, seconds: float) -> Run:
        """Make debits."""
        if self._pgbench is None:
            return self._by_threads(seconds)
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(_script(world.next_stage()))
            script.flush()
            return self._by_pgbench(self._pgbench, script.name, seconds)

    def _by_pgbench(self, program: str, script: str, seconds: float) -> Run:
        options = ["-n", "-M", "prepared", "-c", f"{CLIENTS}", "-j", "1", "-D", "count=0"]
        before = _work_of_children()
        done = subprocess.run(
            [program, *options, "-T", f"{max(1, round(seconds))}", "-f", script, self._url],
            capture_output=True,
            text=True,
            check=True,
        )
        work = Work(clients=_work_of_children() - before)
        count, rate = _COUNT.search(done.stdout), _TPS.search(done.stdout)
        assert count is not None, done.stdout
        assert rate is not None, done.stdout
        return Run(int(count[1]), int(count[1]) / float(rate[1]), work)

    def _by_threads(self, seconds: float) -> Run:
        start, work = time.perf_counter(), time.process_time()
        with ThreadPoolExecutor(CLIENTS) as clients:
            made = sum(clients.map(self._debit_until, [start + seconds] * CLIENTS))
        work = time.process_time() - work
        return Run(made, time.perf_counter() - start, Work(clients=work))

    def _debit_until(self, end: float) -> int:
        count = 0
        with psycopg.connect(self._url, autocommit=True, prepare_threshold=0) as connection:
            for wish in world.wishes(world.next_stage()):
                if time.perf_counter() >= end:
                    break
                connection.execute(
                    "SELECT floor_debit(%s::int, %s, %s, %s::bigint, %s, %s, %s)",
                    [
                        world.INTEGRATOR_ID,
                        wish.external_id,
                        wish.account,
                        wish.amount,
                        world.PRODUCT,
                        wish.period_end,
                        world.TEXT,
                    ],
                )
                count += 1
        return count


def _script(stage: int) -> str:
    return _SCRIPT.format(
        last_account=world.ACCOUNTS - 1,
        integrator=world.INTEGRATOR_ID,
        product=world.PRODUCT,
        first_day=world.first_day(stage),
        charges_per_day=world.ACCOUNTS // CLIENTS,
        text=world.TEXT,
    )


def _work_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
