"""Files of accounts and payments on the command line, and what became of their rows."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from backend.cli.deeds import record
from backend.cli.output import AsJson, say, show
from backend.cli.session import opened
from backend.container import Container
from backend.domain.commands import Origin
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.report import RowReport, RowResult, Step
from backend.domain.values.codes import Door
from backend.telemetry import correlation

CsvFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")]
Letters = Annotated[Encoding, typer.Option("--encoding", help="How its letters are written.")]

_PROBLEMS = (RowResult.DIFFERS, RowResult.REFUSED)


def import_accounts(
    file: CsvFile,
    *,
    dry_run: DryRun = False,
    encoding: Letters = Encoding.UTF_8,
    as_json: AsJson = False,
) -> None:
    """Open the accounts of a file; running it again does nothing twice.

    Rows that differ from what is there, or are refused, are listed, and the exit code is 1 then.

    Example: `vitrina account import accounts.csv --dry-run`
    """
    with opened() as container, file.open("rb") as content:
        steps = container.imports.accounts(content, encoding, dry_run=dry_run)
        if not dry_run:
            steps = _recorded(steps, container, "import_accounts", file)
        _tell(steps, as_json=as_json)


def import_payments(
    file: CsvFile,
    *,
    dry_run: DryRun = False,
    encoding: Letters = Encoding.UTF_8,
    as_json: AsJson = False,
) -> None:
    """Record the payments of a file, once per document; running it again does nothing twice.

    Rows that differ from what is there, or are refused, are listed, and the exit code is 1 then.

    Example: `vitrina payment import payments.csv --dry-run`
    """
    with opened() as container, file.open("rb") as content:
        origin = Origin(door=Door.CLI, correlation_id=correlation.current())
        steps = container.imports.payments(content, encoding, origin, dry_run=dry_run)
        if not dry_run:
            steps = _recorded(steps, container, "import_payments", file)
        _tell(steps, as_json=as_json)


def _recorded(
    steps: Iterator[Step], container: Container, operation: str, path: Path
) -> Iterator[Step]:
    """The same, on record before the first row and after the last."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    facts = {"sha256": digest, "bytes": path.stat().st_size}

    def note(after: dict[str, Any]) -> None:
        with container.unit_of_work() as unit:
            record(container, unit, operation, f"file {digest[:16]}", after=after)
            unit.commit()

    note(facts)
    for step in steps:
        if step.done:
            note(facts | asdict(step.counts) | {"done": True})
        yield step


def _tell(steps: Iterator[Step], *, as_json: bool) -> None:
    """Each problem as a line as soon as it is known, in the end the counts."""
    for step in steps:
        for report in step.reports:
            if report.result in _PROBLEMS:
                sys.stdout.write(_json(report) if as_json else _words(report))
        if sys.stderr.isatty() and not step.done:
            say(f"{step.counts.rows} rows")
        if step.done:
            counts = asdict(step.counts)
            if as_json:
                sys.stdout.write(_json_line({"progress": counts | {"done": True}}))
            else:
                show(counts, as_json=False)
            if step.counts.differs or step.counts.refused:
                raise typer.Exit(1)


def _words(report: RowReport) -> str:
    parts = (f"row {report.row}", report.key, report.result, report.code, report.field)
    return " · ".join(part for part in parts if part) + "\n"


def _json(report: RowReport) -> str:
    return _json_line({"report": {name: v for name, v in asdict(report).items() if v is not None}})


def _json_line(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, default=str) + "\n"
