"""The HTTP adapter: bounded, unmoved by whatever is answered, and never raising."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest

from backend.books import wire
from backend.books.remote import MAX_ITEMS, RemoteBook
from backend.calls.breaker import Breaker
from backend.calls.caller import Patience
from backend.domain.services.booking.account_book import BookState, Capture, Reservation, Reversal
from backend.domain.values.codes import Code
from tests.fakes.manual_clock import ManualClock

IDS = [UUID(int=number) for number in range(1, 4)]
Answer = Callable[[BaseHTTPRequestHandler, bytes], None]


@contextmanager
def listening(answer: Answer) -> Iterator[str]:
    """A server that behaves as it is told; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Listener(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A caller that has gone away is no news."""

    server = Listener(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/book/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def asking(url: str, breaker: Breaker | None = None) -> Iterator[RemoteBook]:
    """The adapter, impatient."""
    quick = Patience(connect=0.5, read=0.3, total=0.6, attempts=1)
    book = RemoteBook(url, "a-secret-of-the-test", breaker or Breaker(ManualClock()), quick)
    try:
        yield book
    finally:
        book.close()


def says(status: int, body: bytes, **headers: str) -> Answer:
    """Always the same answer."""

    def answer(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def listed(*items: dict[str, Any]) -> bytes:
    """A document of items."""
    return json.dumps({"items": items}).encode()


RESERVED = {"id": str(IDS[0]), "state": "reserved", "amount": "5.00"}


def test_what_is_sent() -> None:
    seen: list[tuple[str, str, Any]] = []

    def note(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        secret = handler.headers["Authorization"]
        seen.append((handler.path, secret, json.loads(body)))
        says(200, listed())(handler, body)

    with listening(note) as url, asking(url) as book:
        book.info(["000123"])
        reservation = Reservation(
            id=IDS[0], account="000123", amount=500, partly=True, text="Антивирус"
        )
        book.reserve([reservation])
        book.capture([Capture(id=IDS[0], amount=499)])
        book.release([IDS[0]])
        book.reverse([Reversal(id=IDS[1], account="000123", amount=1, reservation=IDS[0])])
        book.find([IDS[0], IDS[1]])
        book.find([])
    assert {secret for _, secret, _ in seen} == {"Bearer a-secret-of-the-test"}
    first, second = str(IDS[0]), str(IDS[1])
    assert [(path, document) for path, _, document in seen] == [
        ("/book/info", {"accounts": ["000123"]}),
        (
            "/book/reserve",
            {
                "items": [
                    {
                        "id": first,
                        "account": "000123",
                        "amount": "5.00",
                        "partly": True,
                        "text": "Антивирус",
                    }
                ]
            },
        ),
        ("/book/capture", {"items": [{"id": first, "amount": "4.99"}]}),
        ("/book/release", {"items": [{"id": first}]}),
        (
            "/book/reverse",
            {
                "items": [
                    {"id": second, "account": "000123", "amount": "0.01", "reservation": first}
                ]
            },
        ),
        ("/book/find", {"items": [{"id": first}, {"id": second}]}),
    ]


def drip(handler: BaseHTTPRequestHandler, _: bytes) -> None:
    """A byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    gate = threading.Event()
    for _piece in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        gate.wait(0.05)


@pytest.mark.parametrize(
    "answer",
    [
        says(500, listed(RESERVED)),
        says(401, listed(RESERVED)),
        says(404, b""),
        says(201, listed(RESERVED)),
        says(302, b"", Location="http://127.0.0.1:9/elsewhere"),
        says(200, b"<html>"),
        says(200, b"\xff\xfe"),
        says(200, b"[" * 100_000),
        says(200, b'{"items": null}'),
        says(200, b"[]"),
        says(200, b"7"),
        says(200, b" " * 2_000_000),
        says(200, listed(RESERVED), Content_Encoding="gzip"),
        drip,
    ],
    ids=range(14),
)
def test_what_is_no_answer(answer: Answer) -> None:
    with listening(answer) as url, asking(url) as book:
        assert book.find(IDS) == {}
        assert book.info(["000123"]) == {}


def test_nobody_is_there() -> None:
    with asking("http://127.0.0.1:9/book") as book:
        assert book.find(IDS) == {}
    assert book.find(IDS) == {}, "nor after it was closed"


def test_a_bad_item_says_nothing_of_its_neighbours() -> None:
    document = {
        "items": [
            RESERVED,
            {"id": "no id", "state": "reserved", "amount": "5.00"},
            {"id": str(IDS[1]), "state": "promised", "amount": "5.00"},
            {"id": str(IDS[1]), "state": "reserved", "amount": 5.0},
            {"id": str(IDS[1]), "state": "reserved", "amount": "5.001"},
            {"id": str(IDS[1]), "state": "reserved", "amount": "0.00"},
            {"id": str(IDS[1]), "state": "reserved"},
            None,
            {"id": str(IDS[2]), "state": "refused", "reason": "bad_weather", "available": "-3.50"},
        ]
    }
    told = wire.answers(document)
    assert [(answer.state, answer.amount) for answer in told.values()] == [
        (BookState.RESERVED, 500),
        (BookState.REFUSED, 0),
    ]
    assert (told[IDS[2]].reason, told[IDS[2]].available) == (Code.NOT_ENOUGH_MONEY, -350)
    accounts = {"accounts": [{"account": "1", "state": "on holiday"}, {"account": 7}, "x"]}
    assert wire.infos(accounts) == {}


def test_long_lists_are_sent_in_pieces_until_one_is_not_answered() -> None:
    sizes: list[int] = []

    def count(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        items = json.loads(body)["items"]
        sizes.append(len(items))
        told = [{**item, "state": "unknown"} for item in items]
        says(500 if len(sizes) == 2 else 200, listed(*told))(handler, body)

    with listening(count) as url, asking(url) as book:
        ids = [UUID(int=number) for number in range(3 * MAX_ITEMS)]
        assert len(book.find(ids)) == MAX_ITEMS
    assert sizes == [MAX_ITEMS, MAX_ITEMS]


def test_after_several_failures_it_is_left_alone_for_a_while() -> None:
    calls = 0

    def count(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        nonlocal calls
        calls += 1
        says(500 if calls <= 2 else 200, listed(RESERVED))(handler, body)

    clock = ManualClock()
    breaker = Breaker(clock, failures=2, pause=timedelta(seconds=30))
    with listening(count) as url, asking(url, breaker) as book:
        for _ in range(5):
            assert book.find(IDS) == {}
        assert calls == 2
        clock.advance(seconds=31)
        assert list(book.find(IDS)) == [IDS[0]]
