"""What the staff is answered about reports."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Self

from pydantic import Field

from backend.api.wire import Outgoing
from backend.documents.tables.csv_table import percent
from backend.domain.services.reporting.columns import Column, Kind, Row
from backend.domain.services.reporting.report import Filter, Report, ReportName, Span
from backend.domain.values.money import format_money
from backend.storage.reporting.desk import Page

Cell = str | int | None

_WRITE: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.TEXT: str,
    Kind.WORD: str,
    Kind.COUNT: int,
    Kind.MONEY: format_money,
    Kind.SHARE: percent,
    Kind.DAY: str,
    Kind.MONTH: lambda month: str(month)[:7],
    Kind.INSTANT: lambda instant: instant.astimezone(UTC).isoformat().replace("+00:00", "Z"),
}


class ColumnResult(Outgoing):
    """A column of a report."""

    name: str
    title: str = Field(description="As files head it, in Russian.")
    kind: Kind = Field(
        description="What values are: `money` is a text in roubles, `share` a text in percent, "
        "`day` `2026-05-30`, `month` `2026-05`, `instant` in UTC, `word` a code of ours, `count` "
        "a number."
    )

    @classmethod
    def of(cls, column: Column) -> Self:
        """The wire form."""
        return cls(name=column.name, title=column.title, kind=column.kind)


class ReportDescription(Outgoing):
    """A report that can be asked for."""

    name: ReportName
    title: str
    about: str
    span: Span = Field(
        description="`point`: say `on` or `at`; `days`: say `from` and `to`; `months`: the same, "
        "whole months only."
    )
    takes: list[Filter] = Field(description="What it can be narrowed to.")
    needs: list[Filter] = Field(description="What it cannot be asked for without.")
    columns: list[ColumnResult]

    @classmethod
    def of(cls, report: Report) -> Self:
        """The wire form."""
        return cls(
            name=report.name,
            title=report.title,
            about=report.about,
            span=report.span,
            takes=sorted(report.takes),
            needs=sorted(report.needs),
            columns=[ColumnResult.of(column) for column in report.columns],
        )


class ReportsResult(Outgoing):
    """All of them."""

    reports: list[ReportDescription]


class ReportResult(Outgoing):
    """A page of a report's rows."""

    name: ReportName
    first_day: date
    last_day: date
    at: datetime | None = None
    as_of: datetime = Field(description="Ask with it for the next page: then nothing moves.")
    columns: list[ColumnResult]
    rows: list[list[Cell]] = Field(description="Values in the order of the columns.")
    totals: dict[str, Cell] = Field(
        description="Sums of columns over all rows, where these add up to anything."
    )
    next: int | None = Field(None, description="The `offset` of the next page, if there is one.")

    @classmethod
    def of(cls, page: Page, offset: int) -> Self:
        """The wire form."""
        question, columns = page.question, page.question.report.columns
        kinds = {column.name: column.kind for column in columns}
        return cls(
            name=question.report.name,
            first_day=question.first_day,
            last_day=question.last_day,
            at=question.at,
            as_of=question.as_of,
            columns=[ColumnResult.of(column) for column in columns],
            rows=[_written(row, columns) for row in page.rows],
            totals={name: _WRITE[kinds[name]](total) for name, total in page.totals.items()},
            next=offset + len(page.rows) if page.more else None,
        )


def _written(row: Row, columns: tuple[Column, ...]) -> list[Cell]:
    return [
        None if cell is None else _WRITE[column.kind](cell)
        for cell, column in zip(row, columns, strict=True)
    ]
