"""A real mail server for tests: aiosmtpd, which does with each mail whatever a test wants."""

import asyncio
import socket
import ssl
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Of localhost, signed by itself; good for nothing but these tests."""
USER, PASSWORD = "vitrina", "the mail server's password"
OK = "250 OK"


def server_side() -> ssl.SSLContext:
    """TLS, as the server does it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def client_side() -> ssl.SSLContext:
    """TLS, by who trusts the certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@dataclass
class Behaviour:
    """What the server does next; the last answer for ever. ``None`` as an answer: it hangs up.

    ``mails``: what it has accepted. ``sessions``: how often somebody has connected.
    """

    to_rcpt: list[str | None] = field(default_factory=lambda: [OK])
    to_data: list[str | None] = field(default_factory=lambda: [OK])
    to_sender: list[str | None] = field(default_factory=lambda: [OK])
    hangs: bool = False
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    sessions: int = 0
    signed_in: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)


class Handler:
    """The hooks of aiosmtpd."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        session.host_name = name
        if not session.ssl or not self._behaviour.sessions:
            self._behaviour.sessions += 1
        if self._behaviour.hangs:
            await self._behaviour.stopped.wait()
        return said

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.mail_from = address
        return self._say(server, self._behaviour.to_sender)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        said = self._say(server, self._behaviour.to_rcpt)
        if said == OK:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        said = self._say(server, self._behaviour.to_data)
        if said == OK:
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self._behaviour.mails.append(mail)
            self._behaviour.recipients += envelope.rcpt_tos
            assert server.transport is not None
            encryption = server.transport.get_extra_info("ssl_object")
            self._behaviour.encrypted.append(encryption is not None)
        return said

    def _say(self, server: SMTP, answers: list[str | None]) -> str:
        said = answers.pop(0) if len(answers) > 1 else answers[0]
        if said is None:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        return said


class MailHost:
    """The server, on a port of its own, as long as it is open."""

    def __init__(
        self,
        *,
        starttls: bool = False,
        tls: bool = False,
        signed_in_only: bool = False,
    ) -> None:
        self.behaviour = Behaviour()

        def authenticate(
            _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
        ) -> AuthResult:
            assert isinstance(data, LoginPassword)
            self.behaviour.signed_in.append(data.login.decode())
            right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
            return AuthResult(success=right, handled=False)

        self._controller = Controller(
            Handler(self.behaviour),
            hostname="localhost",
            port=_free_port(),
            ssl_context=server_side() if tls else None,
            tls_context=server_side() if starttls else None,
            require_starttls=starttls,
            auth_required=signed_in_only,
            authenticator=authenticate if signed_in_only else None,
        )
        self._controller.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._controller.port)

    def close(self) -> None:
        """Whoever hangs is let go, then nobody listens any more."""
        loop = self._controller.loop
        done = threading.Event()

        def let_go() -> None:
            self.behaviour.stopped.set()
            done.set()

        loop.call_soon_threadsafe(let_go)
        done.wait(5)
        self._controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
