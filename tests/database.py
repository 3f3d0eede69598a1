"""Databases for tests: one server for the run, a migrated template, a clone for each test.

The server is an embedded one, unless ``VITRINA_TEST_DATABASE_URL`` names another (its role must be
allowed to create databases). Durability is off: what survives a crash is tested with an
``EmbeddedPostgres`` of the test's own.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from backend.storage.embedded import EmbeddedPostgres, EmbeddedPostgresError
from backend.storage.migrations import upgrade

FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
ONE_AT_A_TIME = 7215042  # an advisory lock: parallel workers make one template between them


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The administrative URL of the run's PostgreSQL server."""
    given = os.environ.get("VITRINA_TEST_DATABASE_URL")
    if given:
        yield given
        return
    server = EmbeddedPostgres(_folder(), FAST)
    yield server.start()
    with suppress(EmbeddedPostgresError):  # another worker of this run is still there
        server.destroy()
        for path in (*server.folder.iterdir(), server.folder):
            path.rmdir() if path.is_dir() else path.unlink()


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a migrated database, which nobody connects to and everybody clones."""
    name = f"vitrina_template_{_run()}"
    with _administrator(server_url) as administrator:
        administrator.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        query = "SELECT FROM pg_database WHERE datname = %s"
        if administrator.execute(query, [name]).fetchone() is None:
            _create(administrator, name, "template1")
            upgrade(_with_database(server_url, name))
    yield name
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with _administrator(server_url) as administrator:
            _drop(administrator, name)


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """The URL of a migrated, empty database for one test alone; about 40 ms."""
    with _clone(server_url, template) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(server_url: str, template: str) -> Iterator[str]:
    """The same for all tests of a module, which then must not mind each other's rows."""
    with _clone(server_url, template) as url:
        yield url


@contextmanager
def _clone(server_url: str, template: str) -> Iterator[str]:
    """A database as long as it is needed; connections that a test forgot are cut."""
    name = f"vitrina_test_{uuid4().hex[:12]}"
    with _administrator(server_url) as administrator:
        _create(administrator, name, template)
    try:
        yield _with_database(server_url, name)
    finally:
        with _administrator(server_url) as administrator:
            _drop(administrator, name)


def _administrator(server_url: str) -> psycopg.Connection:
    return psycopg.connect(_with_database(server_url, "postgres"), autocommit=True)


def _create(administrator: psycopg.Connection, name: str, template: str) -> None:
    query = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    administrator.execute(query.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(administrator: psycopg.Connection, name: str) -> None:
    query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    administrator.execute(query.format(sql.Identifier(name)))


def _with_database(server_url: str, name: str) -> str:
    url = make_url(server_url).set(drivername="postgresql", database=name)
    return url.render_as_string(hide_password=False)


def _run() -> str:
    """One name for all the processes of this run."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:12] or str(os.getpid())


def _folder() -> Path:
    """A folder that the server's user can enter: pytest's own are closed."""
    folder = Path(tempfile.gettempdir()) / f"vitrina-tests-{_run()}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    return folder
