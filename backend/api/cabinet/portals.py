"""Portals that want to act for the account, and those that may."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.binding_wire import ConsentResult, ConsentsResult
from backend.api.cabinet.visitor import admit
from backend.api.documents import answers

router = APIRouter(tags=["portals"])

DECIDING = answers("not_found", "binding_decided")


@router.get("/portals", response_model=ConsentsResult, responses=answers())
async def portals(request: Request) -> Response:
    """Requests that wait for an answer, and portals with access."""
    visitor = await admit(request)
    desk = visitor.door.portals
    found = await run_in_threadpool(desk.consents, visitor.account_id)
    return answer(ConsentsResult(portals=[ConsentResult.of(each) for each in found]))


@router.post("/portals/{id}/accept", response_model=ConsentResult, responses=DECIDING)
async def accept_portal(request: Request, id: UUID) -> Response:
    """Let the portal in, with the scopes that it asked for."""
    return await _answer(request, id, accept=True)


@router.post("/portals/{id}/refuse", response_model=ConsentResult, responses=DECIDING)
async def refuse_portal(request: Request, id: UUID) -> Response:
    """Keep it out."""
    return await _answer(request, id, accept=False)


@router.post("/portals/{id}/revoke", response_model=ConsentResult, responses=DECIDING)
async def revoke_portal(request: Request, id: UUID) -> Response:
    """End its access, at once."""
    visitor = await admit(request)
    desk = visitor.door.portals
    found = await run_in_threadpool(desk.revoke, visitor.account_id, id)
    return answer(ConsentResult.of(found))


async def _answer(request: Request, id: UUID, *, accept: bool) -> Response:
    visitor = await admit(request)
    desk = visitor.door.portals
    found = await run_in_threadpool(desk.answer, visitor.account_id, id, accept=accept)
    return answer(ConsentResult.of(found))
