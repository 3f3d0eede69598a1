"""Plain text of a field, however its platform has marked it up.

A field's content is text, XHTML elements, or HTML that was escaped into text. The last is read by
a tokeniser of one expression that never looks back, not by an HTML parser: the ones at hand need
seconds for a megabyte of attributes, and of all HTML only the words are wanted.
"""

import html
import re

from lxml import etree

from backend.platforms.reading.lines import Lines, cut

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9:_.-]*+)(?P<rest>[^<>]*+)>",
    re.DOTALL,
)
_HREF = re.compile(r"(?:^|\s)href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


def lines_of(element: etree._Element, limit: int) -> str:
    """The element's text as lines, at most ``limit`` characters."""
    if len(element):
        return cut(_of_elements(element), limit)
    return cut(_of_text(element.text or ""), limit)


def line_of(element: etree._Element, limit: int) -> str:
    """The element's text as one line, at most ``limit`` characters."""
    return cut(lines_of(element, 2 * limit).replace("\n", " "), limit)


def _of_elements(element: etree._Element) -> str:
    lines = Lines()
    for event, each in etree.iterwalk(element, events=("start", "end")):
        tag = _local(each)
        if event == "start":
            lines.start(tag, each.get("href"))
            lines.data(each.text or "")
        else:
            lines.end(tag)
            lines.data((each.tail or "") if each is not element else "")
    return lines.text()


def _of_text(text: str) -> str:
    lines = Lines()
    if _TOKEN.search(text) is None:
        for line in text.splitlines():
            lines.data(line)
            lines.break_line()
        return lines.text()
    place = 0
    for token in _TOKEN.finditer(text):
        lines.data(html.unescape(text[place : token.start()]))
        place = token.end()
        if token["tag"]:
            _tell(lines, token)
    lines.data(html.unescape(text[place:]))
    return lines.text()


def _tell(lines: Lines, token: re.Match[str]) -> None:
    tag, rest = token["tag"].lower(), token["rest"]
    if not token["close"]:
        href = _HREF.search(rest) if tag == "a" else None
        lines.start(tag, html.unescape(href[1] or href[2] or href[3] or "") if href else None)
    if token["close"] or rest.endswith("/"):
        lines.end(tag)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
