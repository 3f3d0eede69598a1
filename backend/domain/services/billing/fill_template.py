"""Texts with names between braces: checked when they are written, filled when they are needed.

The text of a charge is one: a template's pattern filled with what is known about the line. Notices
are others, with names of their own.
"""

from collections.abc import Collection, Mapping
from string import Formatter

from backend.domain.errors import InvalidRequest

PLACEHOLDERS: Mapping[str, str] = {
    "product": "the product's title",
    "start": "the first day, «1 мая»",
    "end": "the last day, «30 мая»",
    "month": "the month of the first day, «май 2026»",
    "amount": "the charge's sum, «50р.»",
    "full_price": "the price of a whole period, «50р.»",
    "quantity": "how many",
    "integrator": "the platform's title",
    "subscription": "the platform's name for the subscription",
    "comment": "the platform's own text, where it sends one",
}
"""What the pattern of a charge may contain, between braces."""


class UnknownPlaceholder(InvalidRequest):
    """The pattern asks for something that there is not."""

    code = "unknown_placeholder"


class TemplateNotFilled(InvalidRequest):
    """The template needs something that the charge does not bring."""

    code = "template_not_filled"


def check_pattern(pattern: str, allowed: Collection[str] = PLACEHOLDERS) -> None:
    """Raises ``UnknownPlaceholder``, also for format tricks, and ``InvalidRequest``."""
    try:
        fields = list(Formatter().parse(pattern))
    except ValueError as error:
        raise InvalidRequest("the pattern's braces do not match") from error
    for _, name, form, conversion in fields:
        if name is None:
            continue
        if name not in allowed or form or conversion:
            known = ", ".join(f"{{{name}}}" for name in allowed)
            raise UnknownPlaceholder(f"a pattern may contain only {known}")


def placeholders(pattern: str) -> frozenset[str]:
    """The names between the braces of a pattern that has been checked."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)


def fill(pattern: str, known: Mapping[str, str]) -> str:
    """The text. Raises ``TemplateNotFilled`` where a placeholder has no value."""
    try:
        return pattern.format_map(known)
    except KeyError as missing:
        raise TemplateNotFilled(f"the template needs {missing.args[0]}") from None
