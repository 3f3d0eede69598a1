"""The courier: sends what waits for endpoints, several at once and none at another's cost.

Any number of couriers may work at once. Nothing is sent inside a transaction; the attempt is noted
before it is made, and what came of it afterwards.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from uuid import UUID

import structlog

from backend.domain.endpoints import Answered, DisabledReason, EventSender
from backend.domain.events import Fact
from backend.domain.ports import Clock
from backend.storage.events.desk import EventDesk
from backend.storage.events.endpoints import EndpointBook
from backend.storage.events.queue import DeliveryQueue, Driver, Ready, Taken
from backend.storage.unit_of_work import UnitOfWork
from backend.telemetry import metrics

AT_ONCE = 16
"""Attempts under way in one process, at most ..."""
FOR_ONE = 4
"""... and those of them that are for one endpoint. One that fails gets one at a time."""
_LOOK = 0.5  # seconds after which others are looked after while somebody does not answer

_TALLY = """
SELECT count(*) FILTER (WHERE enabled AND failures > 0),
       count(*) FILTER (WHERE disabled_reason IN ('gone', 'failing')),
       (SELECT count(*) FROM (
           SELECT FROM event_delivery d JOIN event_endpoint e ON e.id = d.endpoint_id
           WHERE d.state = 'waiting' AND e.enabled LIMIT 10000) AS counted)
FROM event_endpoint
"""

_log = structlog.get_logger(__name__)


class EventCourier:
    """``give_up``: for how long an endpoint may fail before it is disabled."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        desk: EventDesk,
        sender: EventSender,
        clock: Clock,
        give_up: timedelta,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._desk = desk
        self._sender = sender
        self._clock = clock
        self._give_up = give_up
        self._senders = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="events")
        self._working = threading.Lock()
        self._closing = threading.Event()
        self._declared = False

    def enqueue(self, driver: Driver, facts: Sequence[Fact]) -> None:
        """A consumer of facts: they wait for every endpoint that may hear of them."""
        DeliveryQueue(driver, self._clock.now()).enqueue(facts)

    def work(self) -> int:
        """Send everything that is due now, unless this process is at it; how many were accepted."""
        if not self._working.acquire(blocking=False):
            return 0
        try:
            self._declare()
            accepted = self._send_all()
            self._tell()
        finally:
            self._working.release()
        return accepted

    def close(self) -> None:
        """Finish what is being sent; the rest is left to others, or to the next start."""
        self._closing.set()
        with self._working:
            self._senders.shutdown()

    def _declare(self) -> None:
        """Once in each process: it may be the first one of another version."""
        if self._declared:
            return
        with self._unit_of_work() as unit:
            EndpointBook(unit.driver, self._clock.now()).want_what_is_new()
            unit.commit()
        self._declared = True

    def _send_all(self) -> int:
        accepted, under_way = 0, dict[Future[Answered], Taken]()
        while True:
            self._begin(under_way)
            if not under_way:
                return accepted
            ended, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in ended:
                accepted += self._record(under_way.pop(future), _answered(future))

    def _begin(self, under_way: dict[Future[Answered], Taken]) -> None:
        """Begin as many attempts as may be under way."""
        if self._closing.is_set() or len(under_way) >= AT_ONCE:
            return
        busy = Counter(taken.endpoint_id for taken in under_way.values())
        for ready in self._ready():
            free = min(_share(ready) - busy[ready.endpoint_id], AT_ONCE - len(under_way))
            if free > 0:
                for taken in self._take(ready.endpoint_id, free):
                    under_way[self._send(taken)] = taken

    def _ready(self) -> list[Ready]:
        with self._unit_of_work() as unit:
            return DeliveryQueue(unit.driver, self._clock.now()).ready()

    def _take(self, endpoint_id: UUID, limit: int) -> list[Taken]:
        with self._unit_of_work() as unit:
            taken = DeliveryQueue(unit.driver, self._clock.now()).take(endpoint_id, limit)
            unit.commit()
        return taken

    def _send(self, taken: Taken) -> Future[Answered]:
        with self._unit_of_work() as unit:
            (event,) = self._desk.events(unit, [taken.fact])
        message = self._desk.message(taken.endpoint_id, event)
        if message is None:
            return self._senders.submit(Answered, reason="no_secret")
        return self._senders.submit(self._sender.send, message)

    def _record(self, taken: Taken, answered: Answered) -> bool:
        now = self._clock.now()
        with self._unit_of_work() as unit:
            queue = DeliveryQueue(unit.driver, now)
            judged = queue.record(taken, answered, self._give_up)
            disable = judged.disable if judged else None
            if disable is not None and not EndpointBook(unit.driver, now).disable(
                taken.endpoint_id, disable
            ):
                disable = None
            unit.commit()
        if disable is not None:
            _alert(taken.endpoint_id, disable, answered)
        return answered.is_accepted

    def _tell(self) -> None:
        with self._unit_of_work() as unit:
            row = unit.driver.execute(_TALLY).fetchone()
        if row is not None:
            metrics.observe_endpoints(*row)


def _answered(future: Future[Answered]) -> Answered:
    try:
        return future.result()
    except Exception:  # a fault of ours, told here or nowhere: the delivery is tried again
        _log.exception("event_not_sent")
        return Answered(reason="unexpected")


def _share(ready: Ready) -> int:
    return 1 if ready.failures else FOR_ONE


def _alert(endpoint_id: UUID, reason: DisabledReason, answered: Answered) -> None:
    """Somebody has to see to it: nothing is sent there any more."""
    metrics.count_disabled_endpoint(reason.value)
    _log.error(
        "event_endpoint_disabled",
        endpoint=str(endpoint_id),
        why=reason.value,
        status=answered.status,
        reason=answered.reason,
    )
