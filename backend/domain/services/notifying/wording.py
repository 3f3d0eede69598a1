"""Sums and days in notices, in both languages; and what others have written, made harmless."""

import re
import unicodedata
from datetime import date

from backend.domain.notice import Language
from backend.domain.values.money import KOPECKS_IN_ROUBLE
from backend.domain.values.wording import day_and_month

_SPACE = "\N{NO-BREAK SPACE}"
_SPACES = re.compile(r"[^\S\u00a0]+")  # what does not break stays
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def money(kopecks: int, language: Language) -> str:
    """«1 234,50 ₽», "RUB 1,234.50"; a sum below zero with a minus."""
    roubles, rest = divmod(abs(kopecks), KOPECKS_IN_ROUBLE)
    sign = "−" if kopecks < 0 else ""
    figures = f"{roubles:,}"
    if language is Language.EN:
        return f"RUB{_SPACE}{sign}{figures}.{rest:02d}"
    return f"{sign}{figures.replace(',', _SPACE)},{rest:02d}{_SPACE}₽"


def day(on: date, language: Language) -> str:
    """«1 июня», "1 June"."""
    if language is Language.EN:
        return f"{on.day} {_MONTHS[on.month - 1]}"
    return day_and_month(on)


def one_line(text: str) -> str:
    """The text on one line, without any character that could begin another or a header."""
    spaced = _SPACES.sub(" ", text).strip()
    return "".join(character for character in spaced if not is_breaking(character))


def is_breaking(character: str) -> bool:
    """Whether it is a control character or a break of lines, in any alphabet."""
    return unicodedata.category(character) in _BREAKING
