"""Databases for tests: one server for the run, a migrated template, a clone for each test.

The server is an embedded one, unless ``VITRINA_TEST_DATABASE_URL`` names another (its role must be
allowed to create databases). Durability is off: what survives a crash is tested with an
``EmbeddedPostgres`` of the test's own.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from backend.storage.embedded import EmbeddedPostgres
from backend.storage.migrations import upgrade

FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The URL of the run's PostgreSQL server."""
    given = os.environ.get("VITRINA_TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="vitrina-tests-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the server's user must enter; pytest's own folders are closed
        server = EmbeddedPostgres(Path(folder), FAST)
        yield server.start()
        server.destroy()


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """The name of a migrated database, which nobody connects to and everybody clones."""
    with _database(server_url, "template1") as name:
        upgrade(_with_name(server_url, name))
        yield name


@pytest.fixture
def database_url(server_url: str, template: str) -> Iterator[str]:
    """The URL of a migrated, empty database for one test alone; about 40 ms."""
    with database(server_url, template) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(server_url: str, template: str) -> Iterator[str]:
    """The same for all tests of a module, which then must not mind each other's rows."""
    with database(server_url, template) as url:
        yield url


@contextmanager
def database(server_url: str, template: str) -> Iterator[str]:
    """The URL of such a database, as long as it is needed."""
    with _database(server_url, template) as name:
        yield _with_name(server_url, name)


@contextmanager
def _database(server_url: str, template: str) -> Iterator[str]:
    """A database as long as it is needed; connections that a test forgot are cut."""
    name = f"vitrina_test_{uuid4().hex[:12]}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    _administer(server_url, create.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield name
    finally:
        _administer(server_url, drop.format(sql.Identifier(name)))


def _administer(server_url: str, statement: sql.Composed) -> None:
    with psycopg.connect(_with_name(server_url, "postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _with_name(server_url: str, name: str) -> str:
    url = make_url(server_url).set(drivername="postgresql", database=name)
    return url.render_as_string(hide_password=False)
