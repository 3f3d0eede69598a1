"""Adding an entity whose name must be new."""

import psycopg
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from backend.domain.errors import AlreadyExists


def add_unique(session: Session, entity: SQLModel) -> None:
    """Insert now; a taken name is ``AlreadyExists`` and leaves the transaction usable."""
    try:
        with session.begin_nested():
            session.add(entity)
    except IntegrityError as error:
        if isinstance(error.orig, psycopg.errors.UniqueViolation):
            raise AlreadyExists from error
        raise
