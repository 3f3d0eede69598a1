"""A world with another billing beside it."""

from collections.abc import Iterator

import pytest

from tests.booked_world import BookedWorld


@pytest.fixture
def booked(database_url: str) -> Iterator[BookedWorld]:
    """Whatever a test did, when everything is resolved both sides agree."""
    made = BookedWorld(database_url)
    try:
        yield made
        made.server.plan.clear()
        made.server.deliver_late()
        made.resolve()
        made.agree()
    finally:
        made.close()
        made.server.stop()
