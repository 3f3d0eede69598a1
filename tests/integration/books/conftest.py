"""A world with another billing beside it."""

from collections.abc import Iterator
from typing import TypeVar

import pytest

from tests.booked_world import BookedShop, BookedWorld

World = TypeVar("World", bound=BookedWorld)


@pytest.fixture
def booked(database_url: str) -> Iterator[BookedWorld]:
    """Whatever a test did, when everything is resolved both sides agree."""
    yield from _agreeing(BookedWorld(database_url))


@pytest.fixture
def shop(database_url: str) -> Iterator[BookedShop]:
    """The same, with a monthly fee of 300.00 and an antivirus for 50.00 roubles."""
    yield from _agreeing(BookedShop(database_url))


def _agreeing(made: World) -> Iterator[World]:
    try:
        yield made
        made.server.plan.clear()
        made.server.deliver_late()
        made.resolve()
        made.agree()
    finally:
        made.close()
        made.server.stop()
