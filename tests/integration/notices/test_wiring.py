"""The container's own parts: from a charge in the books to a mail at a real server."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.container import Container
from backend.domain.notice import Channel
from backend.settings import Settings
from tests.integration.notices.mail_server import MailHost
from tests.integration.notices.telling import NoticeWorld
from tests.integration.platforms.server import Platform, reply
from tests.noticing_world import reach

SECRET = "whsec_" + base64.b64encode(b"the gateway's own key").decode()


@pytest.fixture
def host() -> Iterator[MailHost]:
    """A mail server."""
    made = MailHost()
    yield made
    made.close()


def container(world: NoticeWorld, folder: Path, **settings: object) -> Container:
    """A process."""
    made = Settings(database_url=world.url, data_dir=folder).with_changes(**settings)
    return Container(made, world.clock)


def test_a_charge_is_told(
    world: NoticeWorld, host: MailHost, gateway_server: Platform, tmp_path: Path
) -> None:
    gateway_server.answer(reply(status="202 Accepted"))
    made = container(
        world,
        tmp_path,
        mail_host="localhost",
        mail_port=host.port,
        mail_security="none",
        mail_from="noreply@example.com",
        mail_from_name="Оператор",
        notice_gateway_url=f"{gateway_server.address}/notices",
        notice_gateway_secret=SECRET,
    )
    try:
        reach(world)
        made.tick()  # from here on facts are written that somebody is told of
        world.subscribe(world.sell("antivirus", 50_00))
        made.tick()
    finally:
        made.close()
    (mail,) = host.behaviour.mails
    assert mail["subject"] == "Списано 50,00\N{NO-BREAK SPACE}₽"
    assert str(mail["from"]) == "Оператор <noreply@example.com>"
    assert gateway_server.requests == []  # a message for each debit is off until it is wanted


def test_without_channels_nothing_is_written(world: NoticeWorld, tmp_path: Path) -> None:
    made = container(world, tmp_path)
    try:
        reach(world)
        made.tick()
        world.subscribe(world.sell("antivirus", 50_00))
        made.tick()
        assert made.notices.rules.channels == frozenset[Channel]()
    finally:
        made.close()
    assert world.count("outbox") == world.count("notice") == 0
