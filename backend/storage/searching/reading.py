"""One moment of the database: what is shown together belongs together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from backend.storage.unit_of_work import UnitOfWork


@contextmanager
def reading(unit_of_work: Callable[[], UnitOfWork]) -> Iterator[Connection[Any]]:
    """A connection on which everything is read as of one moment, and nothing can be changed."""
    with unit_of_work() as unit:
        unit.driver.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield unit.driver
