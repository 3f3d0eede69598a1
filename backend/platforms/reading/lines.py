"""Collects the readable text of marked-up content as plain lines."""

import unicodedata

from backend.platforms.addresses import safe_address

_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
    "p", "pre", "section", "table", "tr", "ul",
))  # fmt: skip
_GAPS = frozenset(("td", "th"))
_DROPPED = frozenset((
    "applet", "audio", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_UNWANTED = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
_JOINER = "\u200d"  # holds the parts of one emoji together
_ELLIPSIS = "…"


def clean(text: str) -> str:
    """Without control characters and marks that turn the direction of reading; blanks stay."""
    return "".join(
        char
        for char in text
        if char.isspace() or char == _JOINER or unicodedata.category(char) not in _UNWANTED
    )


def cut(text: str, limit: int) -> str:
    """Not longer than ``limit`` characters; what is cut off leaves an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + _ELLIPSIS


class Lines:
    """Told of tags and text in their order; ``text`` is what a person would read.

    Paragraphs, list items and table rows become lines; a link becomes its words and, in brackets,
    its address if that is fit to be shown; scripts, styles, embedded things and everything whose
    name begins with ``debug`` are dropped with their content.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._links: list[tuple[str | None, int]] = []

    def start(self, tag: str, address: str | None = None) -> None:
        """An element begins; ``address`` is where an ``a`` leads."""
        if self._hidden or tag in _DROPPED or tag.startswith("debug"):
            self._hidden.append(tag)
            return
        self._separate(tag)
        if tag == "li":
            self._line.append("• ")
        elif tag == "a":
            self._links.append((safe_address(address or ""), len(self._line)))

    def data(self, text: str) -> None:
        """Text between tags; all its blanks are alike."""
        if not self._hidden:
            self._line.append(clean(text))

    def end(self, tag: str) -> None:
        """An element ends; one that never began changes nothing."""
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
        elif tag == "a":
            self._end_link()
        else:
            self._separate(tag)

    def break_line(self) -> None:
        """What follows begins a line of its own."""
        line = " ".join("".join(self._line).split())
        if line and line != "•":
            self._lines.append(line)
        self._line = []
        self._links = [(address, 0) for address, _ in self._links]

    def text(self) -> str:
        """The lines so far, none of them empty."""
        self.break_line()
        return "\n".join(self._lines)

    def _separate(self, tag: str) -> None:
        if tag in _BREAKS:
            self.break_line()
        elif tag in _GAPS:
            self._line.append(" ")

    def _end_link(self) -> None:
        if not self._links:
            return
        address, start = self._links.pop()
        if address is not None and "".join(self._line[start:]).strip() != address:
            self._line.append(f" ({address})")
