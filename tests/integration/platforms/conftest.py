"""A platform on this machine, and our side of it."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone

import pytest

from backend.calls.caller import Patience
from backend.platforms.desk import PlatformDesk
from tests.fakes.manual_clock import ManualClock
from tests.integration.platforms.server import Platform, Server
from tests.platform_world import ISSUER, KEY

Desks = Callable[[Patience], PlatformDesk]

PATIENT = Patience(connect=30, read=30, total=60, pause=0)


@pytest.fixture
def platform_server() -> Iterator[Platform]:
    """Started, and stopped with all of its threads."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.platform
        server.platform.stopped.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def clock() -> ManualClock:
    """Goes only when told to."""
    return ManualClock()


@pytest.fixture
def desks(clock: ManualClock) -> Iterator[Desks]:
    """Makes desks with the wanted patience."""
    made: list[PlatformDesk] = []

    def make(patience: Patience) -> PlatformDesk:
        zone = timezone(timedelta(hours=3))
        desk = PlatformDesk(issuer=ISSUER, key=KEY, clock=clock, zone=zone, patience=patience)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(desks: Desks) -> PlatformDesk:
    """With more patience than a test has time."""
    return desks(PATIENT)
