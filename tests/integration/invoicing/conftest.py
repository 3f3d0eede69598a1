"""A world for invoicing."""

from collections.abc import Iterator

import pytest

from tests.invoicing_world import InvoicingWorld


@pytest.fixture
def world(database_url: str) -> Iterator[InvoicingWorld]:
    """One whose invariants still hold when the test is over."""
    made = InvoicingWorld(database_url)
    try:
        yield made
        made.prove()
    finally:
        made.close()
