"""A report: its name, what it can be asked for, and its columns."""

from dataclasses import dataclass
from enum import StrEnum

from backend.domain.services.reporting.columns import Column


class ReportName(StrEnum):
    """The reports; ``docs/reports.md`` defines every word and every sum of theirs."""

    STATES = "states"
    SUBSCRIPTIONS = "subscriptions"
    CHARGES = "charges"
    REVENUE = "revenue"
    ARPU = "arpu"
    CONVERSION = "conversion"
    CHURN = "churn"
    REFUSALS = "refusals"
    SETTLEMENT = "settlement"


class Span(StrEnum):
    """What time a report is about."""

    POINT = "point"
    """The end of a day, or an instant."""
    DAYS = "days"
    MONTHS = "months"
    """Whole months only: what is divided by a month's start or its subscribers."""


class Filter(StrEnum):
    """What a report can be narrowed to. An integrator and an account by their code and number, a
    product by its code: products of two platforms with one code are both in."""

    ACCOUNT = "account"
    INTEGRATOR = "integrator"
    PRODUCT = "product"


EVERY_FILTER = frozenset(Filter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``needs`` are filters without which it cannot be asked for.

    ``is_long``: it has a row for each of a million things; else it has a few rows in all, and what
    can be added up of them is.
    """

    name: ReportName
    title: str
    about: str
    span: Span
    columns: tuple[Column, ...]
    takes: frozenset[Filter] = EVERY_FILTER
    needs: frozenset[Filter] = frozenset()
    is_long: bool = False
