"""The event desk: endpoints, the deliveries to them, and facts.

``owner`` is a portal's id: it reaches its own endpoints and nothing else. ``None`` is the operator,
whose staff reaches every endpoint; what it adds is the operator's own. Everything but a ping runs
in a unit of work of the caller's, together with its record.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.domain.endpoints import (
    Answered,
    AttemptView,
    DeliveryQuery,
    DeliveryView,
    EndpointChange,
    EndpointView,
    EventSender,
    Message,
    NewEndpoint,
)
from backend.domain.errors import NotFound
from backend.domain.events import Fact
from backend.domain.ports import Clock, NewId
from backend.domain.services.telling.event import Event, render_ping
from backend.domain.services.telling.render_event import render_event
from backend.storage.events.endpoints import EndpointBook
from backend.storage.events.searching import EventSearch, FactQuery
from backend.storage.events.secrets import EndpointSecrets
from backend.storage.facts.reading import read_names
from backend.storage.unit_of_work import UnitOfWork

OVERLAP = timedelta(days=1)
"""For how long a former secret signs beside the new one."""

_AGAIN = """
UPDATE event_delivery
SET state = 'waiting', next_attempt_at = %(now)s, trying_since = NULL, done_at = NULL
WHERE endpoint_id = %(endpoint)s AND fact_id = %(fact)s AND taken_until IS NULL
"""
_AGAIN_SINCE = """
UPDATE event_delivery d
SET state = 'waiting', next_attempt_at = %(now)s, trying_since = NULL, done_at = NULL
FROM outbox f
WHERE d.endpoint_id = %(endpoint)s AND f.id = d.fact_id AND f.at >= %(since)s
  AND d.taken_until IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDetails:
    """A delivery with what is sent, the same bytes each time, and every attempt."""

    delivery: DeliveryView
    body: str
    attempts: Sequence[AttemptView]


class EventDesk:
    """``key`` is the installation's signing key."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        sender: EventSender,
        clock: Clock,
        new_id: NewId,
        key: bytes,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._sender = sender
        self._clock = clock
        self._new_id = new_id
        self._secrets = EndpointSecrets(key)

    # ------------------------------------------------------------ endpoints

    def endpoints(self, unit: UnitOfWork, owner: UUID | None) -> list[EndpointView]:
        """The owner's, oldest first."""
        return self._book(unit).all(owner)

    def endpoint(self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID) -> EndpointView:
        """One of them, kept from others until the commit. Raises ``NotFound``."""
        return self._book(unit).find(owner, endpoint_id)

    def add(
        self,
        unit: UnitOfWork,
        owner: UUID | None,
        new: NewEndpoint,
        *,
        key: bytes | None = None,
    ) -> tuple[EndpointView, str]:
        """Register one; with its secret, which is shown this once: ``key`` is a receiver's own.

        Raises ``AddressRefused``, ``AlreadyExists``, and ``NotAllowed`` where there are too many.
        """
        self._sender.check(new.url)
        id_ = self._new_id()
        secret, sealed = self._secrets.make(id_, key)
        return self._book(unit).add(owner, id_, new, sealed), secret

    def change(
        self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID, change: EndpointChange
    ) -> tuple[EndpointView, EndpointView]:
        """How it was, and is. Raises ``NotFound``, ``AddressRefused`` and ``AlreadyExists``."""
        if change.url is not None:
            self._sender.check(change.url)
        return self._book(unit).change(owner, endpoint_id, change)

    def rotate(
        self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID
    ) -> tuple[EndpointView, str]:
        """Another secret; the present one signs as well for a day. Raises ``NotFound``."""
        secret, sealed = self._secrets.make(endpoint_id)
        until = self._clock.now() + OVERLAP
        return self._book(unit).rotate(owner, endpoint_id, sealed, until), secret

    def remove(self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID) -> EndpointView:
        """How it was: it is gone, with its deliveries. Raises ``NotFound``."""
        return self._book(unit).remove(owner, endpoint_id)

    def ping(self, owner: UUID | None, endpoint_id: UUID) -> Answered:
        """Send a test event now and wait for its answer; an endpoint that is off gets it, too.

        Raises ``NotFound``. It is no delivery: nothing is tried again, nothing follows from it.
        """
        with self._unit_of_work() as unit:
            self._book(unit).find(owner, endpoint_id)
        event = render_ping(self._new_id(), endpoint_id, self._clock.now())
        message = self.message(endpoint_id, event)
        if message is None:
            raise NotFound("there is no such endpoint")
        return self._sender.send(message)

    # ------------------------------------------------------------ deliveries

    def deliveries(
        self, unit: UnitOfWork, owner: UUID | None, query: DeliveryQuery
    ) -> list[DeliveryView]:
        """Those of the owner's endpoints, newest facts first."""
        return EventSearch(unit.driver).deliveries(owner, query)

    def delivery(
        self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID, fact_id: UUID
    ) -> DeliveryDetails:
        """One of them. Raises ``NotFound``."""
        search = EventSearch(unit.driver)
        found = search.delivery(owner, endpoint_id, fact_id)
        (event,) = self.events(unit, [search.fact(fact_id)])
        return DeliveryDetails(
            delivery=found,
            body=event.body().decode(),
            attempts=search.attempts(endpoint_id, fact_id),
        )

    def redeliver(
        self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID, fact_id: UUID
    ) -> DeliveryView:
        """Send it soon, and again until it is accepted, whatever has become of it before.

        Raises ``NotFound``. What is being sent just now is left alone.
        """
        search = EventSearch(unit.driver)
        search.delivery(owner, endpoint_id, fact_id)
        given = {"now": self._clock.now(), "endpoint": endpoint_id, "fact": fact_id}
        unit.driver.execute(_AGAIN, given)
        return search.delivery(owner, endpoint_id, fact_id)

    def redeliver_since(
        self, unit: UnitOfWork, owner: UUID | None, endpoint_id: UUID, since: datetime
    ) -> int:
        """The same for everything that has happened since; how many deliveries.

        Raises ``NotFound``.
        """
        self._book(unit).find(owner, endpoint_id)
        given = {"now": self._clock.now(), "endpoint": endpoint_id, "since": since}
        return unit.driver.execute(_AGAIN_SINCE, given).rowcount

    # ------------------------------------------------------------ facts and events

    def facts(self, unit: UnitOfWork, query: FactQuery) -> list[Fact]:
        """Facts, newest first: those that somebody wanted to hear of, for some days."""
        return EventSearch(unit.driver).facts(query)

    def events(self, unit: UnitOfWork, facts: Sequence[Fact]) -> list[Event]:
        """The events of facts."""
        names = read_names(unit.driver, facts)
        return [render_event(fact, names) for fact in facts]

    def message(self, endpoint_id: UUID, event: Event) -> Message | None:
        """What is sent to an endpoint for an event; ``None``: it is gone, or its secret is lost."""
        with self._unit_of_work() as unit:
            found = self._book(unit).address(endpoint_id)
        if found is None:
            return None
        url, sealed = found
        opened = [self._secrets.open(each, endpoint_id) for each in sealed]
        keys = [key for key in opened if key is not None]
        return Message(url=url, keys=keys, id=event.id, body=event.body()) if keys else None

    def _book(self, unit: UnitOfWork) -> EndpointBook:
        return EndpointBook(unit.driver, self._clock.now())
