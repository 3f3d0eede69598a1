"""Fixtures of the cabinet's tests."""

from collections.abc import Iterator

import pytest

from tests.contract.cabinet.world import CabinetWorld


@pytest.fixture
def world(database_url: str) -> Iterator[CabinetWorld]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = CabinetWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
