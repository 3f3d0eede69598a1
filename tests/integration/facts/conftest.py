"""A world for facts, whose invariants still hold when a test is over."""

from collections.abc import Iterator

import pytest

from tests.subscriber_world import SubscriberWorld


@pytest.fixture
def world(database_url: str) -> Iterator[SubscriberWorld]:
    """An account with 300 roubles on the first of May; every fact is wanted from then on."""
    made = SubscriberWorld(database_url)
    try:
        made.account(balance=30_000)
        made.hear()
        yield made
        made.prove()
    finally:
        made.close()
