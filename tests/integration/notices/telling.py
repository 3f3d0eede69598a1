"""A world in which subscribers are told, by channels that do what a test says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from backend.domain.notice import Channel, SendAnswer, SendResult
from backend.storage.notices.desk import NoticeDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.noticing_world import ToldChannel, notice_desk
from tests.subscriber_world import SubscriberWorld

LATER = SendResult(answer=SendAnswer.LATER, reason="status_451")
DOWN = SendResult(answer=SendAnswer.LATER, reason="timeout", is_down=True)
REFUSED = SendResult(answer=SendAnswer.REFUSED, reason="status_550")


class NoticeWorld(SubscriberWorld):
    """``notices`` is the desk. Nothing kicks it: the tests say when it works."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.mail, self.gateway = ToldChannel(Channel.EMAIL), ToldChannel(Channel.GATEWAY)
        self.notices = self.another_desk()

    def another_desk(self, engine: Engine | None = None) -> NoticeDesk:
        """A desk as another process has it."""
        return notice_desk(
            lambda: UnitOfWork(engine or self.engine), self.clock, [self.mail, self.gateway]
        )

    def at_once(self, many: int) -> int:
        """Let so many desks work at the same time; how many notices they ended."""
        desks = [self.another_desk() for _ in range(many)]
        with ThreadPoolExecutor(many) as pool:
            ended = sum(pool.map(NoticeDesk.work, desks))
        for desk in desks:
            desk.close()
        return ended

    def log(self) -> list[tuple[Any, ...]]:
        """(channel, number, answer, reason) of every attempt, in order."""
        return self.rows(
            "SELECT n.channel, t.number, t.answer, t.reason FROM notice_attempt t"
            " JOIN notice n ON n.id = t.notice_id ORDER BY n.channel, n.id, t.number"
        )

    def due(self, channel: Channel = Channel.EMAIL) -> datetime:
        """When the channel's one notice is due."""
        found = self.value(
            "SELECT next_attempt_at FROM notice WHERE channel = :channel", channel=channel
        )
        assert isinstance(found, datetime)
        return found

    def close(self) -> None:
        """Finish."""
        self.notices.close()
        super().close()
