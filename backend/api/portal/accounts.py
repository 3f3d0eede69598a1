"""Whom the portal acts for: its accounts, and its bindings to them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.binding_wire import BindingRequest, BindingResult, BindingsResult
from backend.api.bodies import read_body
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.portal.door import PREFIX, caller_of, door_of
from backend.api.portal.mirror import merged, needs
from backend.api.portal.results import BoundAccounts
from backend.api.portal.route import PortalRoute, documented_key
from backend.domain.values.identifiers import ACCOUNT_NUMBER

router = APIRouter(tags=["portal: bindings"], route_class=PortalRoute)

After = Annotated[str, Query(pattern=f"^$|^{ACCOUNT_NUMBER}$", description="The `next` of a page.")]
Limit = Annotated[int, Query(ge=1, le=500, description="Rows of the page, at most.")]
KEYED = [Depends(documented_key)]
_ASK = {"POST"}


@router.get(
    "/accounts",
    response_model=BoundAccounts,
    responses=merged(answers(), set()),
    openapi_extra=needs("accounts"),
    name=f"{PREFIX}accounts",
    summary="The accounts that you act for",
)
async def accounts(request: Request, after: After = "", limit: Limit = 100) -> Response:
    """In the order of numbers: those that the operator has listed for you, and those whose
    subscribers have agreed."""
    desk, portal = door_of(request).portals, caller_of(request).portal
    found = await run_in_threadpool(desk.accounts, portal, after, limit + 1)
    following = found[limit - 1] if len(found) > limit else None
    return answer(BoundAccounts(accounts=found[:limit], next=following))


@router.get(
    "/bindings",
    response_model=BindingsResult,
    responses=merged(answers(), set()),
    openapi_extra=needs("bindings"),
    name=f"{PREFIX}bindings",
    summary="Your bindings to accounts",
)
async def bindings(request: Request, after: After = "", limit: Limit = 100) -> Response:
    """Requests that wait and bindings in force, in the order of account numbers."""
    desk, portal = door_of(request).portals, caller_of(request).portal
    found = await run_in_threadpool(desk.bindings, portal, after, limit + 1)
    shown = [BindingResult.of(each) for each in found[:limit]]
    following = shown[-1].account if len(found) > limit else None
    return answer(BindingsResult(bindings=shown, next=following))


@router.post(
    "/bindings",
    response_model=BindingResult,
    responses=merged(answers_to_body(), _ASK),
    openapi_extra={**accepts(BindingRequest), **needs("request_binding")},
    dependencies=KEYED,
    name=f"{PREFIX}request_binding",
    summary="Ask a subscriber for access",
)
async def request_binding(request: Request) -> Response:
    """The subscriber sees the request in the cabinet, and accepts or refuses it within a week.

    The answer is the same for a number that nobody has. A binding that waits or is in force is
    answered as it is; so is a request that was refused within the last thirty days.
    """
    door, portal = door_of(request), caller_of(request).portal
    body = await read_body(request, BindingRequest, door.max_body)
    found = await run_in_threadpool(door.portals.request_binding, portal, body.account, body.scopes)
    return answer(BindingResult.of(found))


@router.get(
    "/bindings/{id}",
    response_model=BindingResult,
    responses=merged(answers("not_found"), set()),
    openapi_extra=needs("binding"),
    name=f"{PREFIX}binding",
    summary="One of your bindings",
)
async def binding(request: Request, id: UUID) -> Response:
    """How it stands."""
    desk, portal = door_of(request).portals, caller_of(request).portal
    return answer(BindingResult.of(await run_in_threadpool(desk.binding, portal, id)))


@router.delete(
    "/bindings/{id}",
    response_model=BindingResult,
    responses=merged(answers("not_found"), set()),
    openapi_extra=needs("give_up_binding"),
    name=f"{PREFIX}give_up_binding",
    summary="Give a binding up",
)
async def give_up_binding(request: Request, id: UUID) -> Response:
    """A request is withdrawn, a binding ends; what is over stays as it was."""
    desk, portal = door_of(request).portals, caller_of(request).portal
    return answer(BindingResult.of(await run_in_threadpool(desk.give_up, portal, id)))
