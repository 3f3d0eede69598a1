"""Real conversations with a mail server that has all the habits of mail servers."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any
from uuid import UUID

import pytest

from backend.domain.notice import Language, Letter, NoticeKind, SendAnswer, SendResult
from backend.notifications.email import EmailChannel
from backend.notifications.mail import Sender
from backend.notifications.smtp import MailServer, Security
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.notices.mail_server import (
    OK,
    PASSWORD,
    USER,
    Behaviour,
    MailHost,
    client_side,
)

SENDER = Sender(address="noreply@vitrina.test", name="Витрина", cabinet="https://vitrina.test")
SENT = SendResult(answer=SendAnswer.SENT)
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
Hosts = Callable[..., MailHost]


def letter(number: int = 0, **changes: Any) -> Letter:
    """A letter, unless said otherwise; each number another."""
    given = {
        "id": UUID(int=ID.int + number),
        "account": "000123",
        "to": f"ivanov{number}@example.com",
        "language": Language.RU,
        "kind": NoticeKind.COMING_DEBIT,
        "subject": "1 июня спишется 50,00 ₽",
        "text": "Здравствуйте!\n\nДоступно 37,70 ₽. Не хватает 12,30 ₽.",
        "created_at": START,
        **changes,
    }
    return Letter(**given)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """Makes mail servers, which are gone after the test."""
    with ExitStack() as stack:

        def make(**given: Any) -> MailHost:
            host = MailHost(**given)
            stack.callback(host.close)
            return host

        yield make


def channel(port: int, **given: Any) -> EmailChannel:
    """A channel to a server on this machine, without encryption unless said otherwise."""
    server = {
        "host": "localhost",
        "port": port,
        "security": Security.NONE,
        "certificates": client_side(),
        **given,
    }
    return EmailChannel(MailServer(**server), SENDER, ManualClock())


def sent(host: MailHost, *letters: Letter, **given: Any) -> list[SendResult]:
    """What comes of letters, sent one after another."""
    with channel(host.port, **given).line() as line:
        return [line.send(each) for each in letters]


def later(reason: str, *, is_down: bool = False) -> SendResult:
    """To be sent again."""
    return SendResult(answer=SendAnswer.LATER, reason=reason, is_down=is_down)


def refused(reason: str) -> SendResult:
    """Never to be sent again."""
    return SendResult(answer=SendAnswer.REFUSED, reason=reason)


def subjects(behaviour: Behaviour) -> list[str]:
    """Of what was accepted."""
    return [mail["subject"] for mail in behaviour.mails]


def test_a_mail_arrives_as_it_was_written(hosts: Hosts) -> None:
    host = hosts()
    assert sent(host, letter()) == [SENT]
    (mail,) = host.behaviour.mails
    assert mail["subject"] == "1 июня спишется 50,00 ₽"
    assert mail["message-id"] == f"<{ID}@vitrina.test>"
    assert str(mail["from"]) == "Витрина <noreply@vitrina.test>"
    assert host.behaviour.recipients == ["ivanov0@example.com"]
    text = mail.get_body(("plain",))
    assert text is not None
    assert text.get_content().splitlines() == letter().text.splitlines()


def test_letters_share_a_connection(hosts: Hosts) -> None:
    host = hosts()
    assert sent(host, *map(letter, range(5))) == [SENT] * 5
    assert len(host.behaviour.mails) == 5
    assert host.behaviour.sessions == 1


def test_greylisting(hosts: Hosts) -> None:
    """Come again later: then it is the same mail, and the others do not wait for it."""
    host = hosts()
    host.behaviour.to_rcpt[:] = ["451 4.7.1 Greylisted, come again", OK]
    first = letter(0)
    assert sent(host, first, letter(1)) == [later("status_451"), SENT]
    assert sent(host, first) == [SENT]
    ids = [mail["message-id"] for mail in host.behaviour.mails]
    assert ids == [f"<{letter(n).id}@vitrina.test>" for n in (1, 0)]
    assert host.behaviour.sessions == 2


@pytest.mark.parametrize("step", ["to_rcpt", "to_data"])
@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("550 5.1.1 No such user", refused("status_550")),
        ("554 5.7.1 Spam", refused("status_554")),
        ("452 4.2.2 Over quota", later("status_452")),
        ("421 4.3.2 Going down", later("status_421", is_down=True)),
    ],
)
def test_what_the_server_says_of_one_mail(
    hosts: Hosts, step: str, said: str, result: SendResult
) -> None:
    host = hosts()
    getattr(host.behaviour, step)[:] = [said, OK]
    assert sent(host, letter(0), letter(1)) == [result, SENT]
    assert host.behaviour.recipients == ["ivanov1@example.com"]


def test_a_sender_that_is_not_wanted_is_no_fault_of_the_letter(hosts: Hosts) -> None:
    host = hosts()
    host.behaviour.to_sender[:] = ["553 5.7.1 Sender not owned"]
    assert sent(host, letter()) == [later("status_553", is_down=True)]


@pytest.mark.parametrize("step", ["to_sender", "to_rcpt", "to_data"])
def test_a_connection_that_breaks(hosts: Hosts, step: str) -> None:
    """In the middle of the data, too; the next letter gets another connection."""
    host = hosts()
    getattr(host.behaviour, step)[:] = [None, OK]
    assert sent(host, letter(0), letter(1)) == [later("broken", is_down=True), SENT]
    assert host.behaviour.sessions == 2


def test_a_server_that_hangs(hosts: Hosts) -> None:
    host = hosts()
    host.behaviour.hangs = True
    assert sent(host, letter(), silence=0.2) == [later("timeout", is_down=True)]


def test_a_server_that_says_nothing_at_all() -> None:
    with socket.create_server(("localhost", 0)) as deaf:
        result = _one(channel(deaf.getsockname()[1], silence=0.2))
    assert result == later("timeout", is_down=True)


def test_a_server_that_speaks_without_end() -> None:
    """A byte now and then is no silence: the watch ends it."""
    with socket.create_server(("localhost", 0)) as server:
        over = threading.Event()
        speaker = threading.Thread(target=_speak, args=(server, over))
        speaker.start()
        result = _one(channel(server.getsockname()[1], silence=30, patience=0.3))
        over.set()
        speaker.join()
    assert result == later("broken", is_down=True)


def test_nobody_there() -> None:
    with socket.create_server(("localhost", 0)) as closed:
        port = closed.getsockname()[1]
    assert _one(channel(port)) == later("connect", is_down=True)
    nowhere = channel(25, host="mail.invalid")
    assert _one(nowhere) == later("connect", is_down=True)


@pytest.mark.parametrize(
    ("way", "security"), [({"starttls": True}, Security.STARTTLS), ({"tls": True}, Security.TLS)]
)
def test_encrypted(hosts: Hosts, way: dict[str, bool], security: Security) -> None:
    host = hosts(**way)
    assert sent(host, letter(), security=security) == [SENT]
    assert host.behaviour.encrypted == [True]


def test_a_certificate_that_nobody_vouches_for(hosts: Hosts) -> None:
    host = hosts(starttls=True)
    stranger = sent(host, letter(), security=Security.STARTTLS, certificates=None)
    assert stranger == [later("tls", is_down=True)]
    assert host.behaviour.mails == []


def test_a_server_without_encryption_gets_no_password(hosts: Hosts) -> None:
    host = hosts()
    asked = {"security": Security.STARTTLS, "user": USER, "password": PASSWORD}
    assert sent(host, letter(), **asked) == [later("not_supported", is_down=True)]
    assert host.behaviour.signed_in == []


def test_signed_in(hosts: Hosts) -> None:
    host = hosts(starttls=True, signed_in_only=True)
    asked = {"security": Security.STARTTLS, "user": USER}
    assert sent(host, letter(), password=PASSWORD, **asked) == [SENT]
    assert sent(host, letter(), password="wrong", **asked) == [later("status_535", is_down=True)]
    assert len(host.behaviour.mails) == 1


def _speak(server: socket.socket, over: threading.Event) -> None:
    """One letter of a greeting after another."""
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.sendall(b"220-")
        while not over.wait(0.01):
            connection.sendall(b"x")


def _one(made: EmailChannel) -> SendResult:
    with made.line() as line:
        return line.send(letter())
