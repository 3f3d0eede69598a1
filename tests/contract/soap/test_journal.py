"""What is kept of an exchange: everything but the secrets."""

import time
from collections.abc import Iterator

import pytest

from backend.domain.views import Exchange
from backend.soap.envelope import WSSE
from tests.contract.soap.conftest import Server
from tests.contract.soap.wire import Line, charge, envelope, item
from tests.fakes.soap_world import SECRET, SoapWorld


@pytest.fixture
def line(server: Server, world: SoapWorld) -> Iterator[Line]:
    del world
    opened = Line(server.port)
    yield opened
    opened.close()


def the_exchange(world: SoapWorld) -> Exchange:
    """The one exchange; it is noted just after the answer has gone out."""
    deadline = time.monotonic() + 10
    while not world.journal.exchanges and time.monotonic() < deadline:
        time.sleep(0.001)
    (exchange,) = world.journal.exchanges
    return exchange


def token(password: str) -> str:
    return (
        f'<w:Security xmlns:w="{WSSE}"><w:UsernameToken><w:Username>rentsoft</w:Username>'
        f"<w:Password>{password}</w:Password></w:UsernameToken></w:Security>"
    )


def test_an_exchange_is_kept_whole(line: Line, world: SoapWorld) -> None:
    body = envelope(charge(item()))
    answer = line.send(body)
    exchange = the_exchange(world)
    assert (exchange.integrator, exchange.door, exchange.operation) == (
        "rentsoft",
        "soap",
        "charge",
    )
    assert (exchange.status, exchange.address) == (200, "127.0.0.1")
    assert exchange.correlation_id == answer.headers["x-correlation-id"]
    assert exchange.request == body.encode()
    assert exchange.response == answer.body
    assert exchange.at == world.clock.now()


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "<!-- -->{}", "&#97;{}"])
def test_passwords_are_masked_however_they_are_written(
    line: Line, world: SoapWorld, form: str
) -> None:
    line.send(envelope(charge(item()), token(form.format(SECRET))))
    exchange = the_exchange(world)
    assert SECRET.encode() not in exchange.request
    assert b"<w:Password>***</w:Password>" in exchange.request
    assert b"<txid>tx-1</txid>" in exchange.request


def test_a_broken_document_is_kept_without_its_password(line: Line, world: SoapWorld) -> None:
    line.send(envelope("", token(SECRET)).split("</w:Password>")[0])
    exchange = the_exchange(world)
    assert exchange.request.endswith(b"<w:Password>***")
    assert (exchange.operation, exchange.status) == ("unread", 500)


def test_strangers_fill_no_journal(line: Line, world: SoapWorld) -> None:
    line.send(envelope(charge(item())), credentials=False)
    line.send("not xml", credentials=False)
    assert world.journal.exchanges == []


def test_a_journal_that_fails_costs_nobody_the_connection(line: Line, world: SoapWorld) -> None:
    world.journal.failing = RuntimeError("full")
    assert line.send(envelope(charge(item()))).status == 200
    assert line.send(envelope(charge(item()))).status == 200
    assert line.is_the_same


def test_the_journal_can_be_switched_off(line: Line, world: SoapWorld) -> None:
    world.change("rentsoft", journal=False)
    line.send(envelope(charge(item())))
    assert world.journal.exchanges == []


def test_the_log_has_no_secret_and_no_value(
    line: Line, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    line.send(envelope(charge(item(amount="SECRETVALUE")), token(SECRET)))
    line.send(envelope(charge(item()), token(SECRET)))
    line.send(envelope(charge(item()), token("a wrong secret of this test")), credentials=False)
    said = "".join(capfd.readouterr()) + caplog.text
    assert "soap call" in said
    for secret in (SECRET, "SECRETVALUE", "a wrong secret of this test"):
        assert secret not in said
