"""From the bytes of an answer to the ``response`` element in it.

All limits are checked on the text before a tree is built. The counts are upper bounds: a ``<`` or
a quoted ``=`` inside a text counts as well. Many attributes on one element cost the parser their
number squared, so they are counted too; depth is bounded by the parser itself (256).
"""

import re

from lxml import etree

from backend.calls.caller import Reply
from backend.calls.failure import CallFailed, Reason
from backend.platforms.reading.fields import BadItem, Fields

_MEDIA_TYPES = frozenset({"text/xml", "application/xml"})
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1251": "windows-1251",
    "cp1251": "windows-1251",
}
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
_DECLARED = re.compile(rb"<\?xml\s[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)")
_ATTRIBUTE = re.compile(r"=\s*[\"']")
_BOM = b"\xef\xbb\xbf"
_MAX_ELEMENTS = 20_000
_MAX_ATTRIBUTES = 4_000


def read_response(reply: Reply) -> Fields:
    """The answer's ``response``. Raises ``CallFailed`` for anything but a whole good one."""
    root = Fields(_parse(_text(reply)))
    try:
        code, response = root.text("code", 16), root.child("response")
    except BadItem:
        raise CallFailed(Reason.SHAPE) from None
    if root.name != "root" or not code or (code == "0" and response is None):
        raise CallFailed(Reason.SHAPE)
    if code != "0" or response is None:
        raise CallFailed(Reason.REFUSED)
    return response


def _text(reply: Reply) -> str:
    """The document as text, without its declaration, whose charset no longer holds."""
    media, _, parameters = reply.content_type.partition(";")
    if media.strip().lower() not in _MEDIA_TYPES:
        raise CallFailed(Reason.MEDIA_TYPE)
    body = reply.body.removeprefix(_BOM).lstrip()
    said = _CHARSET.findall(f";{parameters}")
    said += [name.decode("latin-1") for name in _DECLARED.findall(body[:200])]
    said += ["utf-8"] if reply.body.startswith(_BOM) else []
    charsets = {_CHARSETS.get(name.lower()) for name in said} or {"utf-8"}
    charset = charsets.pop()
    if charsets or charset is None:
        raise CallFailed(Reason.CHARSET)
    try:
        text = body.decode(charset)
    except UnicodeDecodeError:
        raise CallFailed(Reason.CHARSET) from None
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def _parse(text: str) -> etree._Element:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CallFailed(Reason.FORBIDDEN_MARKUP)
    attributes = sum(1 for _ in _ATTRIBUTE.finditer(text))
    if text.count("<") > 2 * _MAX_ELEMENTS or attributes > _MAX_ATTRIBUTES:
        raise CallFailed(Reason.TOO_COMPLEX)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise CallFailed(Reason.NOT_XML) from None
