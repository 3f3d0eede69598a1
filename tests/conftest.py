"""What every test may ask for."""

from collections.abc import Iterator

import pytest
import structlog

from tests.database import database_url, module_database_url, server_url, template

__all__ = ["database_url", "module_database_url", "server_url", "template"]


@pytest.fixture(autouse=True)
def _logs_as_found() -> Iterator[None]:
    """A command that a test runs in this process says how loud its logs are: for itself alone."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)
