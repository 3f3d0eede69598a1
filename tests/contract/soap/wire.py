"""Raw requests over one keep-alive connection, and faults read without mercy."""

import http.client
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from tests.fakes.soap_world import SECRET

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
DIAGNOSIS = "urn:vitrina:fault:1"
NAMESPACE = "urn:vitrina:rentsoft:1"

XML = {"Content-Type": "text/xml; charset=utf-8"}


def authorization(code: str = "rentsoft", secret: str = SECRET) -> dict[str, str]:
    """A Basic header."""
    return {"Authorization": "Basic " + b64encode(f"{code}:{secret}".encode()).decode()}


def envelope(body: str, header: str = "", namespace: str = SOAP11) -> str:
    """An envelope around a body."""
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return f'<s:Envelope xmlns:s="{namespace}">{head}<s:Body>{body}</s:Body></s:Envelope>'


def item(**changes: str | None) -> str:
    """One order with some elements replaced by raw text, or left out."""
    fields: dict[str, str | None] = {
        "uuid": "0001234",
        "txid": "tx-1",
        "amount": "50.00",
        "serviceName": "Антивирус",
        "periodEnd": "2026-05-30",
    }
    fields |= changes
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items() if text is not None)
    return f"<request>{inner}</request>"


def charge(*items: str) -> str:
    """A charge of these items."""
    return f'<charge xmlns="{NAMESPACE}">{"".join(items)}</charge>'


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def find(self, name: str) -> str | None:
        """The text of the first element of this name, in any namespace."""
        root = etree.fromstring(self.body)
        return root.findtext(f".//{{*}}{name}")

    @property
    def is_fault(self) -> bool:
        """Whether the body is a fault, in either version."""
        (body,) = etree.fromstring(self.body)
        return body[0].tag in (f"{{{SOAP11}}}Fault", f"{{{SOAP12}}}Fault")

    @property
    def code(self) -> str | None:
        """The stable code in the fault's detail."""
        return self.find("code")


class Line:
    """One connection. The port it talks from tells whether it is still the same one."""

    def __init__(self, port: int, path: str = "/soap/rentsoft") -> None:
        self.path = path
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.connect()
        self.talks_from = self._own_port()

    def _own_port(self) -> int | None:
        return self.connection.sock.getsockname()[1] if self.connection.sock else None

    @property
    def is_the_same(self) -> bool:
        """Whether the connection has lived through everything so far."""
        return self._own_port() == self.talks_from

    def send(
        self,
        body: bytes | str | Iterable[bytes],
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "POST",
        credentials: bool = True,
        path: str | None = None,
    ) -> Answer:
        """Send a request and read the answer."""
        known = {
            **(authorization() if credentials else {}),
            **(XML if headers is None else headers),
        }
        data = body.encode() if isinstance(body, str) else body
        chunked = not isinstance(data, bytes)
        self.connection.request(method, path or self.path, data, known, encode_chunked=chunked)
        response = self.connection.getresponse()
        return Answer(
            response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        )

    def close(self) -> None:
        """Hang up."""
        self.connection.close()
