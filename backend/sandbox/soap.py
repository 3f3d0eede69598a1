"""A SOAP 1.1 client of one operation at a time, written from the published WSDL."""

from dataclasses import dataclass

import httpx
from lxml import etree

from backend.sandbox.messages import Dialect, Message
from backend.sandbox.state import Verdict

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_MOST = 1_000_000
_NOT_NOW = frozenset({408, 429, 500, 502, 503, 504})


class Unanswered(Exception):
    """Nobody knows whether it happened: only the same id may be sent again.

    ``soon``: it may be another time in a second. Otherwise a person has to look (a wrong secret, a
    contract that does not fit); the operation stays open and is tried now and then.
    """

    def __init__(self, reason: str, *, soon: bool = True) -> None:
        super().__init__(reason)
        self.soon = soon


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a platform calls, and as whom."""

    url: str
    name: str
    secret: str


def envelope(message: Message, dialect: Dialect) -> bytes:
    """The request as it goes over the wire."""
    ns = dialect.namespace
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "b": ns})
    inner = etree.SubElement(
        etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{ns}}}{message.operation}"
    )
    if dialect.item is not None:
        inner = etree.SubElement(inner, f"{{{ns}}}{dialect.item[0]}")
    for name, text in message.fields.items():
        if text is not None:
            etree.SubElement(inner, f"{{{ns}}}{name}").text = text
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


async def call(
    http: httpx.AsyncClient, endpoint: Endpoint, message: Message, dialect: Dialect
) -> Verdict:
    """Send it once. Raises ``Unanswered`` where there is no answer that can be relied on."""
    action = dialect.action.format(namespace=dialect.namespace, operation=message.operation)
    try:
        answer = await http.post(
            endpoint.url,
            content=envelope(message, dialect),
            headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'},
            auth=(endpoint.name, endpoint.secret),
        )
    except httpx.TransportError as error:
        raise Unanswered(type(error).__name__) from None
    return read_answer(answer.status_code, answer.content, message, dialect)


def read_answer(status: int, content: bytes, message: Message, dialect: Dialect) -> Verdict:
    """What the answer says; whatever is not exactly an answer to the message is none."""
    body = _body(content)
    if body is None:
        raise Unanswered(f"HTTP {status} without a SOAP envelope", soon=status in _NOT_NOW | {200})
    if body.tag == f"{{{SOAP}}}Fault":
        raise _fault(status, body)
    ns = f"{{{dialect.namespace}}}"
    item = body if dialect.item is None else body.find(f"{ns}{dialect.item[1]}")
    word = None if item is None else item.findtext(f"{ns}{dialect.word_field}")
    if status != 200 or body.tag != f"{ns}{message.answer}" or item is None or not word:
        raise Unanswered(f"HTTP {status} with another document")
    sent = message.fields.get(dialect.id_field)
    if sent is not None and item.findtext(f"{ns}{dialect.id_field}") != sent:
        raise Unanswered("an answer to another id")
    return dialect.words.get(word, Verdict.REFUSED)


def _body(content: bytes) -> "etree._Element | None":
    """The element in the Body of an envelope; ``None`` for anything else."""
    if len(content) > _MOST:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{{{SOAP}}}Envelope" or root.getroottree().docinfo.doctype:
        return None
    return root.find(f"{{{SOAP}}}Body/*")


def _fault(status: int, fault: "etree._Element") -> Unanswered:
    side = (fault.findtext("faultcode") or "").rpartition(":")[2]
    code = fault.findtext("detail//{*}code") or "fault"
    return Unanswered(f"{side or 'Fault'}: {code}", soon=side == "Server" or status in (429, 503))
