"""Payments: record, list, import."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import OPERATION, PathAccount, accepts, answers, answers_to_body
from backend.api.operator.deeds import note
from backend.api.operator.imports import (
    DryRun,
    FileEncoding,
    Report,
    Reported,
    accepts_csv,
    reports,
    run,
)
from backend.api.operator.payments_results import (
    PaymentRequest,
    PaymentResult,
    PaymentsResult,
    RecordedResult,
)
from backend.api.operator.staff import admit
from backend.api.problems import problem_response
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.values.codes import Code, Door
from backend.domain.values.money import format_money
from backend.storage.waiting import settled
from backend.telemetry import correlation, metrics

router = APIRouter(tags=["payments"])

READ_BY_HAND = (PaymentRequest,)


@router.get(
    "/accounts/{number}/payments", response_model=PaymentsResult, responses=answers("not_found")
)
async def payments(
    request: Request,
    number: PathAccount,
    before: Annotated[UUID | None, Query(description="The `next` of a page.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """An account's payments, newest first."""
    caller = await admit(request)
    found = await run_in_threadpool(caller.door.accounts.payments, number, before, limit + 1)
    shown = [PaymentResult.model_validate(each, from_attributes=True) for each in found[:limit]]
    following = shown[-1].id if len(found) > limit else None
    return answer(PaymentsResult(payments=shown, next=following))


@router.post(
    "/payments",
    response_model=RecordedResult,
    openapi_extra=accepts(PaymentRequest),
    responses=answers_to_body(*OPERATION, Code.UNKNOWN_ACCOUNT, Code.KEPT_ELSEWHERE),
)
async def record_payment(request: Request) -> Response:
    """Record a payment, once per document: with the same content it is answered again, with other
    content it is a conflict that changes nothing.

    A blocked account may be paid to. What is suspended for lack of money resumes before the
    answer.
    """
    caller = await admit(request)
    body = await read_body(request, PaymentRequest, caller.door.max_body)
    await run_in_threadpool(
        note,
        caller,
        f"payment {body.document}",
        account=body.account,
        reason=body.text,
        after={"amount": format_money(body.amount)},
    )
    command = Pay(
        id=caller.door.new_id(),
        terms=OPERATOR_TERMS,
        origin=Origin(door=Door.REST, correlation_id=correlation.current()),
        external_id=body.document,
        account=body.account,
        amount=body.amount,
        text=body.text,
    )
    (outcome,) = await settled(caller.door.desk.submit([command]))
    metrics.count_operations([(outcome.kind, outcome.code)], "operator", Door.REST)
    result = RecordedResult.of(outcome)
    if outcome.ok:
        return answer(result)
    told = result.model_dump(mode="json", exclude_none=True)
    return problem_response(outcome.code, outcome.advice, operation=told)


@router.post(
    "/imports/payments",
    response_class=Response,
    openapi_extra=accepts_csv("document;account;amount;text\nPP-1017;000123;1 000,50;\n"),
    responses=reports(),
)
async def import_payments(
    request: Request,
    dry_run: DryRun = False,
    encoding: FileEncoding = None,
    report: Reported = Report.ALL,
) -> Response:
    """Record the payments of a CSV file, once per document.

    Columns: `document`, `account`, `amount`, and `text` where you like.
    """
    caller = await admit(request)
    desk = caller.door.imports
    origin = Origin(door=Door.REST, correlation_id=correlation.current())
    return await run(
        request,
        caller,
        lambda file, charset: desk.payments(file, charset, origin, dry_run=dry_run),
        encoding=encoding,
        dry_run=dry_run,
        report=report,
    )
