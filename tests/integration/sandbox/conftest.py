"""A Vitrina with the demonstration's accounts and platforms, on the first of May."""

from collections.abc import Iterator

import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.settings import Settings
from tests.fakes.manual_clock import ManualClock


@pytest.fixture
def container(database_url: str) -> Iterator[Container]:
    """The parts of an installation whose clock stands still."""
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    made = Container(settings, ManualClock())
    fill(made)
    yield made
    made.close()
