"""Reports, on the screen and as files."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Path, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from backend.api.answers import answer
from backend.api.documents import answers
from backend.api.operator.reports_results import ReportDescription, ReportResult, ReportsResult
from backend.api.operator.staff import admit
from backend.api.wire import Day, Name
from backend.documents.tables.files import MEDIA_TYPES, Format, file_name, write_report
from backend.domain.services.reporting.ask import Question, Wish
from backend.domain.services.reporting.reports import REPORTS
from backend.domain.values.identifiers import ACCOUNT_NUMBER, INTEGRATOR_CODE
from backend.storage.reporting.desk import ReportDesk

router = APIRouter(tags=["reports"])

READ_BY_HAND: tuple[type[BaseModel], ...] = ()

MAX_OFFSET = 100_000
"""Whoever wants to see more than this on a screen wants a file."""
_CHUNK = 262_144


PathName = Annotated[str, Path(max_length=32, description="A report's `name`.")]
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file, as an attachment.",
        "content": {media_type.partition(";")[0]: {} for media_type in MEDIA_TYPES.values()},
    }
}


class Asked(BaseModel):
    """What reports are asked by, as it stands in the address; a misspelt name is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: Day | None = Field(None, description="The end of this day; today's is now.")
    at: AwareDatetime | None = Field(None, description="This instant of a day.")
    first: Day | None = Field(None, alias="from", description="The first day.")
    last: Day | None = Field(None, alias="to", description="The last day, inclusive.")
    as_of: AwareDatetime | None = Field(None, description="As it was known then; now, if not said.")
    account: str | None = Field(
        None, pattern=f"^{ACCOUNT_NUMBER}$", description="The account number."
    )
    integrator: str | None = Field(
        None, pattern=f"^{INTEGRATOR_CODE}$", description="A platform's code, or `operator`."
    )
    product: Name | None = Field(None, description="A product's code, of whichever platform.")

    def wish(self, name: str) -> Wish:
        """The wish for a report."""
        return Wish(
            name=name,
            on=self.on,
            at=self.at,
            first_day=self.first,
            last_day=self.last,
            as_of=self.as_of,
            account=self.account,
            integrator=self.integrator,
            product=self.product,
        )


class AskedByPages(Asked):
    """A page of it."""

    limit: int = Field(100, ge=1, le=1000)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


class AskedAsFile(Asked):
    """The whole of it."""

    format: Format = Field(Format.XLSX, description="`csv` for programs, `xlsx` for people.")


@router.get("/reports", response_model=ReportsResult, responses=answers())
async def reports(request: Request) -> Response:
    """Which reports there are, and what each can be asked for."""
    await admit(request)
    return answer(
        ReportsResult(reports=[ReportDescription.of(report) for report in REPORTS.values()])
    )


@router.get(
    "/reports/{name}",
    response_model=ReportResult,
    responses=answers("not_found", "invalid_request"),
)
async def report(
    request: Request,
    name: PathName,
    asked: Annotated[AskedByPages, Query()],
) -> Response:
    """A page of a report.

    Without days it is of today, or of this month. Asked with the answer's `as_of`, the next pages
    fit this one, whatever happens meanwhile.
    """
    caller = await admit(request)
    desk = caller.door.reports
    question = await run_in_threadpool(desk.ask, asked.wish(name))
    page = await run_in_threadpool(desk.page, question, asked.limit, asked.offset)
    return answer(ReportResult.of(page, asked.offset))


@router.get(
    "/reports/{name}/file",
    response_class=Response,
    responses=_FILE | answers("not_found", "invalid_request", "busy"),
)
async def export_report(
    request: Request,
    name: PathName,
    asked: Annotated[AskedAsFile, Query()],
) -> Response:
    """A whole report as a file.

    It is made first and sent then: what is received has everything in it, and a slow network keeps
    no one waiting but its own.
    """
    caller = await admit(request)
    desk = caller.door.reports
    question = await run_in_threadpool(desk.ask, asked.wish(name))
    file, size = await run_in_threadpool(_made, desk, question, asked.format)
    return StreamingResponse(
        _parts(file),
        media_type=MEDIA_TYPES[asked.format],
        headers={
            "Content-Disposition": f'attachment; filename="{file_name(question, asked.format)}"',
            "Content-Length": str(size),
        },
    )


def _made(desk: ReportDesk, question: Question, form: Format) -> tuple[BinaryIO, int]:
    file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 (closed when it has been sent)
    try:
        with desk.export(question) as rows:
            write_report(file, form, question, rows, desk.zone)
        return file, file.seek(0, 2)
    except BaseException:
        file.close()
        raise


def _parts(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(_CHUNK):
            yield part
