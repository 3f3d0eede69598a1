"""The tests' own databases: migrated, empty and separate."""

import psycopg


def tables(url: str) -> set[str]:
    """The tables that a migration has made."""
    with psycopg.connect(url) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return {name for (name,) in connection.execute(query)}


def test_a_clone_is_migrated(database_url: str) -> None:
    assert "alembic_version" in tables(database_url)


def test_clones_are_separate(database_url: str, module_database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE only_here ()")
    assert "only_here" in tables(database_url)
    assert "only_here" not in tables(module_database_url)
