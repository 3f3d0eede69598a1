"""PostgreSQL without an installation: what the demo, the tests and a small operator run on."""

from backend.storage.embedded.errors import EmbeddedPostgresError
from backend.storage.embedded.server import DATABASE, EmbeddedPostgres

__all__ = ["DATABASE", "EmbeddedPostgres", "EmbeddedPostgresError"]
