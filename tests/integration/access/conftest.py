"""A door of the test's own."""

from collections.abc import Iterator

import pytest

from tests.access_door import Door


@pytest.fixture
def door(database_url: str) -> Iterator[Door]:
    """One account with a password, and nobody inside."""
    made = Door(database_url)
    try:
        made.welcome()
        yield made
        made.prove()
    finally:
        made.close()
