"""One demonstration for all tests of the command."""

from collections.abc import Iterator

import pytest

from tests.demonstration import Demonstration, demonstration


@pytest.fixture(scope="session")
def demo() -> Iterator[Demonstration]:
    """A running demonstration; tests use accounts and ids of their own."""
    with demonstration() as running:
        yield running
