"""A cheap HTTP client, in a process of its own: ``python -m tests.benchmarks.load`` with a plan.

It writes requests that were made beforehand to connections that stay open, and looks at the
answers no closer than it must, so that the servers get the machine.
"""

import itertools
import json
import re
import select
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from statistics import quantiles

from tests.benchmarks import world
from tests.benchmarks.world import Wish

READY_PER_SECOND = {1: 4_000, 100: 20_000}
"""Charges that are written down before the clock starts, by items a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to send: ``shape`` names the form, ``items`` is how many charges a request has."""

    port: int
    shape: str
    items: int
    clients: int
    accounts: int
    stage: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came back: accepted charges, the client's own work, and how long a request took."""

    accepted: int
    refused: int
    seconds: float
    work: float
    median_ms: float
    p99_ms: float
    first_refusal: str = ""


def drive(plan: Plan) -> Report:
    """Carry a plan out in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load", json.dumps(asdict(plan))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return Report(**json.loads(done.stdout))


# ---------------------------------------------------------------- what is sent

_AUTHORIZATION = b64encode(f"{world.INTEGRATOR}:{world.SECRET}".encode()).decode()
_HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {authorization}\r\n"
    "Content-Type: {media_type}\r\n{extra}Content-Length: {length}\r\n\r\n"
)
_ENVELOPE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    "{body}</s:Body></s:Envelope>"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A form of request, and the bytes that each accepted charge leaves in the answer."""

    path: str
    media_type: str
    write: Callable[[list[Wish]], str]
    accepted: bytes
    extra: str = ""

    def request(self, charges: list[Wish]) -> bytes:
        """A whole HTTP request."""
        body = self.write(charges).encode()
        head = _HEAD.format(
            path=self.path,
            authorization=_AUTHORIZATION,
            media_type=self.media_type,
            extra=self.extra,
            length=len(body),
        )
        return head.encode() + body


def _roubles(kopecks: int) -> str:
    return f"{kopecks // 100}.{kopecks % 100:02}"


def _xml_fields(wish: Wish) -> str:
    return (
        f"<account>{wish.account}</account><operationId>{wish.external_id}</operationId>"
        f"<amount>{_roubles(wish.amount)}</amount><product>{world.PRODUCT}</product>"
        f"<text>{world.TEXT}</text><periodEnd>{wish.period_end}</periodEnd>"
    )


def _soap_single(charges: list[Wish]) -> str:
    fields = _xml_fields(charges[0])
    return _ENVELOPE.format(body=f'<charge xmlns="urn:vitrina:native:1">{fields}</charge>')


def _soap_list(charges: list[Wish]) -> str:
    items = "".join(f"<charge>{_xml_fields(wish)}</charge>" for wish in charges)
    return _ENVELOPE.format(body=f'<chargeBatch xmlns="urn:vitrina:native:1">{items}</chargeBatch>')


def _json_fields(wish: Wish) -> str:
    return (
        f'{{"account":"{wish.account}","id":"{wish.external_id}",'
        f'"amount":"{_roubles(wish.amount)}","product":"{world.PRODUCT}",'
        f'"text":"{world.TEXT}","period_end":"{wish.period_end}"}}'
    )


def _rest_single(charges: list[Wish]) -> str:
    return _json_fields(charges[0])


def _rest_list(charges: list[Wish]) -> str:
    return f'{{"charges":[{",".join(map(_json_fields, charges))}]}}'


def _naive(charges: list[Wish]) -> str:
    fields = _xml_fields(charges[0])
    return _ENVELOPE.format(body=f'<charge xmlns="urn:naive">{fields}</charge>')


_XML = "text/xml; charset=utf-8"
_SOAP = f"/soap/{world.INTEGRATOR}"
_REST = "/api/partner/v1/charges"
SHAPES = {
    "soap single": Shape(
        _SOAP, _XML, _soap_single, b">ok<", 'SOAPAction: "urn:vitrina:native:1/charge"\r\n'
    ),
    "soap list": Shape(
        _SOAP, _XML, _soap_list, b">ok<", 'SOAPAction: "urn:vitrina:native:1/chargeBatch"\r\n'
    ),
    "rest single": Shape(_REST, "application/json", _rest_single, b'"code":"ok"'),
    "rest list": Shape(f"{_REST}/batch", "application/json", _rest_list, b'"code":"ok"'),
    "naive": Shape("/", _XML, _naive, b">ok<", 'SOAPAction: "charge"\r\n'),
}

# ---------------------------------------------------------------- sending it


_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class _Connection:
    """One client: sends a request, waits for the whole answer, sends the next."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = self._socket.fileno()
        self.sent_at = 0.0
        self._received = b""

    def send(self, request: bytes) -> None:
        self._received = b""
        self.sent_at = time.perf_counter()
        self._socket.sendall(request)

    def answer(self) -> bytes | None:
        """The whole answer, once it is there."""
        received = self._socket.recv(262_144)
        if not received:
            raise ConnectionError("the server has closed the connection")
        self._received += received
        return self._received if _is_whole(self._received) else None


def _is_whole(received: bytes) -> bool:
    end = received.find(b"\r\n\r\n")
    length = _LENGTH.search(received, 0, end) if end > 0 else None
    return length is not None and len(received) >= end + 4 + int(length[1])


class _Load:
    def __init__(self, plan: Plan) -> None:
        self._shape = SHAPES[plan.shape]
        self._plan = plan
        self._accepted = 0
        self._refused = 0
        self._first_refusal = b""
        self._times: list[float] = []

    def run(self) -> Report:
        plan = self._plan
        requests = self._requests()
        ready = round(READY_PER_SECOND[plan.items] * plan.seconds) // plan.items
        requests = itertools.chain(list(itertools.islice(requests, ready)), requests)
        start, work = time.perf_counter(), time.process_time()
        self._send(requests, start + plan.seconds)
        work, seconds = time.process_time() - work, time.perf_counter() - start
        cuts = quantiles(self._times, n=100)
        return Report(
            accepted=self._accepted,
            refused=self._refused,
            seconds=seconds,
            work=work,
            median_ms=cuts[49] * 1000,
            p99_ms=cuts[98] * 1000,
            first_refusal=self._first_refusal[:600].decode("utf-8", "replace"),
        )

    def _requests(self) -> Iterator[bytes]:
        endless = world.wishes(self._plan.stage, self._plan.accounts)
        while True:
            yield self._shape.request(list(itertools.islice(endless, self._plan.items)))

    def _send(self, requests: Iterator[bytes], end: float) -> None:
        connections = {each.number: each for each in self._connect()}
        ready = select.epoll()
        for number, connection in connections.items():
            ready.register(number, select.EPOLLIN)
            connection.send(next(requests))
        busy = len(connections)
        while busy:
            for number, _ in ready.poll():
                connection = connections[number]
                answer = connection.answer()
                if answer is None:
                    continue
                now = time.perf_counter()
                self._count(answer, now - connection.sent_at)
                if now < end:
                    connection.send(next(requests))
                else:
                    busy -= 1

    def _connect(self) -> list[_Connection]:
        return [_Connection(self._plan.port) for _ in range(self._plan.clients)]

    def _count(self, answer: bytes, seconds: float) -> None:
        accepted = answer.count(self._shape.accepted)
        self._accepted += accepted
        self._times.append(seconds)
        if accepted != self._plan.items:
            self._refused += self._plan.items - accepted
            self._first_refusal = self._first_refusal or answer


if __name__ == "__main__":
    print(json.dumps(asdict(_Load(Plan(**json.loads(sys.argv[1]))).run())))
