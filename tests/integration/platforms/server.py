"""A server over plain sockets that does with each connection whatever a test wants."""

import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

TICK = 0.01  # seconds between the bytes of a platform that lets them drip


@dataclass(frozen=True)
class Request:
    """What a caller has sent."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Connection:
    """The server's end, with the request already read."""

    def __init__(self, socket: Any, stopped: threading.Event) -> None:
        self._socket = socket
        self._stopped = stopped

    def send(self, data: bytes | str) -> None:
        """Some bytes more."""
        self._socket.sendall(data.encode() if isinstance(data, str) else data)

    def wait(self) -> None:
        """Say nothing until the test is over."""
        self._stopped.wait()

    def drip(self, piece: bytes | str) -> None:
        """The same piece again and again until the test is over or the caller gone."""
        while not self._stopped.wait(TICK):
            self.send(piece)


Manner = Callable[[Connection], None]


@dataclass
class Platform:
    """Answers each request in the next of its ``manners``, the last one for ever."""

    address: str = ""
    manners: list[Manner] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def answer(self, *manners: Manner) -> None:
        """From now on."""
        self.manners[:] = manners

    def next_manner(self) -> Manner:
        """What comes now."""
        return self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]


class Server(socketserver.ThreadingTCPServer):
    """One thread for each connection, one request for each connection."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.platform = Platform(f"http://127.0.0.1:{self.server_address[1]}")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that has hung up is no news."""


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        platform = self.server.platform
        method, target, _ = self.rfile.readline().decode("latin-1").split(" ")
        headers = dict(self._headers())
        body = self.rfile.read(int(headers.get("content-length", 0)))
        platform.requests.append(Request(method, target, headers, body))
        platform.next_manner()(Connection(self.request, platform.stopped))

    def _headers(self) -> Any:
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()


def reply(
    body: bytes | str = b"",
    *headers: str,
    status: str = "200 OK",
    content_type: str = "text/xml; charset=utf-8",
) -> Manner:
    """A whole answer."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", f"Content-Length: {len(raw)}"]
    head = "\r\n".join([*lines, *headers, "Connection: close", "", ""])
    return lambda connection: connection.send(head.encode() + raw)


def raw(data: bytes | str) -> Manner:
    """These bytes, and the end."""
    return lambda connection: connection.send(data)


def dripping(start: str, piece: str) -> Manner:
    """A beginning, and then one piece after another without an end."""

    def drip(connection: Connection) -> None:
        connection.send(start)
        connection.drip(piece)

    return drip


def hanging(start: str = "") -> Manner:
    """A beginning, and then nothing."""

    def hang(connection: Connection) -> None:
        connection.send(start)
        connection.wait()

    return hang
