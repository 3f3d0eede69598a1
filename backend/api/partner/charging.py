"""Ask, take, and take back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import OPERATION, PathId, accepts, answers_to_body
from backend.api.partner.answers import answer_batch, answer_outcome
from backend.api.partner.caller import Caller, admit
from backend.api.partner.requests import BatchRequest, ChargeRequest, CheckRequest, ReversalRequest
from backend.api.partner.results import BatchResult, CheckResult, OperationResult
from backend.domain.commands import Command
from backend.domain.errors import TooManyItems
from backend.domain.outcome import Outcome
from backend.domain.values.codes import Code, Door
from backend.storage.waiting import settled
from backend.telemetry import metrics

router = APIRouter(tags=["charging"])

DEBIT_REFUSALS = (
    Code.UNKNOWN_ACCOUNT,
    Code.ACCOUNT_BLOCKED,
    Code.NOT_ENOUGH_MONEY,
    Code.CHARGE_LIMIT_EXCEEDED,
    Code.DAILY_LIMIT_EXCEEDED,
)


async def perform(caller: Caller, *commands: Command) -> list[Outcome]:
    """Hand commands in and learn what became of them, in order."""
    outcomes = await settled(caller.door.desk.submit(commands))
    results = ((outcome.kind, outcome.code) for outcome in outcomes)
    metrics.count_operations(results, caller.integrator.code, Door.REST)
    return outcomes


async def perform_one(caller: Caller, command: Command) -> Response:
    """Hand one command in and answer what became of it."""
    return answer_outcome((await perform(caller, command))[0])


@router.post(
    "/checks",
    response_model=CheckResult,
    openapi_extra=accepts(CheckRequest),
    responses=answers_to_body(Code.BUSY),
    summary="Can this sum be taken?",
)
async def check(request: Request) -> Response:
    """Decides exactly like a charge and writes nothing. Always 200: the answer is in `allowed`."""
    caller = admit(request)
    body = await read_body(request, CheckRequest, caller.door.max_body)
    verdicts = await settled(caller.door.desk.check([body.check(caller)]))
    return answer(CheckResult.of(verdicts[0]))


@router.post(
    "/charges",
    response_model=OperationResult,
    openapi_extra=accepts(ChargeRequest),
    responses=answers_to_body(
        *OPERATION,
        *DEBIT_REFUSALS,
        Code.TEMPLATE_NOT_FILLED,
        Code.CHARGED_BY_BILLING,
        Code.SUBSCRIPTION_CANCELLED,
        Code.REVERSED,
    ),
    summary="Take a sum",
)
async def charge(request: Request) -> Response:
    """Repeat it with the same id as often as needed: it happens once, and the answer is stored."""
    caller = admit(request)
    body = await read_body(request, ChargeRequest, caller.door.max_body)
    return await perform_one(caller, body.command(caller))


@router.post(
    "/charges/batch",
    response_model=BatchResult,
    openapi_extra=accepts(BatchRequest),
    responses=answers_to_body("too_many_items", Code.BUSY),
    summary="Take several sums",
)
async def charge_batch(request: Request) -> Response:
    """Each item has its own code, in the order sent; one bad item never fails its neighbours."""
    caller = admit(request)
    body = await read_body(request, BatchRequest, caller.door.max_body)
    if len(body.charges) > caller.integrator.batch_limit:
        raise TooManyItems
    commands = [item.command(caller) for item in body.charges]
    return answer_batch(await perform(caller, *commands))


@router.post(
    "/charges/{charge_id:path}/reversal",
    response_model=OperationResult,
    openapi_extra=accepts(ReversalRequest),
    responses=answers_to_body(*OPERATION, Code.UNKNOWN_ACCOUNT, Code.UNKNOWN_OPERATION),
    summary="Take a charge back",
)
async def reverse(request: Request, charge_id: PathId) -> Response:
    """The whole charge, by its id. An id that never charged is buried: it never takes money."""
    caller = admit(request)
    body = await read_body(request, ReversalRequest, caller.door.max_body)
    return await perform_one(caller, body.command(caller, charge_id))
