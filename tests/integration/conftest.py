"""What the integration tests share."""

from collections.abc import Iterator

import psycopg
import pytest
import structlog
from sqlalchemy import make_url

from tests.world import World


@pytest.fixture(autouse=True, scope="package")
def _plain_traces() -> Iterator[None]:
    """As the product writes them; structlog's own default draws every local variable."""
    before = structlog.get_config()
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    yield
    structlog.configure(**before)


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = World(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """The URL of a database in which no migration has run."""
    url = make_url(server_url).set(drivername="postgresql", database="vitrina_unmigrated")
    administrator = url.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(administrator, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS vitrina_unmigrated WITH (FORCE)")
        connection.execute("CREATE DATABASE vitrina_unmigrated")
        yield url.render_as_string(hide_password=False)
        connection.execute("DROP DATABASE vitrina_unmigrated WITH (FORCE)")
