"""A world of events, whose invariants still hold when a test is over."""

from collections.abc import Iterator

import pytest

from tests.event_world import EventWorld


@pytest.fixture
def world(database_url: str) -> Iterator[EventWorld]:
    """An account with 300 roubles on the first of May."""
    made = EventWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
