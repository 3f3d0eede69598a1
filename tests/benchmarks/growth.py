"""A database with a past: very many stored operations, made within minutes."""

from pathlib import Path

import psycopg
from psycopg import sql

from tests.benchmarks import world

_FILL = Path(__file__).with_name("growth.sql")
_FILLED = ("operation", "ledger_transaction", "entry", "charge")
_MEMORY = {"work_mem": "256MB", "maintenance_work_mem": "1GB", "synchronous_commit": "off"}

_CONSTRAINTS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
FROM pg_constraint c
WHERE c.contype IN ('p', 'u', 'f')
  AND (c.conrelid = ANY (%(tables)s::text[]::regclass[])
       OR c.confrelid = ANY (%(tables)s::text[]::regclass[]))
ORDER BY c.contype = 'f'
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
WHERE i.indrelid = ANY (%(tables)s::text[]::regclass[]) AND c.oid IS NULL
"""


def fill(url: str, operations: int) -> None:
    """Store so many charges in the past. The schema is in the end what it was."""
    with psycopg.connect(url) as connection:
        for name, text in _MEMORY.items():
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), text))
        given = {"tables": list(_FILLED)}
        constraints = connection.execute(_CONSTRAINTS, given).fetchall()
        indexes = connection.execute(_INDEXES, given).fetchall()
        for table, name, _ in reversed(constraints):
            _run(connection, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            _run(connection, f"DROP INDEX {name}")
        _insert(connection, operations)
        for _, definition in indexes:
            _run(connection, definition)
        for table, name, definition in constraints:
            _run(
                connection,
                f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}{_unproven(definition)}",
            )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE operation, ledger_transaction, entry, charge, account")
        connection.execute("CHECKPOINT")


def _insert(connection: psycopg.Connection, operations: int) -> None:
    script = _FILL.read_text()
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(script, {"operations": operations, "accounts": world.ACCOUNTS})


def _unproven(definition: str) -> str:
    """What was made is right by construction; foreign keys are for what comes from now on."""
    return " NOT VALID" if definition.startswith("FOREIGN KEY") else ""


def _run(connection: psycopg.Connection, statement: str) -> None:
    connection.execute(statement.encode())
