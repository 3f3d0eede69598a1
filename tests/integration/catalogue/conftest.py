"""What the tests of the catalogue share."""

import pytest

from tests.integration.catalogue.shop import Shop
from tests.world import World


@pytest.fixture
def shop(world: World) -> Shop:
    """An empty shop."""
    return Shop(world)
