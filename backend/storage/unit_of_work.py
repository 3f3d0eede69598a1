"""One transaction. The edge opens it and commits it; leaving it otherwise rolls back."""

from contextlib import nullcontext, suppress
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from psycopg import Connection as Driver
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session


class UnitOfWork:
    """``session`` serves screens and settings; ``driver`` (psycopg) serves whole batches."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self.connection: Connection = self._engine.connect()
        self.connection.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing rolls back, and so notices a lost connection: the pool then gives up its others,
        # too. What had happened before is what is told.
        with suppress(DBAPIError) if error else nullcontext():
            self.connection.close()

    @property
    def driver(self) -> Driver[Any]:
        """The psycopg connection under this transaction."""
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, Driver)  # noqa: S101 (the engine is made for psycopg only)
        return driver

    @cached_property
    def session(self) -> Session:
        """The session inside this transaction."""
        return Session(bind=self.connection, expire_on_commit=False)

    def commit(self) -> None:
        """Make everything since the beginning lasting, or raise and make nothing so."""
        if "session" in self.__dict__:
            self.session.flush()
        self.connection.commit()
