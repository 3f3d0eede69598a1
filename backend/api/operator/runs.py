"""Billing runs: plan, review, approve, watch; and what they have left to people."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.deeds import note
from backend.api.operator.door import OperatorDoor
from backend.api.operator.runs_results import (
    Approval,
    Nothing,
    ParkedListResult,
    ParkedResult,
    ResumedResult,
    Resumption,
    RunResult,
    RunsResult,
)
from backend.api.operator.staff import admit
from backend.domain.errors import NotFound
from backend.domain.services.billing.settle_lines import LineEnd
from backend.domain.values.codes import Code

router = APIRouter()

READ_BY_HAND = (Approval, Nothing, Resumption)


@router.get("/runs", tags=["runs"], response_model=RunsResult, responses=answers())
async def runs(request: Request) -> Response:
    """The latest runs, newest first."""
    caller = await admit(request)
    door = caller.door
    views = await run_in_threadpool(door.billing.views)
    return answer(RunsResult(runs=[RunResult.of(view) for view in views]))


@router.post(
    "/runs",
    tags=["runs"],
    response_model=RunResult,
    openapi_extra=accepts(Nothing),
    responses=answers_to_body("not_found"),
)
async def plan_run(request: Request) -> Response:
    """Begin today's run. It is planned while you watch `GET /runs/{id}`; nothing is charged yet.

    404 where nothing is due, or a run of today is under way.
    """
    caller = await admit(request)
    door = caller.door
    await read_body(request, Nothing, door.max_body)
    await run_in_threadpool(note, caller, "run of today")
    run_id = await run_in_threadpool(door.billing.open)
    if run_id is None:
        raise NotFound("nothing is due that is not in a run already")
    return await _run(request, run_id, lambda: _exhaust(door.billing.plan, run_id))


@router.get("/runs/{id}", tags=["runs"], response_model=RunResult, responses=answers("not_found"))
async def run(request: Request, id: UUID) -> Response:
    """A run, its plan and its progress."""
    await admit(request)
    return await _run(request, id)


@router.post(
    "/runs/{id}/approval",
    tags=["runs"],
    response_model=RunResult,
    openapi_extra=accepts(Approval),
    responses=answers_to_body("not_found", "not_allowed", "already_exists"),
)
async def approve_run(request: Request, id: UUID) -> Response:
    """Charge exactly the plan with this hash. It goes on while you watch `GET /runs/{id}`."""
    caller = await admit(request)
    door = caller.door
    body = await read_body(request, Approval, door.max_body)
    await run_in_threadpool(note, caller, f"run {id}", after={"hash": body.hash})
    await run_in_threadpool(door.billing.approve, id, body.hash, caller.name)
    return await _run(request, id, lambda: _exhaust(door.billing.apply, id))


@router.post(
    "/runs/{id}/cancellation",
    tags=["runs"],
    response_model=RunResult,
    openapi_extra=accepts(Nothing),
    responses=answers_to_body("not_found", "not_allowed"),
)
async def cancel_run(request: Request, id: UUID) -> Response:
    """Give up a run that has not begun to charge."""
    caller = await admit(request)
    door = caller.door
    await read_body(request, Nothing, door.max_body)
    await run_in_threadpool(note, caller, f"run {id}")
    await run_in_threadpool(door.billing.cancel, id)
    return await _run(request, id)


@router.get("/parked", tags=["parked"], response_model=ParkedListResult, responses=answers())
async def parked(request: Request) -> Response:
    """Subscriptions that runs have left to a person, the longest first."""
    caller = await admit(request)
    door = caller.door
    views = await run_in_threadpool(door.billing.parked)
    results = [ParkedResult.model_validate(view, from_attributes=True) for view in views]
    return answer(ParkedListResult(parked=results))


@router.post(
    "/parked/{id}/resumption",
    tags=["parked"],
    response_model=ResumedResult,
    openapi_extra=accepts(Resumption),
    responses=answers_to_body("not_found", "not_billable", Code.TEMPLATE_NOT_FILLED),
)
async def resume_parked(request: Request, id: UUID) -> Response:
    """Charge the due periods of a parked subscription, as the person decides."""
    caller = await admit(request)
    door = caller.door
    body = await read_body(request, Resumption, door.max_body)
    after = {"policy": body.policy}
    await run_in_threadpool(note, caller, f"subscription {id}", after=after)
    ends = await run_in_threadpool(door.billing.resume, id, body.policy, caller.name)
    charged = sum(line.amount for line, end in ends if end is LineEnd.CHARGED)
    return answer(ResumedResult(charged=charged, ends=[end.value for _, end in ends]))


async def _run(
    request: Request, run_id: UUID, afterwards: Callable[[], None] | None = None
) -> Response:
    door: OperatorDoor = request.app.state.door
    view = await run_in_threadpool(door.billing.view, run_id)
    response = answer(RunResult.of(view))
    # The work goes on after the answer. Should this process die, the scheduler's tick takes over.
    response.background = BackgroundTask(afterwards) if afterwards else None
    return response


def _exhaust(work: Callable[[UUID], object], run_id: UUID) -> None:
    for _ in iter(work(run_id)):  # type: ignore[call-overload]  # a generator of views
        pass
