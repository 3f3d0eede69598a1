"""Fixtures of the desk's tests."""

from collections.abc import Iterator

import pytest

from tests.contract.operator.world import DeskWorld


@pytest.fixture
def world(database_url: str) -> Iterator[DeskWorld]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = DeskWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
