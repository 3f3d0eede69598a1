"""Alembic's environment: one connection and one transaction, taken by one process at a time."""

from alembic import context
from sqlalchemy import text
from sqlmodel import SQLModel

import backend.domain.models  # noqa: F401  (declares the tables that revisions are compared with)

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7215041)")

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        connection.execute(ONE_AT_A_TIME)
        context.run_migrations()
