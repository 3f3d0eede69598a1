"""Sign in, see who is signed in, sign out, change the password."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.browsers import address_of, forget_cookie, keep_cookie, require_own_page
from backend.api.cabinet.requests import PasswordRequest, SignInRequest
from backend.api.cabinet.results import SessionResult
from backend.api.cabinet.visitor import (
    SESSION_COOKIE,
    CabinetDoor,
    admit,
)
from backend.api.documents import accepts, answers, answers_to_body
from backend.domain.services.access.sessions import Session, SignIn, csrf_token

router = APIRouter(tags=["access"])

DEVICE_COOKIE = "__Host-vitrina-device"
"""Tells a browser that has signed in before from strangers; it opens nothing."""
_DEVICE_SECONDS = 180 * 24 * 3600


@router.post(
    "/session",
    response_model=SessionResult,
    openapi_extra={**accepts(SignInRequest), "security": []},
    responses=answers_to_body("too_many_attempts", "busy"),
    summary="Sign in",
)
async def sign_in(request: Request) -> Response:
    """Sets the session's cookie. An unknown account and a wrong password are told in one way."""
    door: CabinetDoor = request.app.state.door
    require_own_page(request, door.host)
    body = await read_body(request, SignInRequest, door.max_body)
    command = SignIn(
        number=body.account,
        password=body.password.get_secret_value(),
        address=address_of(request),
        agent=request.headers.get("user-agent", ""),
        mark=request.cookies.get(DEVICE_COOKIE),
    )
    made = await run_in_threadpool(door.access.sign_in, command)
    if left := request.cookies.get(SESSION_COOKIE):  # the cookie is about to be overwritten
        await run_in_threadpool(door.access.sign_out, left)
    response = _shown(made.session, made.token)
    keep_cookie(response, SESSION_COOKIE, made.token)
    keep_cookie(response, DEVICE_COOKIE, made.mark, _DEVICE_SECONDS)
    return response


@router.get("/session", response_model=SessionResult, responses=answers())
async def session(request: Request) -> Response:
    """Who is signed in, and the token that acts need."""
    visitor = await admit(request)
    return _shown(visitor.session, visitor.token)


@router.delete("/session", status_code=204, responses=answers(), summary="Sign out")
async def sign_out(request: Request) -> Response:
    """Ends this session; the cookie is worth nothing any more."""
    visitor = await admit(request)
    await run_in_threadpool(visitor.door.access.sign_out, visitor.token)
    return forget_cookie(Response(status_code=204), SESSION_COOKIE)


@router.delete("/sessions", status_code=204, responses=answers(), summary="Sign out everywhere")
async def sign_out_everywhere(request: Request) -> Response:
    """Ends every session of the account, this one too."""
    visitor = await admit(request)
    await run_in_threadpool(visitor.door.access.sign_out_everywhere, visitor.account_id)
    return forget_cookie(Response(status_code=204), SESSION_COOKIE)


@router.post(
    "/password",
    status_code=204,
    openapi_extra=accepts(PasswordRequest),
    responses=answers_to_body("too_many_attempts", "busy", "weak_password", "wrong_password"),
    summary="Change the password",
)
async def change_password(request: Request) -> Response:
    """Other sessions of the account end."""
    visitor = await admit(request)
    body = await read_body(request, PasswordRequest, visitor.door.max_body)
    mark = await run_in_threadpool(
        visitor.door.access.change_password,
        visitor.session,
        body.current.get_secret_value(),
        body.new.get_secret_value(),
    )
    response = Response(status_code=204)
    keep_cookie(response, DEVICE_COOKIE, mark, _DEVICE_SECONDS)
    return response


def _shown(who: Session, token: str) -> Response:
    return answer(
        SessionResult(
            account=who.number,
            holder=who.holder,
            csrf_token=csrf_token(token),
            expires_at=who.expires_at,
        )
    )
