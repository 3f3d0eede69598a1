"""How each simple kind of value is typed in a schema, read from text and written to it.

The schema's facets decide what is accepted; the reads run only over text that has passed them. Each
use of a simple type is customised once, straight from Spyne's own class, under one name: a second
customisation silently loses the facets of the first. For the same reason a number has a bound
beside its pattern: Spyne drops a pattern that stands alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from spyne.model import primitive

from backend.domain.values.identifiers import ACCOUNT_NUMBER, EXTERNAL_ID
from backend.domain.values.money import (
    KOPECKS_IN_ROUBLE,
    MAX_KOPECKS,
    format_money,
    parse_money,
)
from backend.soap.contract import Dialect, Kind, Unit, Words

_ROUBLES = r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?"
_KOPECKS = r"0|[1-9][0-9]{0,14}"
# This century: dates beside it are typing errors, and arithmetic on the calendar's edge fails.
_DAY = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}(Z|[+\-][0-9]{2}:[0-9]{2})?"
_MAX_ROUBLES = MAX_KOPECKS // KOPECKS_IN_ROUBLE
_BLANKS = " \t\r\n"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A simple type: Spyne's class with its facets, and both directions of its text."""

    base: Any
    facets: Mapping[str, Any]
    read: Callable[[str], Any]
    write: Callable[[Any], str]

    def spyne_type(self, namespace: str, *, required: bool) -> Any:
        """A fresh customisation for one field; optional means absent, never nil.

        Without a namespace of ours the type would land in one named after Spyne's module.
        """
        return self.base.customize(
            **self.facets,
            __namespace__=namespace,
            min_occurs=1 if required else 0,
            nillable=False,
        )


def scalar_of(kind: Kind | Words, dialect: Dialect) -> Scalar:
    """The simple type of a field in a dialect."""
    if isinstance(kind, Words):
        return _enumeration(kind.name, kind.words)
    if kind is Kind.CODE:
        words = dialect.all_words()
        return _enumeration("ResultCode", dict(zip(words, words, strict=True)))
    money = _KOPECK_SUMS if dialect.unit is Unit.KOPECKS else _ROUBLE_SUMS
    return money.get(kind) or _SCALARS[kind]


def _enumeration(name: str, words: Mapping[str, str]) -> Scalar:
    canonical = {word: value for value, word in words.items()}
    facets = {"type_name": name, "values": list(canonical)}
    return Scalar(primitive.Unicode, facets, canonical.__getitem__, words.__getitem__)


def _text(name: str, **facets: Any) -> Scalar:
    return Scalar(primitive.Unicode, {"type_name": name, **facets}, str, _writable)


def _writable(value: object) -> str:
    """Text without the characters that XML cannot carry at all."""
    return _UNWRITABLE.sub("\ufffd", str(value))


def _roubles(name: str, pattern: str, **facets: Any) -> Scalar:
    named = {"type_name": name, "pattern": pattern, **facets}
    return Scalar(primitive.Decimal, named, _read_roubles, format_money)


def _kopecks(name: str, pattern: str, **facets: Any) -> Scalar:
    named = {"type_name": name, "pattern": pattern, **facets}
    return Scalar(primitive.Integer, named, int, str)


def _read_roubles(text: str) -> int:
    return parse_money(text.strip(_BLANKS))


def _read_day(text: str) -> date:
    """The local date as written; a zone after it, as some serialisers add, does not move it."""
    return date.fromisoformat(text.strip(_BLANKS)[:10])


def _read_flag(text: str) -> bool:
    return text.strip(_BLANKS) in ("true", "1")


def _write_flag(value: bool) -> str:
    return "true" if value else "false"


_ROUBLE_SUMS = {
    Kind.MONEY: _roubles("Money", _ROUBLES, gt=0),
    Kind.PRICE: _roubles("Price", _ROUBLES, ge=0),
    Kind.BALANCE: _roubles("Balance", f"-?({_ROUBLES})", ge=-_MAX_ROUBLES),
}
_KOPECK_SUMS = {
    Kind.MONEY: _kopecks("Money", _KOPECKS, gt=0, le=MAX_KOPECKS),
    Kind.PRICE: _kopecks("Price", _KOPECKS, ge=0, le=MAX_KOPECKS),
    Kind.BALANCE: _kopecks("Balance", f"-?({_KOPECKS})", ge=-MAX_KOPECKS, le=MAX_KOPECKS),
}
_SCALARS = {
    Kind.ACCOUNT: _text("AccountNumber", pattern=ACCOUNT_NUMBER),
    Kind.ID: _text("OperationId", pattern=EXTERNAL_ID),
    Kind.NAME: _text("Name", min_len=1, max_len=200, pattern=r"\S[\s\S]*"),
    Kind.TEXT: _text("Text", max_len=500),
    Kind.URL: Scalar(primitive.AnyUri, {}, str, _writable),
    Kind.INTEGER: Scalar(primitive.Integer, {}, int, str),
    Kind.SECONDS: Scalar(
        primitive.Integer, {"type_name": "Seconds", "ge": 1, "le": 31 * 86400}, int, str
    ),
    Kind.BOOLEAN: Scalar(primitive.Boolean, {}, _read_flag, _write_flag),
    Kind.DATE: Scalar(
        primitive.Date, {"type_name": "Day", "pattern": _DAY}, _read_day, date.isoformat
    ),
    Kind.INSTANT: Scalar(primitive.DateTime, {}, datetime.fromisoformat, datetime.isoformat),
}
