"""Words of advance invoices (счета на будущие периоды): states, policies, numbers."""

from enum import StrEnum


class AdvancePolicy(StrEnum):
    """What an advance invoice asks for."""

    MISSING = "missing"
    """What the balance does not cover; nothing where it covers all."""
    FULL = "full"
    """The whole debit, whatever the balance."""


class AdvanceState(StrEnum):
    """Where an advance invoice is in its life; only an open one goes on."""

    OPEN = "open"
    SETTLED = "settled"
    """What it is for was charged, or the money for it has come."""
    REPLACED = "replaced"
    """Something has changed: another one stands for it."""
    VOIDED = "voided"
    """Nothing is due any more, or a person has taken it back."""


def format_advance_number(year: int, number: int) -> str:
    """``A-2026-000017``: a series apart from that of invoices."""
    return f"A-{year}-{number:06d}"
