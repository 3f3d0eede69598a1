"""Which passwords may be set: long ones that are not among the first to be tried.

After NIST SP 800-63B and OWASP ASVS 4.0.3, 2.1: 12 to 128 characters of any kind, nothing is cut
off, no mixture is asked for. A password is compared in Unicode's form NFKC, so that one is the same
from every keyboard; its length is that of this form.
"""

import secrets
import unicodedata
from enum import StrEnum

from backend.domain.errors import WeakPassword

MIN_LENGTH = 12
MAX_LENGTH = 128

_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Characters that are not mistaken for one another."""
_UNREADABLE = {"Cs", "Cn"}
"""Halves of characters, and those that a later Unicode may normalise in another way."""

_WALKS = tuple(
    walk * 2
    for walk in (
        "1234567890",
        "abcdefghijklmnopqrstuvwxyz",
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
        "йцукенгшщзфывапролджячсмитьбю",
        "йцукенгшщзхъфывапролджэячсмитьбю.",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "1й2ц3у4к5е6н7г8ш9щ0з",
        "1234567890qwertyuiop",
        "qwertyuiop1234567890",
        "1234567890йцукенгшщз",
    )
)
"""Where fingers walk by themselves: a piece of one of these, there or back, is no password."""

_COMMON = {
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "mypassword", "newpassword", "thisismypassword",
    "secretpassword", "adminpassword", "rootpassword", "parol", "admin", "administrator", "root",
    "changeme", "changemenow", "letmein", "letmeinplease", "welcome", "iloveyou", "iloveyousomuch",
    "qwerty", "qwertyqwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx",
    "qazwsxedc", "a", "aa", "ab", "abc", "abcd", "abcdef", "monkey", "dragon", "football",
    "baseball", "superman", "sunshine", "princess", "computer", "internet", "trustno", "starwars",
    "whatever", "correcthorsebatterystaple", "пароль", "парольпароль", "мойпароль", "админ",
    "администратор", "абонент", "интернет", "привет", "йцукен", "йцукенгшщз", "любовь", "россия",
    "москва", "ятебялюблю", "ghbdtn", "gfhjkm",
}  # fmt: skip
"""These alone, or with up to eight digits or exclamation marks behind them."""


class Flaw(StrEnum):
    """What is wrong with a password, for the page that asked for it."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    ACCOUNT_NUMBER = "account_number"
    COMMON = "common"


_WORDS = {
    Flaw.TOO_SHORT: f"a password has at least {MIN_LENGTH} characters",
    Flaw.TOO_LONG: f"a password has at most {MAX_LENGTH} characters",
    Flaw.UNREADABLE: "a password consists of characters",
    Flaw.ACCOUNT_NUMBER: "the account number is no password",
    Flaw.COMMON: "this password is among the first that are tried",
}


def choose_password(password: str, number: str) -> str:
    """The password in the form that is hashed. Raises ``WeakPassword``."""
    normal = unicodedata.normalize("NFKC", password)
    if flaw := _flaw(normal, number):
        raise WeakPassword(flaw, _WORDS[flaw])
    return normal


def make_password() -> str:
    """One that can be dictated, 79 bits of chance: ``k7mf-q2xw-9rtd-h4vz``."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(4))


def given_password(password: str) -> str | None:
    """One that was typed in, in the form that is compared; ``None``: it can be nobody's."""
    normal = unicodedata.normalize("NFKC", password)
    return normal if len(normal) <= MAX_LENGTH and _is_readable(normal) else None


def _flaw(normal: str, number: str) -> Flaw | None:
    if not _is_readable(normal):
        return Flaw.UNREADABLE
    if len(normal) > MAX_LENGTH:
        return Flaw.TOO_LONG
    folded = normal.casefold()
    if folded == number.casefold():
        return Flaw.ACCOUNT_NUMBER
    if len(normal) < MIN_LENGTH:
        return Flaw.TOO_SHORT
    return Flaw.COMMON if _is_common(folded) else None


def _is_readable(text: str) -> bool:
    return not any(unicodedata.category(character) in _UNREADABLE for character in text)


def _is_common(folded: str) -> bool:
    repeats = folded in (folded + folded)[1:-1]  # the same piece again and again
    walks = any(path in walk for walk in _WALKS for path in (folded, folded[::-1]))
    stem = folded.rstrip("0123456789!")
    return repeats or walks or (stem in _COMMON and len(folded) - len(stem) <= 8)
