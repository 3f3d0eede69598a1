"""One transaction. The edge opens it and commits it; leaving it otherwise rolls back."""

from types import TracebackType
from typing import Any, Self

from psycopg import Connection as Driver
from sqlalchemy import Connection, Engine
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
        if kind is not None and self.driver.broken:
            self.connection.invalidate()
        self.connection.close()

    @property
    def driver(self) -> Driver[Any]:
        """The psycopg connection under this transaction."""
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, Driver)  # noqa: S101 (the engine is made for psycopg only)
        return driver

    @property
    def session(self) -> Session:
        """A session inside this transaction."""
        return Session(bind=self.connection, expire_on_commit=False)

    def commit(self) -> None:
        """Make everything since the beginning lasting, or raise and make nothing so."""
        self.connection.commit()
