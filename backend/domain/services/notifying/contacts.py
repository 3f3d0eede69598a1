"""Where somebody can be told something, and what they want to hear: checked and changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.domain.errors import InvalidRequest
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.quiet_hours import QuietHours

EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9\-]{1,63}(\.[A-Za-z0-9\-]{1,63})+"
PHONE = r"\+[1-9][0-9]{6,14}"
MAX_EMAIL = 254

_EMAIL, _PHONE = re.compile(EMAIL, re.ASCII), re.compile(PHONE, re.ASCII)
_DECORATION = str.maketrans("", "", " -()\N{NO-BREAK SPACE}")

Pair = tuple[NoticeKind, Channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """``None``: nowhere, or as it is for everybody. ``opted_out``: what they do not want."""

    email: str | None = None
    phone: str | None = None
    language: Language | None = None
    time_zone: str | None = None
    quiet: QuietHours | None = None
    opted_out: frozenset[Pair] = frozenset()

    def address(self, channel: Channel) -> str:
        """Where the channel reaches them; ``""`` where it does not."""
        return (self.email if channel is Channel.EMAIL else self.phone) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange:
    """What to change, by the names of ``ContactView``'s fields; ``None`` empties one."""

    fields: Mapping[str, Any]


def change_contact(contact: ContactView, change: ContactChange) -> ContactView:
    """The contact afterwards, in its one form. Raises ``InvalidRequest``."""
    given = dict(change.fields)
    for name, check in (
        ("email", acceptable_email),
        ("phone", acceptable_phone),
        ("time_zone", _zone),
    ):
        if given.get(name) is not None:
            given[name] = check(given[name])
    return replace(contact, **given)


def read_time(text: str) -> time:
    """``"21:00"``. Raises ``InvalidRequest``."""
    if re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII) is None:
        raise InvalidRequest("a time of the day is a text such as 21:00")
    return time.fromisoformat(text)


def acceptable_email(text: str) -> str:
    """A mail address without spaces around it. Raises ``InvalidRequest``."""
    plain = text.strip()
    if len(plain) > MAX_EMAIL or _EMAIL.fullmatch(plain) is None:
        raise InvalidRequest("a mail address is a text such as name@example.com")
    return plain


def acceptable_phone(text: str) -> str:
    """A telephone number in the international form; a Russian one may begin with 8. Raises
    ``InvalidRequest``."""
    plain = text.translate(_DECORATION)
    if len(plain) == 11 and plain.startswith("8"):
        plain = f"+7{plain[1:]}"
    if _PHONE.fullmatch(plain) is None:
        raise InvalidRequest("a telephone number is a text such as +79001234567")
    return plain


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidRequest("there is no such time zone; one is Asia/Novosibirsk") from None
