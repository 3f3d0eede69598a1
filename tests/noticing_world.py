"""Pieces of worlds in which somebody is told something."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from threading import Lock
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from backend.calls.breaker import Breaker
from backend.domain.events import Fact, Topic
from backend.domain.notice import Channel, Language, Letter, NoticeKind, SendAnswer, SendResult
from backend.domain.ports import Clock
from backend.domain.services.notifying.contacts import ContactChange, change_contact
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.quiet_hours import QuietHours
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.notices.contacts import ContactBook
from backend.storage.notices.desk import NoticeDesk
from backend.storage.notices.fan_out import NoticeFanOut
from backend.storage.unit_of_work import UnitOfWork
from tests.commands import ACCOUNT
from tests.subscriber_world import SubscriberWorld

BOTH = frozenset(Channel)
RULES = NoticeRules(
    channels=BOTH,
    language=Language.RU,
    zone=ZoneInfo("Europe/Moscow"),
    quiet=QuietHours(time(21), time(9)),
    keep=timedelta(days=7),
    remember=timedelta(days=365),
    operator="Витрина",
    cabinet="https://vitrina.test",
)
SENT = SendResult(answer=SendAnswer.SENT)


class ToldChannel:
    """Implements ``NoticeChannel`` and ``NoticeLine``. ``sent``: every letter, in order.

    ``answers``: what comes next, then always ``SENT``. ``meanwhile`` is called as if on the wire.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.sent: list[Letter] = []
        self.answers: list[SendResult] = []
        self.meanwhile: Callable[[Letter], object] = lambda _letter: None
        self._lock = Lock()

    @contextmanager
    def line(self) -> Iterator["ToldChannel"]:
        """Itself."""
        yield self

    def send(self, letter: Letter) -> SendResult:
        """Note it, and answer."""
        with self._lock:
            self.sent.append(letter)
            result = self.answers.pop(0) if self.answers else SENT
        self.meanwhile(letter)
        return result


def notice_desk(
    unit_of_work: Callable[[], UnitOfWork],
    clock: Clock,
    channels: Sequence[ToldChannel] | None = None,
    rules: NoticeRules = RULES,
    **more: Any,
) -> NoticeDesk:
    """A desk over channels that note what they are given."""
    made = [ToldChannel(each) for each in Channel] if channels is None else channels
    breaker = Breaker(clock, failures=3, pause=timedelta(minutes=1))
    return NoticeDesk(unit_of_work, made, rules, clock, breaker, **more)


def reach(
    world: SubscriberWorld,
    number: str = ACCOUNT,
    *,
    opted_out: Sequence[tuple[NoticeKind, Channel]] = (),
    **fields: Any,
) -> None:
    """Let an account be told at a mail address and a telephone, or at what is given."""
    given = {"email": "ivanov@example.com", "phone": "+79001234567", **fields}
    with UnitOfWork(world.engine) as unit:
        book = ContactBook(unit.driver)
        account_id = book.account_id(number)
        contact = book.lock(account_id, world.clock.now())
        change = ContactChange(fields={**given, "opted_out": frozenset(opted_out)})
        book.write(account_id, change_contact(contact, change))
        unit.commit()


def fact(world: SubscriberWorld, topic: Topic, number: str = ACCOUNT, **content: Any) -> Fact:
    """Something that has happened just now."""
    return Fact(
        id=new_id(),
        number=1,
        at=world.clock.now(),
        topic=topic,
        account_id=world.value("SELECT id FROM account WHERE number = :number", number=number),
        subscription_id=uuid4(),
        content=content,
    )


def coming_debit(
    world: SubscriberWorld, on: date | None = None, number: str = ACCOUNT, **content: Any
) -> Fact:
    """50 roubles are due in a month, 12.30 are missing."""
    day = on or world.clock.moment().today + timedelta(days=30)
    given = {
        "on": day.isoformat(),
        "amount": 50_00,
        "missing": 12_30,
        "available": 37_70,
        "lines": [{"text": "Антивирус, июнь 2026", "amount": 50_00}],
        **content,
    }
    return fact(world, Topic.DEBIT_COMING, number, **given)


def fan_out(world: SubscriberWorld, *facts: Fact, rules: NoticeRules = RULES) -> None:
    """What the dispatcher does with facts, in a transaction."""
    consumer = NoticeFanOut(rules, lambda: read_catalogue(world.engine), world.clock, new_id)
    with UnitOfWork(world.engine) as unit:
        consumer(unit.driver, facts)
        unit.commit()


def told(world: SubscriberWorld) -> list[tuple[str, str, str, str]]:
    """(kind, channel, state, reason) of every notice, in order."""
    query = "SELECT kind, channel, state, reason FROM notice ORDER BY id"
    return [(row[0], row[1], row[2], row[3]) for row in world.rows(query)]
