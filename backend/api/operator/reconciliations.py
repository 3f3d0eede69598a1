"""Registers of platforms, compared with our charges, and what is done about differences."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import Deed, deed
from backend.api.operator.imports import FileEncoding, accepts_csv
from backend.api.operator.integrators import PathCode
from backend.api.operator.owners import owner_id
from backend.api.operator.settlements_results import (
    DifferenceResult,
    DifferencesResult,
    ReconciliationResult,
    ReconciliationsResult,
    SettlementRequest,
    offered,
)
from backend.api.operator.staff import Caller, admit
from backend.api.operator.uploads import Upload, read_csv
from backend.api.problems import FieldError, InvalidFields
from backend.api.wire import Day
from backend.domain.errors import InvalidRequest, NotAllowed
from backend.domain.models import ReconciliationLine
from backend.domain.services.correcting.correct_charge import correct_charge
from backend.domain.services.correcting.rows import (
    CorrectCharge,
    CorrectionKind,
    CorrectionRow,
    CorrectionState,
    Person,
)
from backend.domain.services.reporting.ask import MAX_DAYS
from backend.domain.services.reporting.compare import Remedy, Result
from backend.domain.services.reporting.register import BrokenRegister, read_register
from backend.domain.values.identifiers import OPERATOR_ID
from backend.storage.correcting.book import PostgresCorrections
from backend.storage.reporting.reconciliations import ReconciliationRepository
from backend.storage.reporting.registers import Comparison
from backend.storage.reporting.registers import reconcile as compare_register

router = APIRouter(tags=["settlements"])

READ_BY_HAND = (SettlementRequest,)

PathLine = Annotated[int, Path(ge=1, le=2**31 - 1)]
Before = Annotated[UUID | None, Query(description="The `next` of a page.")]
FirstDay = Annotated[Day, Query(alias="from", description="The register's first day.")]
LastDay = Annotated[Day, Query(alias="to", description="Its last day, inclusive.")]


@router.post(
    "/integrators/{code}/reconciliations",
    response_model=ReconciliationResult,
    openapi_extra=accepts_csv("id;account;amount;day\ntx-1017;000123;50,00;2026-05-30\n"),
    responses=answers_to_body("not_found", "unreadable_file"),
)
async def reconcile(
    request: Request,
    code: PathCode,
    first_day: FirstDay,
    last_day: LastDay,
    encoding: FileEncoding = None,
) -> Response:
    """Compare a platform's register of these days, a CSV file, with our charges.

    Columns: `id`, `account`, `amount`, `day`. One broken row, or one of another day, and nothing is
    compared: half a register would make charges look as if only we had them. No money moves.
    """
    caller = await admit(request)
    _check_days(first_day, last_day)
    upload = await read_csv(request, caller.door.max_import, encoding)
    try:
        result = await run_in_threadpool(_reconcile, caller, code, first_day, last_day, upload)
    except BrokenRegister as broken:
        raise InvalidFields(
            [
                FieldError(
                    pointer=f"/{row.row}/{row.field or ''}".rstrip("/"), detail=row.code or ""
                )
                for row in broken.rows
            ]
        ) from None
    finally:
        upload.file.close()
    return answer(result)


@router.get(
    "/integrators/{code}/reconciliations",
    response_model=ReconciliationsResult,
    responses=answers("not_found"),
)
async def reconciliations(
    request: Request,
    code: PathCode,
    before: Before = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """A platform's registers that were compared, newest first."""
    caller = await admit(request)
    return answer(await run_in_threadpool(_reconciliations, caller, code, before, limit))


@router.get(
    "/reconciliations/{id}", response_model=DifferencesResult, responses=answers("not_found")
)
async def reconciliation(
    request: Request,
    id: UUID,
    result: Annotated[Result | None, Query(description="Only lines of this kind.")] = None,
    open: Annotated[bool, Query(description="Only those that are not settled.")] = False,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="The `next` of a page.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """What did not match, and what was done about it."""
    caller = await admit(request)

    def read() -> DifferencesResult:
        with caller.door.unit_of_work() as unit:
            found = ReconciliationRepository(unit.session)
            row, integrator = found.one(id)
            lines = found.lines(id, result=result, is_open=open, after=after, limit=limit + 1)
            shown = [DifferenceResult.of(*line) for line in lines[:limit]]
            return DifferencesResult(
                reconciliation=ReconciliationResult.of(row, integrator),
                lines=shown,
                next=shown[-1].line if len(lines) > limit else None,
            )

    return answer(await run_in_threadpool(read))


@router.post(
    "/reconciliations/{id}/lines/{line}/settlement",
    response_model=DifferenceResult,
    openapi_extra=accepts(SettlementRequest),
    responses=answers_to_body(
        "not_found",
        "already_exists",
        "charge_reversed",
        "more_than_left",
        "correction_waits",
        "second_person_needed",
    ),
)
async def correct_difference(
    request: Request,
    id: UUID,
    line: PathLine,
) -> Response:
    """Settle a difference, once, by one of the remedies that are offered for it.

    What is given back is a correction like any other: above the limit it waits for another person.
    What only they have is theirs to correct: no charge is made of a file.
    """
    caller = await admit(request)
    body = await read_body(request, SettlementRequest, caller.door.max_body)
    return answer(await run_in_threadpool(_settle, caller, id, line, body))


def _check_days(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise InvalidRequest("the last day is before the first one")
    if (last_day - first_day).days >= MAX_DAYS:
        raise InvalidRequest(f"a register is of at most {MAX_DAYS} days")


def _reconcile(
    caller: Caller, code: str, first_day: date, last_day: date, upload: Upload
) -> ReconciliationResult:
    rows = read_register(upload.file, upload.encoding, first_day, last_day)
    with deed(caller, f"integrator {code}") as done:
        integrator_id = owner_id(done.unit, code)
        if integrator_id == OPERATOR_ID:
            raise InvalidRequest("the operator has no register of its own to compare with")
        comparison = Comparison(
            id=caller.door.new_id(),
            integrator_id=integrator_id,
            first_day=first_day,
            last_day=last_day,
            digest=bytes.fromhex(upload.digest),
            made_by=caller.name,
            made_at=caller.door.clock.now(),
        )
        compare_register(done.unit.driver, comparison, rows)
        row, _ = ReconciliationRepository(done.unit.session).one(comparison.id)
        result = ReconciliationResult.of(row, code)
        done.after = result.model_dump(mode="json")
    return result


def _reconciliations(
    caller: Caller, code: str, before: UUID | None, limit: int
) -> ReconciliationsResult:
    with caller.door.unit_of_work() as unit:
        integrator_id = owner_id(unit, code)
        found = ReconciliationRepository(unit.session).latest(integrator_id, before, limit + 1)
        shown = [ReconciliationResult.of(row, code) for row in found[:limit]]
    following = shown[-1].id if len(found) > limit else None
    return ReconciliationsResult(reconciliations=shown, next=following)


def _settle(caller: Caller, id_: UUID, number: int, body: SettlementRequest) -> DifferenceResult:
    with deed(caller, f"reconciliation {id_}, line {number}", reason=body.reason) as done:
        found = ReconciliationRepository(done.unit.session)
        line = found.open_line(id_, number)
        if body.remedy not in offered(line):
            raise NotAllowed("this is not among what is offered for this difference")
        correction = _correct(caller, done, line, body)
        found.settle(
            line,
            note=body.reason,
            actor=caller.name,
            at=caller.door.clock.now(),
            correction_id=correction.id if correction else None,
        )
        result = DifferenceResult.of(line, correction.state if correction else None)
        done.account = line.our_account
        done.after = result.model_dump(mode="json", exclude_none=True)
    if result.correction_state is CorrectionState.APPLIED:  # may pay for what waits for money
        caller.door.subscribers.after_payments()
    return result


def _correct(
    caller: Caller, done: Deed, line: ReconciliationLine, body: SettlementRequest
) -> CorrectionRow | None:
    if body.remedy is Remedy.NOTE or line.charge_id is None:
        return None
    refunds = body.remedy is Remedy.REFUND
    command = CorrectCharge(
        charge_id=line.charge_id,
        kind=CorrectionKind.REFUND if refunds else CorrectionKind.REVERSAL,
        amount=(line.our_amount or 0) - (line.their_amount or 0) if refunds else None,
        reason=body.reason,
        key=f"reconciliation-{line.reconciliation_id}-{line.line}",
        by=Person(name=caller.name, is_script=caller.session is None),
    )
    door = caller.door
    book = PostgresCorrections(done.unit.driver)
    return correct_charge(command, book, door.corrections, door.clock.moment(), door.new_id)
