"""Typed reading of an element's children. Attributes (``key``) and unknown children say nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo

from lxml import etree

from backend.domain.values.money import parse_money
from backend.platforms.addresses import safe_address
from backend.platforms.reading.text import line_of, lines_of

_YES = frozenset(("1", "true", "yes"))
_NO = frozenset(("0", "false", "no"))
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
_MAX_LEAVES = 50


class BadItem(Exception):
    """An item that must not be shown; its only argument is why, in one word."""


class Fields:
    """The children of an element by name. A name that has one value and comes twice is ambiguous:
    ``BadItem("repeated")``."""

    def __init__(self, element: etree._Element) -> None:
        self.name = _local(element)
        self._children: dict[str, list[etree._Element]] = {}
        for child in element:
            self._children.setdefault(_local(child), []).append(child)

    def child(self, name: str) -> "Fields | None":
        """The child with children of its own; ``None`` if there is none."""
        found = self._one(name)
        return None if found is None else Fields(found)

    def children(self, name: str) -> Iterator["Fields"]:
        """All children of a name, in their order."""
        return (Fields(each) for each in self._children.get(name, ()))

    def text(self, name: str, limit: int) -> str:
        """One plain line; empty if there is none."""
        found = self._one(name)
        return "" if found is None else line_of(found, limit)

    def lines(self, name: str, limit: int) -> str:
        """Plain lines; empty if there are none."""
        found = self._one(name)
        return "" if found is None else lines_of(found, limit)

    def money(self, name: str) -> int | None:
        """Kopecks; ``None`` if there are none. Anything but a plain amount is a ``BadItem``."""
        text = self._plain(name)
        try:
            return parse_money(text) if text else None
        except ValueError:
            raise BadItem("bad_money") from None

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no; what is neither is the default."""
        text = self._plain(name).lower()
        return text in _YES or (default and text not in _NO)

    def moment(self, name: str, zone: tzinfo) -> datetime | None:
        """An instant, written by ISO 8601 (in ``zone`` where it names none) or as unix seconds.

        ``None`` where there is none or it makes no sense: it is for showing only.
        """
        text = self._plain(name)
        try:
            found = _moment(text, zone)
            return found if _FIRST_DAY <= found.date() < _LAST_DAY else None
        except (ValueError, OverflowError):
            return None

    def address(self, name: str) -> str | None:
        """An address that is fit to be shown."""
        return safe_address(self._plain(name))

    def leaves(self, name: str, limit: int) -> list[str]:
        """The lines of a list, however it is nested; of several with this name, all."""
        lines = (
            line_of(leaf, limit)
            for each in self._children.get(name, ())
            for leaf in each.iter()
            if not len(leaf)
        )
        found = dict.fromkeys(line for line in lines if line)
        return list(found)[:_MAX_LEAVES]

    def _plain(self, name: str) -> str:
        """The text as it stands; of an element with elements inside, nothing."""
        found = self._one(name)
        return "" if found is None or len(found) else (found.text or "").strip()

    def _one(self, name: str) -> etree._Element | None:
        found = self._children.get(name, ())
        if len(found) > 1:
            raise BadItem("repeated")
        return found[0] if found else None


def _moment(text: str, zone: tzinfo) -> datetime:
    if text.isascii() and text.isdigit() and len(text) in (9, 10):
        return datetime.fromtimestamp(int(text), UTC)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
