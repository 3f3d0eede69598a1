"""A PostgreSQL connection at which a test can step in between any two statements.

It is the real driver with the real server behind it; an engine is made with it instead of the
plain one. What a hook does (kill the process, cut the line, let somebody else go first) happens
exactly there, every time.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, Cursor, Pipeline
from sqlalchemy import Engine, create_engine

from backend.storage.engine import APP_ROLE

Hook = Callable[["HookedConnection"], None]


def _nothing(_driver: "HookedConnection") -> None:
    pass


@dataclass
class Hooks:
    """``number`` counts statements; ``last`` is the text of the one that is under way.

    Without ``pipelined`` every statement is answered before the next one is sent, so that what
    happens in between happens between them for the server, too.
    """

    before_statement: Hook = _nothing
    after_statement: Hook = _nothing
    before_commit: Hook = _nothing
    after_commit: Hook = _nothing
    pipelined: bool = True
    reachable: bool = True
    number: int = 0
    last: str = ""


class HookedConnection(Connection[Any]):
    """The driver's connection, with hooks around what the product does with it."""

    hooks: Hooks

    def execute(self, query: Any, params: Any = None, **options: Any) -> Cursor[Any]:
        """Run a statement between its hooks."""
        self.hooks.number += 1
        self.hooks.last = str(query)
        self.hooks.before_statement(self)
        cursor = super().execute(query, params, **options)
        self.hooks.after_statement(self)
        return cursor

    def commit(self) -> None:
        """Commit between its hooks."""
        self.hooks.before_commit(self)
        super().commit()
        self.hooks.after_commit(self)

    def pipeline(self) -> AbstractContextManager[Pipeline]:  # type: ignore[override]
        """A pipeline, or none."""
        return super().pipeline() if self.hooks.pipelined else self._one_by_one()

    @contextmanager
    def _one_by_one(self) -> Iterator[Any]:
        yield


def hooked_engine(url: str, hooks: Hooks) -> Engine:
    """The application's engine, but for its driver."""

    def connect() -> HookedConnection:
        if not hooks.reachable:
            raise psycopg.OperationalError("nobody is there")
        driver = HookedConnection.connect(
            url,
            prepare_threshold=1,
            options=f"-c timezone=UTC -c role={APP_ROLE}",
            application_name="hooked",
        )
        driver.hooks = hooks
        return driver

    return create_engine("postgresql+psycopg://", creator=connect, pool_size=2, pool_timeout=10)


def cut(driver: HookedConnection) -> None:
    """End the server's side of the connection, as a restart does; the driver does not know yet."""
    pid = driver.info.backend_pid
    with psycopg.connect(_address(driver), autocommit=True) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s)", [pid])
        query = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        while administrator.execute(query, [pid]).fetchone() != (0,):
            pass


def cut_all(url: str) -> None:
    """End the server's side of every hooked connection to the database."""
    with psycopg.connect(url, autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'hooked'"
        )


def _address(driver: HookedConnection) -> str:
    info = driver.info
    return f"host={info.host} port={info.port} user={info.user} dbname={info.dbname}"
