"""A report as a file of either form."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import BinaryIO
from zoneinfo import ZoneInfo

from backend.documents.tables import csv_table, xlsx_table
from backend.domain.services.reporting.ask import Question
from backend.domain.services.reporting.columns import Row


class Format(StrEnum):
    """CSV for programs, XLSX for people."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES: Mapping[Format, str] = {
    Format.CSV: csv_table.MEDIA_TYPE,
    Format.XLSX: xlsx_table.MEDIA_TYPE,
}


def write_report(
    file: BinaryIO, form: Format, question: Question, rows: Iterable[Row], zone: ZoneInfo
) -> int:
    """Write a whole report; how many rows it has. Instants are in the operator's zone."""
    columns = question.report.columns
    if form is Format.CSV:
        return csv_table.write_csv(file, columns, rows, zone)
    title = question.report.title
    return xlsx_table.write_xlsx(file, title, columns, rows, zone, question.as_of)


def file_name(question: Question, form: Format) -> str:
    """How such a file is called: ``revenue-2026-05-01-2026-05-31.xlsx``."""
    days = sorted({question.first_day, question.last_day})
    return f"{question.report.name}-{'-'.join(map(str, days))}.{form}"
