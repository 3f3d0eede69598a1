"""The schema's history, and the one way to bring a database up to date."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config

from backend.storage.engine import open_engine

FOLDER = Path(__file__).parent


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision. Running it twice, or from two processes, is harmless."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Bring the database back to an earlier revision; what only newer ones have is lost."""
    _run(url, lambda config: command.downgrade(config, revision))


def _run(url: str, step: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    engine = open_engine(url, role=None, pool_size=1)
    config.attributes["engine"] = engine
    try:
        step(config)
    finally:
        engine.dispose()
