"""The notice desk: sends what waits, by every channel that is configured, until it is told."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import structlog

from backend.calls.breaker import Breaker
from backend.domain.events import Topic
from backend.domain.notice import (
    Channel,
    Letter,
    NoticeChannel,
    NoticeLine,
    SendAnswer,
    SendResult,
)
from backend.domain.ports import Clock
from backend.domain.services.notifying.house import House, NoticeRules
from backend.domain.services.notifying.occasions import KINDS
from backend.domain.services.notifying.refusals import ChannelNotConfigured
from backend.storage.facts.interest import declare
from backend.storage.failures import DATABASE_FAILURES
from backend.storage.notices.forgetting import forget_notices
from backend.storage.notices.house import HouseBook
from backend.storage.notices.queue import NoticeQueue, Passed, Taken
from backend.storage.unit_of_work import UnitOfWork

MAX_ROUNDS = 1000
"""One round of work ends even where more is due than it can send: the desk's own thread goes on."""
WHO = "notices"

_log = structlog.get_logger(__name__)


class NoticeDesk:
    """Any number of desks may work at once. Nothing is sent inside a transaction."""

    def __init__(
        self,
        unit_of_work: Callable[[], UnitOfWork],
        channels: Sequence[NoticeChannel],
        rules: NoticeRules,
        clock: Clock,
        breaker: Breaker,
        *,
        rounds: int = MAX_ROUNDS,
    ) -> None:
        self.rules = rules
        self._unit_of_work = unit_of_work
        self._channels: Mapping[Channel, NoticeChannel] = {each.channel: each for each in channels}
        self._clock = clock
        self._breaker = breaker
        self._rounds = rounds
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="notices")
        self._asked = threading.Event()
        self._closing = threading.Event()
        self._declared: frozenset[Topic] | None = None

    def kick(self) -> None:
        """Send what is due soon, on a thread of the desk's own; returns at once.

        Where that is not to be, the tick does it.
        """
        if self._asked.is_set() or not self._channels:
            return
        self._asked.set()
        try:
            self._aside.submit(self._work_aside)
        except RuntimeError:  # it is closed
            _log.info("notices left to the tick")

    def work(self) -> int:
        """Send everything that is due now; how many notices have come to an end.

        A channel that is down is let alone: one attempt says enough.
        """
        self.declare()
        with ExitStack() as lines:
            open_lines = {
                name: lines.enter_context(channel.line())
                for name, channel in self._channels.items()
                if self._breaker.admits(name)
            }
            return self._send_all(open_lines)

    def forget(self) -> int:
        """Forget some of what was told long ago; how many notices."""
        with self._unit_of_work() as unit:
            gone = forget_notices(unit.driver, self._clock.now() - self.rules.remember)
            unit.commit()
        return gone

    def declare(self) -> None:
        """Let the facts be written that somebody is told of, and no others."""
        with self._unit_of_work() as unit:
            topics = topics_of(HouseBook(unit.driver, self.rules).house())
            if topics != self._declared:
                declare(unit.driver, WHO, topics)
            unit.commit()
        self._declared = topics

    def try_out(self, letter: Letter, channel: Channel) -> SendResult:
        """Send one letter now, of which nothing is kept. Raises ``ChannelNotConfigured``."""
        found = self._channels.get(channel)
        if found is None:
            raise ChannelNotConfigured
        with found.line() as line:
            return line.send(letter)

    def close(self) -> None:
        """Finish what is being sent; the rest is left to others, or to the next start."""
        self._closing.set()
        self._aside.shutdown()

    def _send_all(self, lines: dict[Channel, NoticeLine]) -> int:
        ended = 0
        for _ in range(self._rounds):
            if not lines or self._closing.is_set():
                break
            taken = self._take(lines)
            if taken is Passed.NOTHING_DUE:
                break
            if isinstance(taken, Taken):
                ended += self._send(taken, lines)
            else:
                ended += taken is Passed.ENDED
        else:
            self.kick()
        return ended

    def _send(self, taken: Taken, lines: dict[Channel, NoticeLine]) -> bool:
        result = lines[taken.channel].send(taken.letter)
        self._record(taken, result)
        self._heed(taken.channel, result, lines)
        return result.answer is not SendAnswer.LATER

    def _heed(self, channel: Channel, result: SendResult, lines: dict[Channel, NoticeLine]) -> None:
        """Leave a channel alone that is down; the others go on."""
        if result.is_down:
            self._breaker.failed(channel)
            del lines[channel]
        else:
            self._breaker.succeeded(channel)

    def _take(self, lines: Mapping[Channel, NoticeLine]) -> Taken | Passed:
        with self._unit_of_work() as unit:
            taken = NoticeQueue(unit.driver, self.rules, self._clock.now()).take(lines)
            unit.commit()
        return taken

    def _record(self, taken: Taken, result: SendResult) -> None:
        with self._unit_of_work() as unit:
            NoticeQueue(unit.driver, self.rules, self._clock.now()).answered(taken, result)
            unit.commit()

    def _work_aside(self) -> None:
        self._asked.clear()
        try:
            self.work()
        except DATABASE_FAILURES as error:
            _log.warning("notices left to the tick", reason=type(error).__name__)
        except Exception:  # nobody waits for the result, so it is told here or nowhere
            _log.exception("notices")


def topics_of(house: House) -> frozenset[Topic]:
    """Of which topics somebody is told anything."""
    kinds = {kind for kind, _ in house.told()}
    return frozenset(Topic(topic) for topic, kind in KINDS.items() if kind in kinds)
