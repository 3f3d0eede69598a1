"""The world of the portals' contract, for what happens at once and to what dies."""

from collections.abc import Iterator

import pytest

from tests.contract.portal.world import PortalWorld


@pytest.fixture
def world(database_url: str) -> Iterator[PortalWorld]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = PortalWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
