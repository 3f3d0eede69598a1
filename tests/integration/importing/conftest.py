"""Fixtures of imports."""

from collections.abc import Iterator

import pytest

from tests.integration.importing.files import ImportWorld


@pytest.fixture
def world(database_url: str) -> Iterator[ImportWorld]:
    """A world of the test's own, whose invariants still hold when the test is over."""
    made = ImportWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
