"""The daily look ahead over everybody, against plain ``INSERT … SELECT`` of what it writes.

``VITRINA_BENCH_SUBSCRIPTIONS`` says how many subscriptions, 100000 by default. Two looks are
measured: one in the middle of a period, which only sums up, and one before a debit for which money
is missing, which tells everybody and asks everybody in advance.
"""

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from backend.storage.embedded import EmbeddedPostgres
from backend.storage.forecasting.desk import CHUNK_ACCOUNTS
from backend.storage.migrations import upgrade
from tests.billing_world import BillingWorld
from tests.forecast_world import RULES, forecast_desks

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

MANY = int(os.environ.get("VITRINA_BENCH_SUBSCRIPTIONS", "100000").split(",")[0])
_TABLES = ("outbox", "advance_invoice", "advance_line")
_LINES = """
CREATE TABLE seen AS SELECT * FROM run_line WITH NO DATA;
ALTER TABLE seen ADD PRIMARY KEY (run_id, account_id, subscription_id, seq);
"""
_FORESEE = """
INSERT INTO seen
SELECT l.run_id, l.account_id, l.subscription_id, l.seq + n, l.kind, l.product_id, l.template_id,
       l.charge_type, l.period_start, l.period_end, l.quantity, l.full_price, l.amount, l.vat_kind,
       l.vat_rate, l.vat_amount, l.vat_note, l.text, l.priority
FROM run_line l CROSS JOIN generate_series(1, 2) AS n
"""


@pytest.fixture
def server() -> Iterator[str]:
    """A durable server: fsync as in production."""
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            upgrade(url)
            yield url


def test_the_look_against_plain_inserts(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    world = BillingWorld(server, chunk_accounts=CHUNK_ACCOUNTS)
    world.subscribers(MANY, world.product("antivirus", 50_00), balance=70_00)
    world.run()
    world.hear()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute(_LINES)
        insert_lines = _timed(connection, _FORESEE)
    calm = _look(world, date(2026, 5, 10))
    busy = _look(world, date(2026, 5, 29))
    world.prove()
    with psycopg.connect(server, autocommit=True) as connection:
        written = sum(_copied(connection, table) for table in _TABLES)
    world.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with capsys.disabled():
        print(f"\n\nThe daily look ahead, {MANY} subscriptions, one worker, durable")
        print(f"two lines each, summed up:      {calm / insert_lines:.1f} × INSERT of those lines")
        print(f"  {MANY / calm:.0f} subscriptions a second*")
        print(f"told and asked for in advance:  {busy / written:.1f} × INSERT of what it wrote")
        print(f"  {MANY / busy:.0f} subscriptions a second*, peak {memory:.0f} MiB")
        print("* of this machine; only ratios travel")
    assert calm > 0


def _look(world: BillingWorld, day: date) -> float:
    """Seconds of a whole look on that day."""
    world.set_day(day)
    _, desk = forecast_desks(world, RULES, chunk_accounts=CHUNK_ACCOUNTS)
    started = time.perf_counter()
    assert desk.work() == MANY
    return time.perf_counter() - started


def _copied(connection: psycopg.Connection, table: str) -> float:
    """Seconds to write a table's rows once more into one like it, indexes and all."""
    connection.execute(f"CREATE TABLE copy_of_{table} (LIKE {table} INCLUDING ALL)".encode())
    columns = connection.execute(
        "SELECT string_agg(column_name, ', ') FROM information_schema.columns"
        " WHERE table_name = %s AND is_identity = 'NO'",
        [table],
    ).fetchone()
    assert columns is not None
    names = columns[0]
    return _timed(
        connection,
        f"INSERT INTO copy_of_{table} ({names}) SELECT {names} FROM {table}",  # noqa: S608 (names of ours)
    )


def _timed(connection: psycopg.Connection, statement: str) -> float:
    started = time.perf_counter()
    connection.execute(statement.encode())
    return time.perf_counter() - started
