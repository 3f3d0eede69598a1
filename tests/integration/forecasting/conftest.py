"""A world for forecasts."""

from collections.abc import Iterator

import pytest

from tests.forecast_world import ForecastWorld


@pytest.fixture
def world(database_url: str) -> Iterator[ForecastWorld]:
    """An empty one on the first of May, whose invariants still hold when the test is over."""
    world = ForecastWorld(database_url)
    try:
        yield world
        world.prove()
    finally:
        world.close()
