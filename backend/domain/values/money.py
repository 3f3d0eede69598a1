"""Money is an integer number of kopecks; decimals exist only at the edges.

The wire form is a plain decimal with at most two digits after the point: ``"50"``, ``"50.5"``,
``"50.00"``. Exponents, signs, other digits than ASCII, thousands separators and a third decimal
are refused, because every one of them has silently changed somebody's sum before.
"""

import re

KOPECKS_IN_ROUBLE = 100
MAX_KOPECKS = 10**14
"""The largest sum accepted anywhere: a trillion roubles, far inside a 64-bit column."""

_WIRE_FORM = re.compile(r"(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,2}))?", re.ASCII)


def parse_money(text: str) -> int:
    """Kopecks of a decimal text; raises ``ValueError`` for anything but the wire form."""
    match = _WIRE_FORM.fullmatch(text)
    if match is None:
        raise ValueError(
            "not an amount: expected a decimal with at most two digits after the point"
        )
    roubles, fraction = match.groups(default="")
    return int(roubles) * KOPECKS_IN_ROUBLE + int(fraction.ljust(2, "0"))


def format_money(kopecks: int) -> str:
    """The wire form of a sum in kopecks, always with two decimals: ``-1234`` → ``"-12.34"``."""
    roubles, fraction = divmod(abs(kopecks), KOPECKS_IN_ROUBLE)
    return f"{'-' if kopecks < 0 else ''}{roubles}.{fraction:02d}"
