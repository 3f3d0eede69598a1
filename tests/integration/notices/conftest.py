"""Fixtures of notices: a world with its channels, and a gateway over plain sockets."""

import threading
from collections.abc import Iterator

import pytest

from tests.integration.notices.telling import NoticeWorld
from tests.integration.platforms.server import Platform, Server


@pytest.fixture
def gateway_server() -> Iterator[Platform]:
    """Started, and stopped with all of its threads."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.platform
        server.platform.stopped.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def world(database_url: str) -> Iterator[NoticeWorld]:
    """One account with money on the first of May, told by mail and by messages."""
    made = NoticeWorld(database_url)
    made.account(balance=500_00)
    try:
        yield made
        made.prove()
    finally:
        made.close()
