"""A world for billing."""

from collections.abc import Iterator

import pytest

from tests.billing_world import BillingWorld


@pytest.fixture
def world(database_url: str) -> Iterator[BillingWorld]:
    """An empty one on the first of May."""
    world = BillingWorld(database_url)
    yield world
    world.close()
