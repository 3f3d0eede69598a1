"""Reports against what PostgreSQL does at best: one index-only count, one plain ``COPY TO``.

``VITRINA_BENCH_SUBSCRIPTIONS`` lists how many subscriptions, ``100000`` by default; give
``100000,1000000`` for the whole comparison. Exports are made in a process of their own, whose peak
memory is told beside what it had before it began.
"""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO, cast

import psycopg
import pytest

from backend.documents.tables.files import Format, write_report
from backend.domain.services.reporting.ask import Wish
from backend.domain.values.period import ONE_DAY
from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade
from backend.storage.reporting.desk import ReportDesk
from tests.billing_world import FIRST_DAY
from tests.reporting_world import ReportingWorld

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

ROUNDS = int(os.environ.get("VITRINA_BENCH_ROUNDS", "5"))
SIZES = [int(n) for n in os.environ.get("VITRINA_BENCH_SUBSCRIPTIONS", "100000").split(",")]
COUNT = "SELECT count(*) FROM subscription"
LIST = """
COPY (SELECT a.holder, p.title, s.state, a.number, i.code, p.code, s.paid_through, s.id
      FROM subscription s JOIN account a ON a.id = s.account_id
      JOIN product p ON p.id = s.product_id JOIN integrator i ON i.id = s.integrator_id
      ORDER BY s.account_id, s.id) TO STDOUT (FORMAT csv)
"""
CHARGES = """
COPY (SELECT c.business_date, a.number, a.holder, i.code, p.code, p.title, c.text, c.amount,
             c.vat_amount, c.period_start, c.period_end, c.id
      FROM charge c JOIN account a ON a.id = c.account_id
      JOIN product p ON p.id = c.product_id JOIN integrator i ON i.id = c.integrator_id
      ORDER BY c.id) TO STDOUT (FORMAT csv)
"""


@dataclass(frozen=True, slots=True)
class Export:
    """Seconds of an export and of a ``COPY`` of as many rows; MiB before and at most."""

    name: str
    rows: int
    seconds: float
    copy: float
    before: float
    peak: float

    def __str__(self) -> str:
        """A printed line."""
        return (
            f"  {self.name:22} {self.seconds / self.copy:6.1f} x COPY TO   "
            f"{self.seconds:7.2f} s {self.rows / self.seconds:9,.0f} rows/s   "
            f"peak {self.peak:4.0f} MiB ({self.before:.0f} before)"
        )


@pytest.fixture
def server() -> Iterator[str]:
    """A durable server, as in production."""
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            upgrade(url)
            yield url


def test_reports(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    for many in SIZES:
        states, count, day = _counted(server, many)
        exports = [
            _exported(server, name, form, statement)
            for name, statement in (("subscriptions", LIST), ("charges", CHARGES))
            for form in Format
        ]
        lines = [
            f"\n{many:,} subscriptions, each charged once",
            f"  states, now   {states / count:6.2f} x an index-only count   {states * 1000:.1f} ms",
            f"  states, a day {day / count:6.2f} x an index-only count   {day * 1000:.1f} ms",
            *map(str, exports),
        ]
        with capsys.disabled():
            print("\n".join(lines))
        assert [export.rows for export in exports] == [many] * len(exports)


def _counted(url: str, many: int) -> tuple[float, float, float]:
    """Seconds of the report as it is now, of the index-only count, of the report of a day."""
    world = _world(url, many)
    total = sum(row["subscriptions"] for row in world.report("states"))
    with psycopg.connect(url, autocommit=True) as connection:
        assert connection.execute(COUNT).fetchone() == (total,)
        count = _seconds(lambda: connection.execute(COUNT).fetchone())
    now = _seconds(lambda: world.report("states"))
    world.set_day(FIRST_DAY + ONE_DAY)
    day = _seconds(lambda: world.report("states", on=FIRST_DAY))
    world.close()
    return now, count, day


def _world(url: str, many: int) -> ReportingWorld:
    """Bring the number of subscriptions up; all are charged by one run."""
    world = ReportingWorld(url)
    found = world.rows("SELECT id FROM product WHERE code = 'antivirus'")
    product = found[0][0] if found else world.product("antivirus", 50_00)
    world.subscribers(many, product, balance=10**7)
    world.billing.work(automatic=True)
    world.reports.fold()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return world


def _seconds(work: Callable[[], object]) -> float:
    """The median of some rounds; the first one only warms up."""
    times = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def _exported(url: str, name: str, form: Format, statement: str) -> Export:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        rows, seconds, before, peak = pool.submit(_export, url, name, form).result()
    started = time.perf_counter()
    with (
        psycopg.connect(url) as connection,
        tempfile.TemporaryFile() as file,
        connection.cursor().copy(statement.encode()) as copy,
    ):
        for part in copy:
            file.write(part)
    copied = time.perf_counter() - started
    return Export(f"{name}.{form}", rows, seconds, copied, before, peak)


def _export(url: str, name: str, form: Format) -> tuple[int, float, float, float]:
    world = ReportingWorld(url)
    desk: ReportDesk = world.reports
    question = desk.ask(Wish(name=name))
    before = _peak()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as file, desk.export(question) as rows:
        many = write_report(cast("BinaryIO", file), form, question, rows, desk.zone)
    seconds = time.perf_counter() - started
    world.close()
    return many, seconds, before, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
