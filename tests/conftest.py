"""What every test may ask for."""

from tests.database import database_url, module_database_url, server_url, template

__all__ = ["database_url", "module_database_url", "server_url", "template"]
