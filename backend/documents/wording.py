"""How figures look in documents: «1 234,50», «22 %», «01.05.2026 – 30.05.2026»."""

import re
from datetime import date

from backend.domain.values.money import KOPECKS_IN_ROUBLE
from backend.domain.values.vat import VatKind

_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_INSEPARABLE = re.compile(r"(?<=\d) (?=[а-я])|(?<=\b[гдс]\.) |(?<=\bул\.) |(?<=№) ")


def figures(kopecks: int) -> str:
    """«1 234,50», with spaces that do not break, and a real minus."""
    roubles, rest = divmod(abs(kopecks), KOPECKS_IN_ROUBLE)
    sign = _MINUS if kopecks < 0 else ""
    return f"{sign}{roubles:,}".replace(",", _SPACE) + f",{rest:02d}"


def percent(rate: int) -> str:
    """«22 %» of basis points."""
    whole, rest = divmod(rate, 100)
    fraction = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{fraction}{_SPACE}%"


def rate_of(kind: VatKind, rate: int) -> str:
    """The rate's cell: «22 %», «без НДС», «0 %», or nothing to be taxed."""
    match kind:
        case VatKind.TAXED:
            return percent(rate)
        case VatKind.ZERO:
            return percent(0)
        case VatKind.EXEMPT:
            return "без НДС"
        case VatKind.OUTSIDE:
            return "—"


def short_date(day: date) -> str:
    """«01.05.2026»."""
    return f"{day:%d.%m.%Y}"


def unbroken(text: str) -> str:
    """The text with «30 мая», «ул. Мира», «№ 5» kept on one line each."""
    return _INSEPARABLE.sub(_SPACE, text)
