"""A receiver over sockets, and a sender that may reach this machine under names of its own."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest

from backend.calls.caller import Patience
from backend.calls.public import PublicCaller, PublicRules
from backend.notifications.webhooks import WebhookSender
from tests.fakes.manual_clock import ManualClock
from tests.integration.calls.certificate import PEM
from tests.integration.platforms.server import Platform, Server

HERE = ip_network("127.0.0.1/32")
PATIENCE = Patience(connect=1.0, read=1.0, total=2.0)


class Names:
    """Implements ``Resolver``: each name stands for the next of its answers, the last for ever."""

    def __init__(self) -> None:
        self.known: dict[str, list[Sequence[str]]] = {}
        self.asked: list[str] = []

    def stand(self, name: str, *answers: Sequence[str]) -> None:
        """From now on."""
        self.known[name] = list(answers)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses; ``OSError`` for a name that there is not."""
        del port
        self.asked.append(host)
        answers = self.known.get(host)
        if answers is None:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def receiver() -> Iterator[Platform]:
    """Something that listens on this machine, and answers as a test says."""
    with serving(Server()) as platform:
        yield platform


@contextmanager
def serving(server: Server) -> Iterator[Platform]:
    """A server at work."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.platform
    finally:
        server.platform.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Platform]:
    """The same over TLS, as receiver.example."""
    pem = tmp_path / "receiver.pem"
    pem.write_text(PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = Server()
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    with serving(server) as platform:
        yield platform


@pytest.fixture
def names() -> Names:
    """Names of a test's own."""
    return Names()


@pytest.fixture
def calling(names: Names) -> Iterator[Callable[..., WebhookSender]]:
    """Makes senders: by the names of the test, or by the machine's where ``names`` is false."""
    callers = []

    def make(*, here: bool = True, http: bool = True, named: bool = True) -> WebhookSender:
        rules = PublicRules(allowed=(HERE,) if here else (), http=http)
        callers.append(PublicCaller(rules, PATIENCE, names if named else None))
        return WebhookSender(callers[-1], ManualClock())

    yield make
    for caller in callers:
        caller.close()
