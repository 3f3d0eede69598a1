"""What a request must be before anything reads it: its media type, size, charset and markup.

All checks here are on bytes and cost microseconds. The counts are upper bounds: a ``<`` or a quoted
``=`` inside a text counts as well, which no honest message comes near. Depth is left to the parser
and to ``envelope``; everything about the content, to the schema.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from backend.domain.values.codes import Advice
from backend.soap.faults import Refusal, Version

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Headers = Iterable[tuple[bytes, bytes]]

_MEDIA_TYPES = {
    "text/xml": Version.SOAP11,
    "application/xml": Version.SOAP11,
    "application/soap+xml": Version.SOAP12,
}
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1251": "windows-1251",
    "cp1251": "windows-1251",
}
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"=[ \t\r\n]*[\"']")
_BOM = b"\xef\xbb\xbf"
_DECLARATION_STARTS = (b"<?xml ", b"<?xml\t", b"<?xml\n", b"<?xml\r")

CLOSE = ((b"connection", b"close"),)


class CallerGone(Exception):
    """The caller hung up before its request was complete: there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Media:
    """What the headers say of the body."""

    version: Version
    charset: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a request may be."""

    body: int
    elements: int
    attributes: int
    seconds: float


def version_of(headers: Headers) -> Version:
    """In which version to answer, as far as it can be told before anything is checked."""
    first = next((value for name, value in headers if name == b"content-type"), b"")
    media = first.decode("latin-1").partition(";")[0].strip().lower()
    return _MEDIA_TYPES.get(media, Version.SOAP11)


def check_headers(headers: Headers) -> Media:
    """The media type and charset; refuses what is not plain XML.

    Only exact types are let through: a form of a foreign site can be posted as other ones, and
    multipart bodies have parsers of their own.
    """
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        found.setdefault(name, []).append(value)
    if any(
        each.strip().lower() not in (b"", b"identity")
        for each in found.get(b"content-encoding", ())
    ):
        raise Refusal("content_encoding", "A compressed body is not accepted.", status=415)
    types = found.get(b"content-type", [])
    media, _, parameters = (types[0] if len(types) == 1 else b"").decode("latin-1").partition(";")
    version = _MEDIA_TYPES.get(media.strip().lower())
    if version is None:
        raise Refusal(
            "media_type",
            "Content-Type must be text/xml for SOAP 1.1 or application/soap+xml for SOAP 1.2.",
            status=415,
        )
    return Media(version, _charset(_CHARSET.findall(f";{parameters}")))


def _charset(names: list[str]) -> str | None:
    charsets = {_CHARSETS.get(name.lower()) for name in names}
    if len(charsets) > 1 or None in charsets:
        raise _bad_charset("The charset must be UTF-8 or windows-1251, and said once.")
    return next(iter(charsets), None)


def check_length(length: bytes | None, limits: Limits) -> None:
    """Refuse a body that is known to be too large before it is read."""
    if length is not None and (not length.isdigit() or int(length[:12]) > limits.body):
        raise _too_large(limits)


async def read_body(receive: Receive, limits: Limits) -> bytes:
    """The whole body, in bounded memory and time."""
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise CallerGone
                chunk = message.get("body", b"")
                size += len(chunk)
                if size > limits.body:
                    raise _too_large(limits)
                chunks.append(chunk)
                more = message.get("more_body", False)
    except TimeoutError:
        raise Refusal(
            "body_timeout",
            "The body did not arrive in time.",
            Advice.RETRY_SAME_ID,
            status=408,
            headers=CLOSE,
        ) from None
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def parse(body: bytes, media: Media, limits: Limits) -> etree._Element:
    """The root of the document; refuses everything that SOAP does without, and what is too much."""
    if not body.strip():
        raise Refusal("empty_body", "The body is empty.")
    if b"\0" in body:
        raise _bad_charset("The body is neither UTF-8 nor windows-1251.")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or _has_instruction(body):
        raise Refusal(
            "forbidden_markup",
            "Document types, entities and processing instructions are not accepted.",
        )
    if (
        body.count(b"<") > 2 * limits.elements
        or sum(1 for _ in _ATTRIBUTE.finditer(body)) > limits.attributes
    ):
        raise Refusal("too_complex", "The document has too many elements or attributes.")
    parser = _PARSERS[_encoding(body, media.charset)]
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refusal("not_xml", "The body is not well-formed XML in its charset.") from None


def _has_instruction(body: bytes) -> bool:
    """Whether there is any ``<?`` but the XML declaration at the very beginning."""
    start = len(_BOM) if body.startswith(_BOM) else 0
    declared = body[start : start + 6] in _DECLARATION_STARTS
    return body.find(b"<?", start + 2 if declared else start) != -1


def _encoding(body: bytes, said: str | None) -> str:
    """One charset: of the header, of the declaration or UTF-8; never two different ones."""
    declaration = _DECLARED.match(body, len(_BOM) if body.startswith(_BOM) else 0)
    declared = _charset([declaration.group(1).decode("latin-1")]) if declaration else None
    named = {each for each in (said, declared) if each is not None}
    if body.startswith(_BOM):
        named.add("utf-8")
    if len(named) > 1:
        raise _bad_charset("The header and the document name different charsets.")
    return next(iter(named), "utf-8")


def _bad_charset(text: str) -> Refusal:
    return Refusal("charset", text)


def _too_large(limits: Limits) -> Refusal:
    return Refusal("body_too_large", f"The body has more than {limits.body} bytes.", status=413)


def _parser(encoding: str) -> etree.XMLParser:
    # A parser locks itself for the length of a document, so sharing one is safe.
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


_PARSERS = {encoding: _parser(encoding) for encoding in ("utf-8", "windows-1251")}
