"""A world in which platforms are told, whose invariants still hold when a test is over."""

from collections.abc import Iterator

import pytest

from tests.commands import Platform
from tests.integration.instructions.telling import TellingWorld


@pytest.fixture
def world(database_url: str) -> Iterator[TellingWorld]:
    """One account with money on the first of May."""
    made = TellingWorld(database_url)
    made.account(balance=50_000)
    try:
        yield made
        made.prove()
    finally:
        made.close()


@pytest.fixture
def alpha(world: TellingWorld) -> Platform:
    """A platform."""
    return world.connect("alpha")
