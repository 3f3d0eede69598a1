"""Imports: a CSV file in, a report out while the file is worked on.

The answer is a stream of JSON documents, one a line. It begins once the file can be read as a
whole, so a problem is told as everywhere; what happens afterwards is told in the stream.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any, BinaryIO

import structlog
from fastapi import Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from backend.api.documents import answers_to_body
from backend.api.operator.deeds import note
from backend.api.operator.imports_results import (
    ImportLine,
    ImportProgress,
    ImportRow,
    ImportStopped,
)
from backend.api.operator.staff import Caller
from backend.api.operator.uploads import Upload, read_csv
from backend.domain.errors import Unavailable, VitrinaError
from backend.domain.services.importing.lines import Encoding
from backend.domain.services.importing.report import RowResult, Step
from backend.storage.failures import DATABASE_AWAY

MEDIA_TYPE = "application/x-ndjson"


class Report(StrEnum):
    """Which rows are told."""

    ALL = "all"
    PROBLEMS = "problems"


DryRun = Annotated[bool, Query(description="Only say what would be done.")]
FileEncoding = Annotated[
    Encoding | None, Query(description="Instead of the charset of the content type.")
]
Reported = Annotated[
    Report, Query(description="Which rows are told: `all`, or those that differ or are refused.")
]
Work = Callable[[BinaryIO, Encoding], Iterator[Step]]

_PROBLEMS = (RowResult.DIFFERS, RowResult.REFUSED)
_log = structlog.get_logger(__name__)


def accepts_csv(example: str) -> dict[str, Any]:
    """The ``openapi_extra`` of an import."""
    content = {"text/csv": {"schema": {"type": "string"}, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def reports() -> dict[int | str, dict[str, Any]]:
    """The answers of an import."""
    lines = {
        "description": "One JSON document a line, while the file is worked on: `report` for each "
        "row, `progress` after each batch. The last one has `done`; without it send the file "
        "again, which does nothing twice.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ImportLine"}}},
    }
    return {200: lines, **answers_to_body("unreadable_file")}


async def run(
    request: Request,
    caller: Caller,
    work: Work,
    *,
    encoding: Encoding | None,
    dry_run: bool,
    report: Report,
) -> Response:
    """Take the file in and answer what becomes of it. Raises ``UnreadableFile`` and its like."""
    upload = await read_csv(request, caller.door.max_import, encoding)
    try:
        steps = await run_in_threadpool(work, upload.file, upload.encoding)
        if not dry_run:
            await run_in_threadpool(note, caller, _subject(upload), after=_facts(upload))
    except BaseException:
        upload.file.close()
        raise
    lines = _lines(steps, caller, upload, dry_run=dry_run, report=report)
    return StreamingResponse(lines, media_type=MEDIA_TYPE)


def _lines(
    steps: Iterator[Step], caller: Caller, upload: Upload, *, dry_run: bool, report: Report
) -> Iterator[bytes]:
    try:
        for step in steps:
            if step.done and not dry_run:
                counts = ImportProgress.of(step.counts, done=True).model_dump()
                note(caller, _subject(upload), after=_facts(upload) | counts)
            yield b"".join(_lines_of(step, report))
    except VitrinaError as error:
        yield _line(ImportLine(stopped=ImportStopped(code=error.code, advice=error.advice)))
    except DATABASE_AWAY as error:
        _log.warning("import stopped", reason=type(error).__name__)
        stopped = ImportStopped(code=Unavailable.code, advice=Unavailable.advice)
        yield _line(ImportLine(stopped=stopped))
    finally:
        upload.file.close()


def _lines_of(step: Step, report: Report) -> Iterator[bytes]:
    for each in step.reports:
        if report is Report.ALL or each.result in _PROBLEMS:
            yield _line(ImportLine(report=ImportRow.of(each)))
    yield _line(ImportLine(progress=ImportProgress.of(step.counts, done=step.done)))


def _line(line: ImportLine) -> bytes:
    return line.model_dump_json(exclude_none=True).encode() + b"\n"


def _subject(upload: Upload) -> str:
    return f"file {upload.digest[:16]}"


def _facts(upload: Upload) -> dict[str, Any]:
    return {"sha256": upload.digest, "bytes": upload.size}
