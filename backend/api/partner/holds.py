"""Keep money aside, charge from it, give it back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.api.bodies import read_body
from backend.api.documents import OPERATION, PathId, accepts, answers_to_body
from backend.api.partner.caller import admit
from backend.api.partner.charging import DEBIT_REFUSALS, perform_one
from backend.api.partner.requests import CaptureRequest, HoldRequest, ReleaseRequest
from backend.api.partner.results import OperationResult
from backend.domain.values.codes import Code

router = APIRouter(tags=["holds"])


@router.post(
    "/holds",
    response_model=OperationResult,
    openapi_extra=accepts(HoldRequest),
    responses=answers_to_body(*OPERATION, *DEBIT_REFUSALS),
    summary="Keep a sum aside",
)
async def hold(request: Request) -> Response:
    """Decided like a charge; the sum stays on the account but nothing else can spend it."""
    caller = admit(request)
    body = await read_body(request, HoldRequest, caller.door.max_body)
    return await perform_one(caller, body.command(caller))


@router.post(
    "/holds/{hold_id:path}/captures",
    response_model=OperationResult,
    openapi_extra=accepts(CaptureRequest),
    responses=answers_to_body(
        *OPERATION,
        Code.UNKNOWN_ACCOUNT,
        Code.UNKNOWN_HOLD,
        Code.ACCOUNT_BLOCKED,
        Code.HOLD_CLOSED,
        Code.HOLD_EXPIRED,
        Code.HOLD_EXCEEDED,
        Code.TEMPLATE_NOT_FILLED,
        Code.CHARGED_BY_BILLING,
        Code.SUBSCRIPTION_CANCELLED,
        Code.REVERSED,
    ),
    summary="Charge from a hold",
)
async def capture(request: Request, hold_id: PathId) -> Response:
    """Makes a charge with an id of its own, which can be reversed like any other."""
    caller = admit(request)
    body = await read_body(request, CaptureRequest, caller.door.max_body)
    return await perform_one(caller, body.command(caller, hold_id))


@router.post(
    "/holds/{hold_id:path}/release",
    response_model=OperationResult,
    openapi_extra=accepts(ReleaseRequest),
    responses=answers_to_body(
        *OPERATION, Code.UNKNOWN_ACCOUNT, Code.UNKNOWN_HOLD, Code.HOLD_CLOSED
    ),
    summary="Give a hold back",
)
async def release(request: Request, hold_id: PathId) -> Response:
    """Gives back what is left. Releasing an expired or released hold is done already."""
    caller = admit(request)
    body = await read_body(request, ReleaseRequest, caller.door.max_body)
    return await perform_one(caller, body.command(caller, hold_id))
