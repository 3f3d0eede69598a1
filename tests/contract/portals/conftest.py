"""One world for the examples and the clients of a module."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from tests.contract.portals.world import Portal, portal_of
from tests.e2e.world import World, running


@pytest.fixture(scope="module")
def world(module_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A Vitrina and the platforms, as in the demonstration; events come to this machine."""
    here = (ip_network("127.0.0.0/8"),)
    folder = tmp_path_factory.mktemp("sandbox")
    with running(
        module_database_url, folder, events_http=True, events_private_networks=here
    ) as made:
        yield made


@pytest.fixture
def portal(world: World) -> Portal:
    """A portal that acts for a subscriber with 500 roubles."""
    return portal_of(world, world.subscriber(50_000))
