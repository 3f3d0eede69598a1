"""Words of invoicing: kinds and states of documents, their numbers, and whose month it is."""

import re
from datetime import date
from enum import StrEnum

from backend.domain.values.recurrence import add_months

INTERNET = "internet"
"""The charge type of the operator's own fee: its lines come first."""


class InvoiceKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceStatus(StrEnum):
    """Where a document is in its life. A credit note is final from the beginning."""

    DRAFT = "draft"
    FINAL = "final"
    PARTLY_CREDITED = "partly_credited"
    CREDITED = "credited"


_NUMBER = re.compile(r"(\d{4})-(\d{1,9})", re.ASCII)


def format_number(year: int, number: int) -> str:
    """``2026-000017``: how a document is called on paper and on the command line."""
    return f"{year}-{number:06d}"


def parse_number(text: str) -> tuple[int, int]:
    """The year and number of a document; raises ``ValueError`` for anything else."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError("a document's number is written like 2026-000017")
    return int(match[1]), int(match[2])


def month_of(day: date) -> date:
    """The first day of the day's month: how a month is written in data."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return add_months(month, 1)
