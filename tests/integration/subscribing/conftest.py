"""A world for subscribers, whose invariants still hold when a test is over."""

from collections.abc import Iterator

import pytest

from tests.subscriber_world import SubscriberWorld


@pytest.fixture
def world(database_url: str) -> Iterator[SubscriberWorld]:
    """An empty one on the first of May."""
    made = SubscriberWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
