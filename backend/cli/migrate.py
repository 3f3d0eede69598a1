"""``vitrina migrate``."""

from backend.cli.output import say
from backend.container import Database
from backend.settings import Settings
from backend.storage.migrations import upgrade


def migrate() -> None:
    """Bring the database to this version's schema.

    Harmless when there is nothing to do, and when several run at once. With the embedded database
    `serve` and `demo` do it by themselves.

    Example: `VITRINA_DATABASE_URL=postgresql://vitrina@db/vitrina vitrina migrate`
    """
    database = Database(Settings())
    try:
        upgrade(database.open())
    finally:
        database.close()
    say("The schema is up to date.")
