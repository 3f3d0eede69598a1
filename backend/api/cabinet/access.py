"""Sign in, see who is signed in, sign out, change the password."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.cabinet.requests import PasswordRequest, SignInRequest
from backend.api.cabinet.results import SessionResult
from backend.api.documents import accepts, answers, answers_to_body

router = APIRouter()
TAGS = ["access"]


@router.post(
    "/session",
    tags=TAGS,
    response_model=SessionResult,
    openapi_extra=accepts(SignInRequest),
    responses=answers_to_body("too_many_attempts", "busy"),
    summary="Sign in",
)
async def sign_in(request: Request) -> Response:
    """Sets the session's cookie. An unknown account and a wrong password are told in one way."""
    raise NotImplementedError


@router.get("/session", tags=TAGS, response_model=SessionResult, responses=answers())
async def session(request: Request) -> Response:
    """Who is signed in, and the token that acts need."""
    raise NotImplementedError


@router.delete("/session", tags=TAGS, status_code=204, responses=answers(), summary="Sign out")
async def sign_out(request: Request) -> Response:
    """Ends this session; the cookie is worth nothing any more."""
    raise NotImplementedError


@router.delete(
    "/sessions", tags=TAGS, status_code=204, responses=answers(), summary="Sign out everywhere"
)
async def sign_out_everywhere(request: Request) -> Response:
    """Ends every session of the account, this one too."""
    raise NotImplementedError


@router.post(
    "/password",
    tags=TAGS,
    status_code=204,
    openapi_extra=accepts(PasswordRequest),
    responses=answers_to_body("too_many_attempts", "busy", "weak_password"),
    summary="Change the password",
)
async def change_password(request: Request) -> Response:
    """Other sessions of the account end."""
    raise NotImplementedError
