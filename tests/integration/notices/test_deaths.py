"""kill -9 between the sending and the note of it: at most a duplicate under the same id.

The victim is a process of its own with the real channels; the mail server and the gateway live.
"""

import base64
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from backend.calls.breaker import Breaker
from backend.calls.caller import HttpCaller
from backend.domain.notice import Letter, NoticeChannel, NoticeLine, SendResult
from backend.notifications.email import EmailChannel
from backend.notifications.gateway import GatewayChannel
from backend.notifications.smtp import MailServer, Security
from backend.storage.notices.desk import NoticeDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.integration.notices.mail_server import MailHost
from tests.integration.notices.telling import NoticeWorld
from tests.integration.notices.test_mail import SENDER
from tests.integration.platforms.server import Platform, reply
from tests.noticing_world import RULES, coming_debit, fan_out, reach, told

pytestmark = pytest.mark.slow

KEY = base64.b64decode("dGhlIGdhdGV3YXkncyBvd24ga2V5")


class Dying:
    """A channel whose process dies as soon as the other side has the letter."""

    def __init__(self, channel: NoticeChannel) -> None:
        self.channel = channel.channel
        self._channel = channel
        self._line: NoticeLine | None = None

    @contextmanager
    def line(self) -> Iterator["Dying"]:
        """The channel's own."""
        with self._channel.line() as self._line:
            yield self

    def send(self, letter: Letter) -> SendResult:
        """Really; and no answer comes back to anybody."""
        assert self._line is not None
        self._line.send(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def desk(
    world: NoticeWorld, mail_port: int, gateway: str, wrap: Callable[[NoticeChannel], NoticeChannel]
) -> NoticeDesk:
    """A desk over the real channels, wrapped."""
    server = MailServer(host="localhost", port=mail_port, security=Security.NONE)
    channels: list[NoticeChannel] = [
        EmailChannel(server, SENDER, world.clock),
        GatewayChannel(gateway, KEY, HttpCaller(), world.clock),
    ]
    return NoticeDesk(
        partial(UnitOfWork, world.engine),
        [wrap(each) for each in channels],
        RULES,
        world.clock,
        Breaker(world.clock),
    )


def send_and_die(url: str, mail_port: int, gateway: str) -> None:
    """The victim."""
    desk(NoticeWorld(url), mail_port, gateway, Dying).work()


def as_it_is(channel: NoticeChannel) -> NoticeChannel:
    """A channel that does not die."""
    return channel


def killed(*given: object) -> bool:
    """Whether a process that sends was killed in it."""
    victim = multiprocessing.get_context("spawn").Process(target=send_and_die, args=given)
    victim.start()
    victim.join(60)
    return victim.exitcode == -signal.SIGKILL


def test_between_the_sending_and_the_note_of_it(
    world: NoticeWorld, gateway_server: Platform
) -> None:
    host = MailHost()
    gateway_server.answer(reply(status="202 Accepted"), reply(status="409 Conflict"))
    address = f"{gateway_server.address}/notices"
    reach(world)
    fan_out(world, coming_debit(world))
    try:
        assert killed(world.url, host.port, address)
        assert killed(world.url, host.port, address)  # the one takes the mail, the other the text
        assert [state for *_, state, _ in told(world)] == ["waiting"] * 2
        assert [row[1:3] for row in world.log()] == [(1, None), (1, None)]
        alive = desk(world, host.port, address, as_it_is)
        assert alive.work() == 0  # nobody knows: not before its time
        world.clock.advance(minutes=1)
        assert alive.work() == 2
        assert alive.work() == 0
        alive.close()
    finally:
        host.close()
    ids = [str(mail["message-id"]) for mail in host.behaviour.mails]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    hooks = [request.headers["webhook-id"] for request in gateway_server.requests]
    assert len(hooks) == 2
    assert len(set(hooks)) == 1
    assert [row[1:] for row in world.log()] == [
        (1, None, ""),
        (2, "sent", ""),
        (1, None, ""),
        (2, "sent", "status_409"),
    ]
