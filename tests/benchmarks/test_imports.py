"""Files of accounts and payments: against ``COPY`` of the same rows, and against the desk alone.

``VITRINA_BENCH_ROWS`` says how many rows, 100000 by default; a tenth of them is imported as well,
to see what a longer file costs in memory.
"""

import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.payment_rows import NewPayment
from backend.storage.accounts.import_desk import BATCH
from backend.storage.clock import new_id
from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade
from tests.integration.importing.files import (
    ACCOUNTS_HEADER,
    ORIGIN,
    PAYMENTS_HEADER,
    ImportWorld,
    write,
)

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

ROWS = int(os.environ.get("VITRINA_BENCH_ROWS", "100000"))
_COPY = "COPY account_copy (number, holder) FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)"


class Measured(NamedTuple):
    """Seconds, and the process's peak memory in MiB."""

    seconds: float
    memory: float


@pytest.fixture
def server() -> Iterator[str]:
    """A durable server: fsync as in production."""
    with tempfile.TemporaryDirectory(prefix="vitrina-bench-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres(Path(folder) / "data") as url:
            upgrade(url)
            yield url


def test_a_file(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accounts = (f"{place:08d};Иванов Д. И. {place}" for place in range(ROWS))
    of_accounts = write(tmp_path / "accounts.csv", iter([ACCOUNTS_HEADER, *accounts]))
    copied = _copy(server, of_accounts)
    opened = _alone(_open, server, of_accounts)
    straight = _alone(_pay_straight, server, of_accounts)
    recorded = {}
    for many in (ROWS // 10, ROWS):
        payments = (f"PP-{many}-{place};{place:08d};1 000,50" for place in range(many))
        path = write(tmp_path / f"payments-{many}.csv", iter([PAYMENTS_HEADER, *payments]))
        recorded[many] = _alone(_record, server, path)
    with capsys.disabled():
        print(f"\n\nFiles of {ROWS} rows, durable")
        print(f"accounts: {opened.seconds / copied:.1f} × COPY")
        print(f"payments: {recorded[ROWS].seconds / straight.seconds:.2f} × the desk")
        for many, measured in recorded.items():
            print(f"payments, {many} rows: peak {measured.memory:.0f} MiB")
    assert recorded[ROWS].memory - recorded[ROWS // 10].memory < 32, "memory grows with the file"


def _copy(url: str, path: Path) -> float:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE account_copy (number text UNIQUE, holder text)")
        started = time.perf_counter()
        with connection.cursor().copy(_COPY) as copy, path.open("rb") as file:
            while chunk := file.read(65_536):
                copy.write(chunk)
        connection.commit()
        seconds = time.perf_counter() - started
        connection.execute("DROP TABLE account_copy")
        connection.commit()
    return seconds


def _alone(work: Callable[[ImportWorld, Path], None], url: str, path: Path) -> Measured:
    """In a process of its own, whose memory is nobody else's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, work, url, path).result()


def _timed(work: Callable[[ImportWorld, Path], None], url: str, path: Path) -> Measured:
    world = ImportWorld(url)
    started = time.perf_counter()
    work(world, path)
    seconds = time.perf_counter() - started
    world.close()
    return Measured(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _open(world: ImportWorld, path: Path) -> None:
    with path.open("rb") as file:
        *_, last = world.imports.accounts(file, Encoding.UTF_8, dry_run=False)
    assert last.counts.created == ROWS


def _record(world: ImportWorld, path: Path) -> None:
    with path.open("rb") as file:
        *_, last = world.imports.payments(file, Encoding.UTF_8, ORIGIN, dry_run=False)
    assert last.counts.created == last.counts.rows


def _pay_straight(world: ImportWorld, _path: Path) -> None:
    for start in range(0, ROWS, BATCH):
        world.process(
            *(
                NewPayment(f"straight-{place}", f"{place:08d}", 100_050, "").command(new_id, ORIGIN)
                for place in range(start, min(start + BATCH, ROWS))
            )
        )
