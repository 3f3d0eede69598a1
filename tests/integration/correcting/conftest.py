"""A world of corrections, whose invariants still hold when a test is over."""

from collections.abc import Iterator

import pytest

from tests.integration.correcting.desk import CorrectionDesk


@pytest.fixture
def desk(database_url: str) -> Iterator[CorrectionDesk]:
    """An account with 500 roubles, a platform, and two people of the staff."""
    made = CorrectionDesk(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
