"""Migrations go up, down and up again, and end in the schema that the entities declare."""

import subprocess
import sys
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url
from sqlmodel import SQLModel

from backend.domain import models
from backend.storage.migrations import FOLDER, downgrade, upgrade

MIGRATE = "import sys; from backend.storage.migrations import upgrade; upgrade(sys.argv[1])"


def revisions() -> list[str]:
    """Every revision, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    return [revision.revision for revision in script.walk_revisions()][::-1]


def everything(url: str) -> set[tuple[Any, ...]]:
    """What there is in the schema, down to triggers and privileges."""
    with psycopg.connect(url) as connection:
        return set(
            connection.execute(
                """
                SELECT 'column', table_name::text, column_name::text, data_type::text,
                       is_nullable::text
                FROM information_schema.columns WHERE table_schema = 'public'
                UNION ALL
                SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid),
                       ''
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                UNION ALL
                SELECT 'index', tablename, indexname, indexdef, '' FROM pg_indexes
                WHERE schemaname = 'public'
                UNION ALL
                SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), ''
                FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL
                SELECT 'function', proname, prosrc, '', '' FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace
                UNION ALL
                SELECT 'privilege', table_name, grantee, privilege_type, ''
                FROM information_schema.role_table_grants WHERE table_schema = 'public'
                """
            )
        )


def test_there_is_one_line_of_revisions() -> None:
    assert revisions() == sorted(revisions())


def test_stairway(empty_url: str) -> None:
    """Each revision: up, down to exactly what was before, up again to exactly the same."""
    steps = revisions()
    for before, revision in zip(["base", *steps], steps, strict=False):
        below = everything(empty_url)
        upgrade(empty_url, revision)
        above = everything(empty_url)
        downgrade(empty_url, before)
        if before != "base":
            assert everything(empty_url) == below
        else:
            assert {row[1] for row in everything(empty_url)} <= {"alembic_version"}
        upgrade(empty_url, revision)
        assert everything(empty_url) == above


def test_running_twice_is_the_same_as_once(database_url: str) -> None:
    before = everything(database_url)
    upgrade(database_url)
    assert everything(database_url) == before


def test_what_the_entities_declare_is_what_is_migrated(database_url: str) -> None:
    """The schema may protect more than the entities tell: the SQL is the last word, not they."""
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg"))
    ours = {getattr(models, name).__tablename__ for name in models.__all__}

    def is_ours(item: Any, name: str | None, kind: str, *_rest: Any) -> bool:
        table = name if kind == "table" else item.table.name
        return table in ours

    try:
        with engine.connect() as connection:
            options = {"compare_type": True, "include_object": is_ours}
            context = MigrationContext.configure(connection, opts=options)
            differences = compare_metadata(context, SQLModel.metadata)
    finally:
        engine.dispose()
    protection = {"remove_index", "remove_fk", "remove_constraint"}
    assert [each for each in differences if each[0] not in protection] == []
    assert sorted(ours) == sorted(
        {row[1] for row in everything(database_url) if row[0] == "column"}
        - {"alembic_version", "entry_side"}
    )


@pytest.mark.slow
def test_processes_that_migrate_at_once(empty_url: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    with psycopg.connect(empty_url) as connection:
        assert connection.execute("SELECT count(*) FROM integrator").fetchone() == (1,)
