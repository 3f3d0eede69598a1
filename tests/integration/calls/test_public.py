"""Who has named an address reaches public hosts and nothing else, whatever the name says."""

import base64
import hmac
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from uuid import uuid4

import pytest

from backend.calls.public import PublicRules
from backend.domain.endpoints import AddressRefused, Answered, Message
from backend.notifications.webhooks import WebhookSender
from tests.integration.calls.certificate import PEM
from tests.integration.calls.conftest import Names
from tests.integration.platforms.server import Platform, dripping, hanging, raw, reply

KEY, FORMER = b"k" * 32, b"f" * 32
PUBLIC = ["93.184.215.14"]
Calling = Callable[..., WebhookSender]


def message(url: str, *former: bytes) -> Message:
    """A message to an address."""
    return Message(url=url, keys=[KEY, *former], id=uuid4(), body=b'{"type":"ping"}')


def at(receiver: Platform, host: str, scheme: str = "http") -> str:
    """An address of the receiver under another name."""
    return f"{scheme}://{host}:{receiver.address.rpartition(':')[2]}/events"


def sent(sender: WebhookSender, url: str) -> tuple[int | None, str | None]:
    """Status and reason of an attempt."""
    answered = sender.send(message(url))
    return answered.status, answered.reason


def test_it_goes_to_the_checked_address_under_its_own_name(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    receiver.answer(reply(status="204 No Content"))
    names.stand("receiver.example", ["127.0.0.1"])
    told = message(at(receiver, "receiver.example"))
    answered = calling().send(told)
    assert (answered.status, answered.reason, answered.is_accepted) == (204, None, True)
    (request,) = receiver.requests
    assert request.headers["host"] == at(receiver, "receiver.example").split("/")[2]
    assert (request.method, request.target, request.body) == ("POST", "/events", told.body)
    assert request.headers["webhook-id"] == str(told.id)


def test_each_of_two_secrets_signs(receiver: Platform, calling: Calling, names: Names) -> None:
    receiver.answer(reply())
    names.stand("receiver.example", ["127.0.0.1"])
    told = message(at(receiver, "receiver.example"), FORMER)
    calling().send(told)
    (request,) = receiver.requests
    stamp = request.headers["webhook-timestamp"]
    signed = f"{told.id}.{stamp}.".encode() + told.body
    expected = [
        "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        for key in (KEY, FORMER)
    ]
    assert request.headers["webhook-signature"].split(" ") == expected


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "127.1",
        "localhost",
        "[::1]",
        "[::]",
        "0.0.0.0",  # noqa: S104 (called, not bound to)
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.251",
        "[ff02::1]",
        "255.255.255.255",
    ],
)
def test_this_machine_by_whatever_name_is_not_called(
    receiver: Platform, calling: Calling, host: str
) -> None:
    """Resolved as the machine itself does it."""
    sender = calling(here=False, named=False)
    url = at(receiver, host)
    with pytest.raises(AddressRefused):
        sender.check(url)
    assert sent(sender, url) == (None, "forbidden_address")
    assert receiver.requests == []


@pytest.mark.parametrize(
    ("url", "http"),
    [
        ("http://receiver.example/", False),
        ("ftp://receiver.example/", True),
        ("https://user:word@receiver.example/", False),
        ("https://user@receiver.example/", False),
        ("https://receiver.example/#part", False),
        ("https://receiver.example:65536/", False),
        ("https:///events", False),
        ("https://", False),
        ("https://0177.0.0.1/", False),
        ("receiver.example/events", False),
        ("https://receiver.example/\u0000", False),
        (f"https://receiver.example/{'a' * 2000}", False),
    ],
)
def test_what_is_no_address_is_refused_at_once(
    names: Names, calling: Calling, url: str, http: bool
) -> None:
    names.stand("receiver.example", PUBLIC)
    with pytest.raises(AddressRefused):
        calling(http=http).check(url)


def test_a_public_name_is_accepted_and_one_that_there_is_not_refused(
    names: Names, calling: Calling
) -> None:
    names.stand("receiver.example", PUBLIC)
    sender = calling(here=False, http=False)
    sender.check("https://receiver.example/events")
    with pytest.raises(AddressRefused):
        sender.check("https://nobody.example/events")
    assert sent(sender, "https://nobody.example/events") == (None, "unknown_host")


def test_one_private_address_condemns_the_name(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    names.stand("both.example", [*PUBLIC, "127.0.0.1"])
    url = at(receiver, "both.example")
    with pytest.raises(AddressRefused):
        calling(here=False).check(url)
    assert sent(calling(here=False), url) == (None, "forbidden_address")


def test_a_name_that_changes_is_looked_at_again_and_only_once_a_call(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    """What was public when it was registered leads nowhere later, and within a call nothing is
    asked a second time: the checked address is the one that is called."""
    names.stand("rebound.example", PUBLIC, ["127.0.0.1"])
    sender = calling(here=False)
    url = at(receiver, "rebound.example")
    sender.check(url)
    assert sent(sender, url) == (None, "forbidden_address")
    assert names.asked == ["rebound.example"] * 2

    receiver.answer(reply())
    names.stand("steady.example", ["127.0.0.1"], ["10.0.0.1"])
    assert sent(calling(), at(receiver, "steady.example")) == (200, None)


def test_a_redirect_to_a_private_address_is_not_followed(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    names.stand("receiver.example", ["127.0.0.1"])
    for status in ("301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent"):
        receiver.answer(reply("", "Location: http://10.0.0.1/secrets", status=status))
        code = int(status[:3])
        assert sent(calling(), at(receiver, "receiver.example")) == (code, "redirect")
    assert len(receiver.requests) == 4


def test_how_receivers_fail(receiver: Platform, names: Names, calling: Calling) -> None:
    names.stand("receiver.example", ["127.0.0.1"])
    sender, url = calling(), at(receiver, "receiver.example")
    for manner, expected in (
        (reply(status="500 Internal Server Error"), (500, None)),
        (reply(status="410 Gone"), (410, None)),
        (hanging(), (None, "timeout")),
        (hanging("HTTP/1.1 200 OK\r\n"), (None, "timeout")),
        (dripping("HTTP/1.1 200 OK\r\n", "X-A: b\r\n"), (None, "timeout")),
        (raw("this is no HTTP\r\n\r\n"), (None, "broken")),
        (raw(""), (None, "broken")),
    ):
        receiver.answer(manner)
        assert sent(sender, url) == expected


def test_the_answers_content_does_not_matter(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    """Slow, endless or huge: the status has said it."""
    names.stand("receiver.example", ["127.0.0.1"])
    head = "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
    for manner in (dripping(head, "a"), dripping(head, "a" * 65_536), hanging(head)):
        receiver.answer(manner)
        assert sent(calling(), at(receiver, "receiver.example")) == (200, None)


def test_nobody_listens(names: Names, calling: Calling) -> None:
    names.stand("closed.example", ["127.0.0.1"])
    assert sent(calling(), "http://closed.example:9/") == (None, "connect")


def test_the_next_address_of_a_name_is_tried(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    receiver.answer(reply())
    names.stand("two.example", ["127.0.0.2", "127.0.0.1"])
    rules = PublicRules(allowed=(ip_network("127.0.0.0/8"),), http=True)
    sender = calling()
    sender._caller._rules = rules
    assert sent(sender, at(receiver, "two.example")) == (200, None)


def test_the_certificate_is_of_the_name_and_not_of_the_address(
    secure: Platform,
    names: Names,
    calling: Calling,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Whose certificate nobody has signed gets nothing, and nor does who shows another's."""
    secure.answer(reply())
    names.stand("receiver.example", ["127.0.0.1"])
    names.stand("another.example", ["127.0.0.1"])
    good, other = (at(secure, f"{name}.example", "https") for name in ("receiver", "another"))
    assert sent(calling(http=False), good) == (None, "connect")

    trusted = tmp_path / "trusted.pem"
    trusted.write_text(PEM)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    assert sent(calling(http=False), good) == (200, None)
    assert sent(calling(http=False), other) == (None, "connect")
    assert len(secure.requests) == 1


def test_what_does_not_speak_tls_gets_nothing(
    receiver: Platform, names: Names, calling: Calling
) -> None:
    names.stand("receiver.example", ["127.0.0.1"])
    receiver.answer(reply())
    status, reason = sent(calling(), at(receiver, "receiver.example", "https"))
    assert status is None
    assert reason in ("connect", "timeout")
    assert receiver.requests == []


def test_networks_of_the_operators_own() -> None:
    rules = PublicRules(allowed=(ip_network("10.0.0.0/8"), ip_network("fd00::/8")))
    assert rules.admit(ip_address("10.1.2.3"))
    assert rules.admit(ip_address("fd00::1"))
    assert not rules.admit(ip_address("127.0.0.1"))
    assert not rules.admit(ip_address("::ffff:10.1.2.3"))
    assert not rules.admit(ip_address("169.254.169.254"))
    assert rules.admit(ip_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c"))


def test_accepted_is_2xx() -> None:
    accepted = [status for status in range(100, 600) if Answered(status=status).is_accepted]
    assert accepted == list(range(200, 300))
    assert not Answered(reason="timeout").is_accepted
