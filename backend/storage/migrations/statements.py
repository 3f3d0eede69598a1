"""Migrations are plain SQL files beside their revision, so that the schema reads as SQL."""

from pathlib import Path

from alembic import op
from sqlalchemy import text


def run_beside(revision_file: str) -> None:
    """Run the ``.sql`` file of the same name, as it stands: no placeholders are looked for."""
    script = Path(revision_file).with_suffix(".sql").read_text(encoding="utf-8")
    cursor = op.get_bind().connection.cursor()
    cursor.execute(script)


def drop_everything() -> None:
    """Drop every table, view and function of the schema but Alembic's own table."""
    op.execute(text(_DROP))


_DROP = """
DO $$
DECLARE item record;
BEGIN
    FOR item IN SELECT viewname FROM pg_views WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP VIEW %I CASCADE', item.viewname);
    END LOOP;
    FOR item IN SELECT tablename FROM pg_tables
                WHERE schemaname = current_schema() AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DROP TABLE %I CASCADE', item.tablename);
    END LOOP;
    FOR item IN SELECT oid::regprocedure AS signature FROM pg_proc
                WHERE pronamespace = current_schema()::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s', item.signature);
    END LOOP;
END $$
"""
