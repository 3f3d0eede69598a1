"""Which exceptions say that the database could not be used, and what to do about it."""

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from backend.storage.embedded import EmbeddedPostgresError

DATABASE_FAILURES = (EmbeddedPostgresError, SQLAlchemyError, psycopg.Error)

DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
    NoConnectionFree,
    psycopg.OperationalError,
    psycopg.InterfaceError,
)
"""Those after which the same request may succeed later, without anybody's doing."""

_NOT_MIGRATED = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)


def explain(failure: Exception) -> str:
    """One sentence for the person at the terminal; never the statement or its values."""
    cause = failure.orig if isinstance(failure, DBAPIError) else failure
    if isinstance(cause, EmbeddedPostgresError):
        return str(cause)
    if isinstance(cause, _NOT_MIGRATED) or "role" in str(cause):
        return "the database has not this version's schema: run `vitrina migrate`"
    return "the database does not answer: is VITRINA_DATABASE_URL right, and is it running?"
