"""A world whose facts go to endpoints: a dispatcher, a desk and a courier over a fake sender."""

from datetime import timedelta
from uuid import UUID

from backend.domain import models
from backend.domain.endpoints import Answered, EventSender, Message, NewEndpoint
from backend.domain.events import Topic
from backend.storage.clock import new_id
from backend.storage.events.courier import EventCourier
from backend.storage.events.desk import EventDesk
from backend.storage.facts.dispatcher import FactDispatcher
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.event_sender import OK, MemorySender
from tests.subscriber_world import SubscriberWorld
from tests.world import World

KEY = b"k" * 32
GIVE_UP = timedelta(days=5)
KEEP = timedelta(days=30)
URL = "https://receiver.example/events"
OTHER_URL = "https://other.example/events"
BROKEN = Answered(status=500, milliseconds=3)


class EventWorld(SubscriberWorld):
    """Account 1001 has 300 roubles. ``sender`` is a fake unless another is given."""

    def __init__(self, url: str, sender: EventSender | None = None) -> None:
        super().__init__(url)
        self.account(balance=30_000)
        self.sender = MemorySender()
        used = sender or self.sender
        self.events = EventDesk(self.unit, used, self.clock, new_id, KEY)
        self.courier = EventCourier(self.unit, self.events, used, self.clock, GIVE_UP)
        self.dispatcher = FactDispatcher(self.unit, self.clock, [self.courier.enqueue], KEEP)

    def close(self) -> None:
        """Finish, and let go of everything."""
        self.courier.close()
        super().close()

    def unit(self) -> UnitOfWork:
        """One transaction."""
        return UnitOfWork(self.engine)

    def endpoint(self, url: str = URL, *topics: Topic, owner: UUID | None = None) -> UUID:
        """Register one; its id."""
        with self.unit() as unit:
            view, _ = self.events.add(unit, owner, NewEndpoint(url=url, topics=frozenset(topics)))
            unit.commit()
        return view.id

    def tell(self) -> int:
        """Hand on what has happened, and send what is due; how many were accepted."""
        self.dispatcher.work()
        return self.courier.work()

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.clock.advance(seconds=timedelta(**duration).total_seconds())

    def states(self, url: str = URL) -> list[str]:
        """How the deliveries to an endpoint stand, the oldest fact first."""
        query = """
            SELECT state FROM event_delivery d JOIN event_endpoint e ON e.id = d.endpoint_id
            WHERE e.url = :url ORDER BY d.number
        """
        return [state for (state,) in self.rows(query, url=url)]

    def sent(self, url: str = URL) -> list[Message]:
        """What was sent to an endpoint, in order."""
        return [message for message in self.sender.sent if message.url == url]

    def answer(self, **answers: Answered) -> None:
        """What endpoints answer, by the first word of their hosts; the others take everything."""

        def answered(message: Message) -> Answered:
            return answers.get(message.url.split("/")[2].split(".")[0], OK)

        self.sender.answer = answered


def add_portal(world: World, code: str = "portal", *, reach: str = "all") -> UUID:
    """A third-party cabinet."""
    id_ = new_id()
    with world.session() as session:
        session.add(
            models.Portal(
                id=id_,
                code=code,
                title=code,
                enabled=True,
                reach=reach,
                scopes=[],
                networks=[],
                calls_per_minute=600,
                calls_per_day=100_000,
                created_at=world.clock.now(),
            )
        )
    return id_
