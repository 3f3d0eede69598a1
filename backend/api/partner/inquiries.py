"""Accounts, subscriptions, storefront links and operations: ask, and report a status."""

from enum import StrEnum

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.documents import (
    OPERATION,
    PathAccount,
    PathId,
    accepts,
    answers,
    answers_to_body,
)
from backend.api.partner.caller import Caller, admit
from backend.api.partner.charging import perform_one
from backend.api.partner.requests import LinkRequest, StatusReport
from backend.api.partner.results import (
    AccountResult,
    LinkResult,
    OperationResult,
    PlatformSubscriptionResult,
    PlatformSubscriptionsResult,
)
from backend.api.problems import problem_response
from backend.domain.values.codes import ADVICE, Advice, Code, OperationKind
from backend.domain.views import AccountView

router = APIRouter()


class PartnerKind(StrEnum):
    """The kinds of operation that a partner sends."""

    CHARGE = "charge"
    REVERSE = "reverse"
    HOLD = "hold"
    RELEASE = "release"
    STATUS = "status"


@router.post(
    "/status-reports",
    tags=["subscriptions"],
    response_model=OperationResult,
    openapi_extra=accepts(StatusReport),
    responses=answers_to_body(*OPERATION, Code.UNKNOWN_ACCOUNT, Code.TRANSITION_REFUSED),
    summary="Report a subscription's state",
)
async def report_status(request: Request) -> Response:
    """The platform's word about its own subscription, as far as the state before allows it."""
    caller = admit(request)
    body = await read_body(request, StatusReport, caller.door.max_body)
    return await perform_one(caller, body.command(caller))


@router.get(
    "/operations/{kind}/{external_id:path}",
    tags=["operations"],
    response_model=OperationResult,
    responses=answers("not_found"),
    summary="What became of an operation?",
)
async def operation(request: Request, kind: PartnerKind, external_id: PathId) -> Response:
    """The stored result of an own operation. 404 means that it is safe to send (again).

    `reverse` goes by the id of the charge, `release` by the id of the hold.
    """
    caller = admit(request)
    found = await run_in_threadpool(
        caller.door.inquiries.operation, caller.integrator.id, OperationKind(kind), external_id
    )
    if found is None:
        return problem_response("not_found", Advice.RETRY_SAME_ID)
    return answer(OperationResult.of(found))


@router.get(
    "/accounts/{number}",
    tags=["accounts"],
    response_model=AccountResult,
    responses=answers(Code.UNKNOWN_ACCOUNT),
    summary="Who is this account?",
)
async def account(request: Request, number: PathAccount) -> Response:
    """What a platform needs to know to sell to the account."""
    caller = admit(request)
    view = await _account_view(caller, number)
    if view is None:
        return _unknown_account()
    door = caller.door
    return answer(AccountResult.of(view, door.billing_period_start_day, door.time_zone))


@router.get(
    "/accounts/{number}/subscriptions",
    tags=["subscriptions"],
    response_model=PlatformSubscriptionsResult,
    responses=answers(Code.UNKNOWN_ACCOUNT),
    summary="The account's subscriptions",
)
async def subscriptions(request: Request, number: PathAccount) -> Response:
    """Only the caller's own, newest first, each with its history."""
    caller = admit(request)
    views = await run_in_threadpool(
        caller.door.inquiries.subscriptions, caller.integrator.id, number
    )
    if views is None:
        return _unknown_account()
    return answer(
        PlatformSubscriptionsResult(subscriptions=[PlatformSubscriptionResult.of(v) for v in views])
    )


@router.post(
    "/accounts/{number}/storefront-link",
    tags=["accounts"],
    response_model=LinkResult,
    openapi_extra=accepts(LinkRequest),
    responses=answers_to_body(Code.UNKNOWN_ACCOUNT, "not_found"),
    summary="A signed link to the storefront",
)
async def storefront_link(request: Request, number: PathAccount) -> Response:
    """Opens the caller's storefront for this account; lives for a short time."""
    caller = admit(request)
    await read_body(request, LinkRequest, caller.door.max_body)
    if await _account_view(caller, number) is None:
        return _unknown_account()
    link = caller.door.links.link(caller.integrator, number)
    return answer(LinkResult(url=link.url, expires_at=link.expires_at))


async def _account_view(caller: Caller, number: str) -> AccountView | None:
    views = await run_in_threadpool(caller.door.inquiries.accounts, [number])
    return views[0]


def _unknown_account() -> Response:
    return problem_response(Code.UNKNOWN_ACCOUNT, ADVICE[Code.UNKNOWN_ACCOUNT])
