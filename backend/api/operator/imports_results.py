"""The lines of an import's answer."""

from typing import Self

from pydantic import Field

from backend.api.wire import Outgoing
from backend.domain.services.importing.report import Counts, RowReport, RowResult
from backend.domain.values.codes import Advice


class ImportRow(Outgoing):
    """What became of a row, or would become of it."""

    row: int = Field(description="The line in the file; the header is line 1.")
    result: RowResult = Field(
        description="`created`; `same`: it is there already; `differs`: something else is there "
        "under this key, and stays; `refused`."
    )
    key: str | None = Field(
        None, description="The account number or document of a row that could be read."
    )
    code: str | None = Field(None, description="Why not.")
    field: str | None = Field(None, description="The column that is to blame, where one is.")

    @classmethod
    def of(cls, report: RowReport) -> Self:
        """The wire form of a row's report."""
        return cls(
            row=report.row,
            result=report.result,
            key=report.key,
            code=report.code,
            field=report.field,
        )


class ImportProgress(Outgoing):
    """How many rows came to what, so far; with `done` in all."""

    rows: int
    created: int
    same: int
    differs: int
    refused: int
    done: bool

    @classmethod
    def of(cls, counts: Counts, *, done: bool) -> Self:
        """The wire form of the counts."""
        return cls(
            rows=counts.rows,
            created=counts.created,
            same=counts.same,
            differs=counts.differs,
            refused=counts.refused,
            done=done,
        )


class ImportStopped(Outgoing):
    """The import ended here. What was told is done; send the same file again for the rest."""

    code: str
    advice: Advice


class ImportLine(Outgoing):
    """One line of the answer: exactly one of these."""

    report: ImportRow | None = None
    progress: ImportProgress | None = None
    stopped: ImportStopped | None = None
