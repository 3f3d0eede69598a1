"""Reading a platform that fails in every way: the page goes on and says so."""

import io
import logging
import socket
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import structlog
from structlog.testing import capture_logs

from backend.calls.caller import Patience
from backend.domain.instruction import Act, Instruction
from backend.domain.integrator import Integrator
from backend.domain.platform import Freshness, PlatformCatalogue
from backend.platforms.desk import PlatformDesk
from backend.telemetry import logs, metrics
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.platforms.conftest import PATIENT, Desks
from tests.integration.platforms.server import Manner, Platform, dripping, hanging, raw, reply
from tests.platform_world import SECRET, document, item, platform

XML = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
GOOD = document(item())

# Ends soon by the silence between two pieces, or soon altogether; the other limit is out of reach.
SHORT_SILENCE = Patience(connect=30, read=0.1, total=60, pause=0)
SHORT_WHOLE = Patience(connect=30, read=30, total=0.3, pause=0)


CANCEL = Instruction(
    id=UUID("01890a5d-ac96-774b-bcce-b302099a8057"),
    act=Act.CANCEL,
    account="000123",
    subscription="sub/1",
    ends_on=date(2026, 5, 31),
    created_at=START,
)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A place to log to; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    yield io.StringIO()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configured)


def readable(server: Platform, **more: Any) -> Integrator:
    """An integrator whose catalogue is on the server."""
    return platform(catalogue_url=f"{server.address}/xml", **more)


def read(desk: PlatformDesk, integrator: Integrator) -> tuple[PlatformCatalogue, list[str]]:
    """The catalogue, and the reasons that were logged; no line may hold what was said or asked."""
    with capture_logs() as lines:
        found = desk.reader.catalogue(integrator, "000123")
    text = repr(lines)
    for secret in ("sign", "000123", "Антивирус", "http://", SECRET):
        assert secret not in text
    return found, [line["reason"] for line in lines if line["event"] == "platform_not_read"]


FAILURES: list[Any] = [
    pytest.param(reply(status="503 Service Unavailable"), "server_error", 2, id="503"),
    pytest.param(reply("oops", status="500 Oops"), "server_error", 2, id="500"),
    pytest.param(reply(GOOD, status="404 Not Found"), "status", 1, id="404"),
    pytest.param(reply(GOOD, status="206 Partial Content"), "status", 1, id="206"),
    pytest.param(reply(GOOD, status="429 Too Many Requests"), "status", 1, id="429"),
    pytest.param(raw(""), "broken", 2, id="hangs up"),
    pytest.param(raw("garbage\r\n\r\n"), "broken", 2, id="not HTTP"),
    pytest.param(raw("HTTP/1.1 200 OK\r\n" + "a: b\r\n" * 50_000), "broken", 2, id="many headers"),
    pytest.param(raw(f"{XML}Content-Length: 500\r\n\r\n<root>"), "broken", 2, id="half an answer"),
    pytest.param(
        raw(f"{XML}Transfer-Encoding: chunked\r\n\r\nffff\r\n<root>"),
        "broken",
        2,
        id="half a chunk",
    ),
    pytest.param(raw(f"{XML}\r\n<root><code>0</code>"), "not_xml", 1, id="half a document"),
    pytest.param(reply(GOOD, content_type="text/html"), "media_type", 1, id="an HTML page"),
    pytest.param(reply("<html>502", content_type="text/xml"), "not_xml", 1, id="HTML as XML"),
    pytest.param(reply(GOOD, "Content-Encoding: gzip"), "media_type", 1, id="compressed"),
    pytest.param(reply(GOOD.encode("cp1251")), "charset", 1, id="another charset"),
    pytest.param(
        reply("<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>"), "forbidden_markup", 1, id="entity"
    ),
    pytest.param(reply(document("<a/>" * 50_000)), "too_complex", 1, id="too many elements"),
    pytest.param(reply("x" * 1_048_577), "too_large", 1, id="a byte too many"),
    pytest.param(raw(f"{XML}Content-Length: 200000000\r\n\r\n"), "too_large", 1, id="200 MB said"),
    pytest.param(dripping(f"{XML}\r\n", "x" * 65_536), "too_large", 1, id="200 MB unsaid"),
    pytest.param(reply(document(code="5")), "refused", 1, id="refused"),
    pytest.param(reply("<root/>"), "shape", 1, id="another document"),
]


@pytest.mark.parametrize(("manner", "reason", "attempts"), FAILURES)
def test_a_failure(
    platform_server: Platform, desk: PlatformDesk, manner: Manner, reason: str, attempts: int
) -> None:
    platform_server.answer(manner)
    found, reasons = read(desk, readable(platform_server))
    assert found == PlatformCatalogue(state=Freshness.UNAVAILABLE)
    assert reasons == [reason]
    assert len(platform_server.requests) == attempts


@pytest.mark.parametrize(("manner", "reason", "attempts"), FAILURES)
def test_what_was_said_before_is_still_told(
    platform_server: Platform,
    desk: PlatformDesk,
    clock: ManualClock,
    manner: Manner,
    reason: str,
    attempts: int,
) -> None:
    shop = readable(platform_server, storefront_form="velvica", storefront_secret=SECRET)
    platform_server.answer(reply(GOOD))
    fresh, _ = read(desk, shop)
    clock.advance(hours=1)
    platform_server.answer(manner)
    stale, reasons = read(desk, shop)
    assert stale == PlatformCatalogue(state=Freshness.STALE, as_of=START, items=fresh.items)
    assert reasons == [reason]
    assert len(platform_server.requests) == 1 + attempts
    platform_server.answer(reply(GOOD))
    again, _ = read(desk, shop)
    assert (again.state, again.as_of) == (Freshness.FRESH, clock.now())


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_nobody_sends_us_elsewhere(
    platform_server: Platform, desk: PlatformDesk, status: str
) -> None:
    """Not to an address that only we can reach, not even to the platform itself."""
    inside = f"Location: {platform_server.address}/inside"
    platform_server.answer(reply(GOOD, inside, status=status), reply(GOOD))
    found, reasons = read(desk, readable(platform_server))
    assert found.state is Freshness.UNAVAILABLE
    assert reasons == ["redirect"]
    assert [request.target.partition("?")[0] for request in platform_server.requests] == ["/xml"]


def test_addresses_in_an_answer_are_never_called(
    platform_server: Platform, desk: PlatformDesk
) -> None:
    inside = f"{platform_server.address}/inside"
    platform_server.answer(
        reply(
            f"<?xml-stylesheet href='{inside}'?>"
            + document(
                item(image_medium=inside, link=inside, description_tiny=f"<a href='{inside}'/>")
            )
        )
    )
    assert read(desk, readable(platform_server))[0].state is Freshness.FRESH
    assert len(platform_server.requests) == 1


@pytest.mark.parametrize(
    ("manner", "patience"),
    [
        pytest.param(hanging(), SHORT_SILENCE, id="says nothing"),
        pytest.param(hanging(f"{XML}\r\n<root>"), SHORT_SILENCE, id="stops in the middle"),
        pytest.param(hanging(), SHORT_WHOLE, id="says nothing for long"),
        pytest.param(dripping("HTTP/1.1 200 OK\r\n", "a: b\r\n"), SHORT_WHOLE, id="headers drip"),
        pytest.param(dripping(f"{XML}\r\n<root>", " "), SHORT_WHOLE, id="a document drips"),
    ],
)
def test_waiting_has_an_end(
    platform_server: Platform, desks: Desks, manner: Manner, patience: Patience
) -> None:
    platform_server.answer(manner)
    found, reasons = read(desks(patience), readable(platform_server))
    assert found.state is Freshness.UNAVAILABLE
    assert reasons == ["timeout"]


def test_nobody_listens(desk: PlatformDesk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found, reasons = read(desk, platform(catalogue_url=f"http://127.0.0.1:{port}/"))
    assert found.state is Freshness.UNAVAILABLE
    assert reasons == ["connect"]


@pytest.mark.parametrize(
    "address",
    ["ftp://shop.example/", "shop.example", "http://", "http://[::1", "http://a:b/", "file:///x"],
)
def test_an_address_that_cannot_be_called(desk: PlatformDesk, address: str) -> None:
    found, reasons = read(desk, platform(catalogue_url=address))
    assert found.state is Freshness.UNAVAILABLE
    assert reasons == ["misconfigured"]


def test_no_secret_to_sign_with(platform_server: Platform, desk: PlatformDesk) -> None:
    found, reasons = read(desk, readable(platform_server, storefront_form="velvica"))
    assert found.state is Freshness.UNAVAILABLE
    assert reasons == ["misconfigured"]
    assert platform_server.requests == []


def test_a_second_attempt_asks_a_new_question(
    platform_server: Platform, desk: PlatformDesk
) -> None:
    """The first one may have been used up."""
    platform_server.answer(reply(status="500 Oops"), reply(GOOD))
    found, reasons = read(desk, readable(platform_server))
    assert found.state is Freshness.FRESH
    assert reasons == []
    first, second = (request.target for request in platform_server.requests)
    assert first != second


def test_a_platform_that_is_down_is_left_alone_for_a_while(
    platform_server: Platform, desk: PlatformDesk, clock: ManualClock
) -> None:
    shop = readable(platform_server)
    platform_server.answer(reply(status="404 Not Found"))
    for _ in range(6):
        assert read(desk, shop)[1] == ["status"]
    platform_server.answer(reply("garbage"))
    for _ in range(5):
        assert read(desk, shop)[1] == ["not_xml"]
    platform_server.answer(reply(GOOD))
    assert read(desk, shop)[1] == ["circuit_open"]
    assert len(platform_server.requests) == 11
    # Another configuration may be the cure.
    assert read(desk, readable(platform_server, version=2))[0].state is Freshness.FRESH
    clock.advance(seconds=30)
    assert read(desk, shop)[0].state is Freshness.FRESH


def test_what_became_of_calls_is_counted(platform_server: Platform, desk: PlatformDesk) -> None:
    platform_server.answer(reply(GOOD), reply("garbage"))
    shop = readable(platform_server, code="counted")
    desk.reader.catalogue(shop, "1")
    desk.reader.catalogue(shop, "1")
    desk.reader.catalogue(shop, "2")
    told = metrics.render().decode()
    for result in ("ok", "not_xml"):
        labels = f'call="catalogue",integrator="counted",result="{result}"'
        assert f"vitrina_platform_call_seconds_count{{{labels}}} 1.0" in told


def test_not_even_at_its_most_talkative_does_the_log_tell_of_addresses(
    platform_server: Platform, desk: PlatformDesk, stream: io.StringIO
) -> None:
    logs.configure(form="json", level="debug", stream=stream)
    platform_server.answer(reply(status="500 Oops"), reply(status="500 Oops"), reply(GOOD))
    shop = readable(platform_server, instructions_url=f"{platform_server.address}/instructions")
    desk.reader.catalogue(shop, "000123")
    desk.reader.catalogue(shop, "000123")
    desk.instructions.send(shop, CANCEL)
    text = stream.getvalue()
    assert "server_error" in text
    assert "instruction_sent" in text
    for secret in ("sign", "000123", "http:", "Антивирус"):
        assert secret not in text


def test_many_threads_read_at_once(platform_server: Platform, desk: PlatformDesk) -> None:
    platform_server.answer(reply(GOOD))
    shop = readable(platform_server)
    states: list[Freshness] = []

    def one(account: str) -> None:
        states.append(desk.reader.catalogue(shop, account).state)

    threads = [threading.Thread(target=one, args=(str(n),)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == [Freshness.FRESH] * 20


def test_closing_ends_what_is_under_way(platform_server: Platform, desks: Desks) -> None:
    desk = desks(PATIENT)
    asked = threading.Event()

    def hang(connection: Any) -> None:
        asked.set()
        connection.wait()

    platform_server.answer(hang)
    shop = readable(platform_server)
    states: list[Freshness] = []
    thread = threading.Thread(target=lambda: states.append(desk.reader.catalogue(shop, "1").state))
    thread.start()
    asked.wait()
    desk.close()
    thread.join()
    assert states == [Freshness.UNAVAILABLE]
    assert desk.reader.catalogue(shop, "1").state is Freshness.UNAVAILABLE
