"""kill -9 while facts are handed on, before an event is sent, and between the sending and the note.

The victim is a process of its own that sends to a real receiver; another process goes on.
"""

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from ipaddress import ip_network

import pytest

from backend.calls.public import PublicCaller, PublicRules
from backend.domain.endpoints import Answered, EventSender, Message
from backend.domain.events import Topic
from backend.notifications.webhooks import WebhookSender
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.events.courier import EventCourier
from backend.storage.events.desk import EventDesk
from backend.storage.events.queue import LEASE
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.unit_of_work import UnitOfWork
from tests.event_world import GIVE_UP, KEEP, KEY, EventWorld
from tests.fakes.manual_clock import ManualClock
from tests.integration.platforms.server import Platform, Server, reply

pytestmark = pytest.mark.slow

RULES = PublicRules(allowed=(ip_network("127.0.0.1/32"),), http=True)
EVENTS = 6


def die(*_: object) -> None:
    """kill -9 of oneself."""
    os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """Dies before it sends, or as soon as the receiver has answered, for the N-th time."""

    def __init__(self, sender: EventSender, lives: int, *, afterwards: bool) -> None:
        self._sender = sender
        self._lives = lives
        self._afterwards = afterwards
        self._lock = threading.Lock()

    def check(self, url: str) -> None:
        """As the other does."""
        self._sender.check(url)

    def send(self, message: Message) -> Answered:
        """Send, and die before or after it."""
        with self._lock:
            self._lives -= 1
            if not self._lives and not self._afterwards:
                die()
            answered = self._sender.send(message)
            if not self._lives:
                die()
            return answered


def sender(clock: ManualClock) -> WebhookSender:
    """A sender as the product has it, that may reach this machine."""
    return WebhookSender(PublicCaller(RULES), clock)


def send_and_die(url: str, now: datetime, lives: int, afterwards: bool) -> None:
    """A courier that dies at an attempt."""
    clock, engine = ManualClock(now), open_engine(url)

    def unit() -> UnitOfWork:
        return UnitOfWork(engine)

    mortal = Mortal(sender(clock), lives, afterwards=afterwards)
    desk = EventDesk(unit, mortal, clock, new_id, KEY)
    EventCourier(unit, desk, mortal, clock, GIVE_UP).work()


def hand_on_and_die(url: str, now: datetime) -> None:
    """A dispatcher that dies when everything is written and nothing committed."""
    clock, engine = ManualClock(now), open_engine(url)

    def unit() -> UnitOfWork:
        return UnitOfWork(engine)

    real = sender(clock)
    courier = EventCourier(unit, EventDesk(unit, real, clock, new_id, KEY), real, clock, GIVE_UP)
    FactDispatcher(unit, clock, [courier.enqueue, die], KEEP).work()


def killed(work: Callable[..., None], *given: object) -> bool:
    """Whether a process that does the work was killed in it."""
    victim = multiprocessing.get_context("spawn").Process(target=work, args=given)
    victim.start()
    victim.join(60)
    return victim.exitcode == -signal.SIGKILL


@pytest.fixture
def receiver() -> Iterator[Platform]:
    """A real one that takes everything."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.platform.answer(reply())
    try:
        yield server.platform
    finally:
        server.platform.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def world(database_url: str, receiver: Platform) -> Iterator[EventWorld]:
    """Payments of several accounts that wait for the receiver."""
    caller = PublicCaller(RULES)
    clock = ManualClock()
    made = EventWorld(database_url, WebhookSender(caller, clock))
    try:
        made.endpoint(receiver.address + "/events", Topic.PAYMENT_RECEIVED)
        for number in range(EVENTS):
            made.account(f"A{number}", 100)
        yield made
        made.prove()
    finally:
        made.close()
        caller.close()


def heard(receiver: Platform) -> Counter[str]:
    """How often each event has arrived, by its ``webhook-id``."""
    return Counter(request.headers["webhook-id"] for request in receiver.requests)


def facts(world: EventWorld) -> set[str]:
    """The ids of what has happened."""
    return {str(id_) for (id_,) in world.rows("SELECT id FROM outbox")}


@pytest.mark.parametrize("afterwards", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("lives", [1, 3])
def test_nothing_is_lost_and_at_most_one_comes_twice(
    world: EventWorld, receiver: Platform, lives: int, *, afterwards: bool
) -> None:
    world.dispatcher.work()
    assert killed(send_and_die, world.url, world.clock.now(), lives, afterwards)
    world.clock.advance(seconds=LEASE.total_seconds())
    world.courier.work()

    assert set(heard(receiver)) == facts(world)
    assert set(world.states(receiver.address + "/events")) == {"delivered"}
    twice = [id_ for id_, times in heard(receiver).items() if times > 1]
    assert max(heard(receiver).values()) <= 2
    assert len(twice) <= (lives if afterwards else lives - 1)
    bodies = {(request.headers["webhook-id"], request.body) for request in receiver.requests}
    assert len(bodies) == EVENTS, "and what comes twice says the same"


def test_what_was_not_committed_is_handed_on_by_another(
    world: EventWorld, receiver: Platform
) -> None:
    assert killed(hand_on_and_die, world.url, world.clock.now())
    assert world.count("event_delivery") == 0
    assert world.tell() == EVENTS
    assert set(heard(receiver)) == facts(world)
    assert set(heard(receiver).values()) == {1}
