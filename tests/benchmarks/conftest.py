"""One server with the settings of production, one seeded database, and the printed tables."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from backend.storage.charging.desk import PostgresDesk
from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade
from tests.benchmarks import floor, world
from tests.benchmarks.contest import Table
from tests.benchmarks.cpu import Meter
from tests.benchmarks.desks import open_desk

_TABLES = pytest.StashKey[list[Table]]()


@dataclass(frozen=True, slots=True)
class Arena:
    """Where all contestants of a run meet."""

    url: str
    folder: Path
    programs: Path
    meter: Meter
    server: EmbeddedPostgres

    def database(self, name: str) -> str:
        """Another seeded database on the same server; its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return _prepared(self.server.url(name))


@pytest.fixture(scope="session")
def arena() -> Iterator[Arena]:
    """A PostgreSQL as ``vitrina serve`` starts it, as durable as in production."""
    folder = Path(tempfile.mkdtemp(prefix="vitrina-bench-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder)
    url = server.start()
    postmaster = int((server.cluster / "postmaster.pid").read_text().split()[0])
    yield Arena(_prepared(url), folder, server.binaries, Meter(postmaster), server)
    server.destroy()
    shutil.rmtree(folder)


def _prepared(url: str) -> str:
    upgrade(url)
    world.seed(url)
    floor.install(url)
    return url


@pytest.fixture(scope="session")
def desk(arena: Arena) -> Iterator[PostgresDesk]:
    """The desk as the product makes it."""
    with open_desk(arena.url, arena.folder) as desk:
        yield desk


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Table:
    """A table that is printed after the tests."""
    table = Table()
    request.config.stash.setdefault(_TABLES, []).append(table)
    return table


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what was measured."""
    for table in config.stash.get(_TABLES, []):
        terminalreporter.write_line("")
        for line in table.lines():
            terminalreporter.write_line(line)
