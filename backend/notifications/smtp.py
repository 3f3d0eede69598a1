"""The one mail server: how it is reached, and how long it is waited for.

The library's own timeouts begin anew with every byte, so a watch cuts the connection when a step
has taken too long as a whole.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """How a connection is kept from being read."""

    STARTTLS = "starttls"
    TLS = "tls"
    """From the first byte."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """``silence``: seconds without a byte; ``patience``: for one mail, connecting included."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = None
    silence: float = 10.0
    patience: float = 30.0
    certificates: ssl.SSLContext | None = None

    def connect(self, own_name: str) -> smtplib.SMTP:
        """A connection that may send. Raises ``OSError`` and ``smtplib.SMTPException``."""
        connection = self._connection(own_name)
        try:
            with watched(connection, self.patience):
                connection.connect(self.host, self.port)
                if self.security is Security.STARTTLS:
                    connection.starttls(context=self._context())
                if self.user is not None:
                    connection.login(self.user, self.password or "")
        except BaseException:
            connection.close()
            raise
        return connection

    def _connection(self, own_name: str) -> "_Plain | _Wrapped":
        if self.security is Security.TLS:
            return _Wrapped(self.host, own_name, self.silence, self._context())
        return _Plain(self.host, own_name, self.silence)

    def _context(self) -> ssl.SSLContext:
        return self.certificates or ssl.create_default_context()


class _Plain(smtplib.SMTP):
    """Not connected yet, but knows to whom: certificates are compared with that name."""

    def __init__(self, host: str, own_name: str, silence: float) -> None:
        super().__init__(local_hostname=own_name, timeout=silence)
        self._host = host


class _Wrapped(smtplib.SMTP_SSL):
    """The same, within TLS."""

    def __init__(self, host: str, own_name: str, silence: float, context: ssl.SSLContext) -> None:
        super().__init__(local_hostname=own_name, timeout=silence, context=context)
        self._host = host


@contextmanager
def watched(connection: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Cut the connection when the block takes longer; it then fails as if the server had left."""
    watch = threading.Timer(seconds, _cut, (connection,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(connection: smtplib.SMTP) -> None:
    with suppress(OSError, AttributeError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
