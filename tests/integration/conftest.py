"""What the integration tests share."""

from collections.abc import Iterator

import pytest

from backend.telemetry import logs
from tests.world import World


@pytest.fixture(autouse=True, scope="session")
def _plain_logs() -> None:
    """Log as the product does; structlog's own default draws every local variable of a trace."""
    logs.configure(form="text", level="error", process="tests")


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = World(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
