"""Sign in to the desk, sign out, the second factor."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.answers import answer
from backend.api.bodies import read_body
from backend.api.browsers import address_of, forget_cookie, keep_cookie, require_own_page
from backend.api.documents import accepts, answers, answers_to_body
from backend.api.operator.access_results import (
    ProofRequest,
    StaffPasswordRequest,
    StaffSessionResult,
    StaffSignInRequest,
    TotpCodeRequest,
    TotpResult,
)
from backend.api.operator.deeds import deed, note
from backend.api.operator.door import OperatorDoor
from backend.api.operator.staff import SESSION_COOKIE, Caller, admit, lacks_totp
from backend.domain.errors import NotAllowed
from backend.domain.services.access.permissions import operations_of
from backend.domain.services.access.sessions import csrf_token
from backend.domain.services.access.staff import StaffSession, StaffSignIn
from backend.domain.services.access.totp import as_text, otpauth_uri

router = APIRouter(tags=["access"])

READ_BY_HAND = (StaffSignInRequest, StaffPasswordRequest, ProofRequest, TotpCodeRequest)

DEVICE_COOKIE = "__Host-vitrina-desk-device"
"""Tells a browser that has signed in before from strangers; it opens nothing."""
_DEVICE_SECONDS = 180 * 24 * 3600
_PROOFS = ("too_many_attempts", "busy", "wrong_password")


@router.post(
    "/session",
    response_model=StaffSessionResult,
    openapi_extra={**accepts(StaffSignInRequest), "security": []},
    responses=answers_to_body("too_many_attempts", "busy"),
    summary="Sign in",
)
async def sign_in(request: Request) -> Response:
    """Sets the session's cookie.

    An unknown name, a member switched off, a wrong password and a wrong or missing code are told in
    one way.
    """
    door: OperatorDoor = request.app.state.door
    require_own_page(request, door.host)
    body = await read_body(request, StaffSignInRequest, door.max_body)
    command = StaffSignIn(
        name=body.name,
        password=body.password.get_secret_value(),
        code=body.code,
        address=address_of(request),
        agent=request.headers.get("user-agent", ""),
        mark=request.cookies.get(DEVICE_COOKIE),
    )
    made = await run_in_threadpool(door.access.sign_in, command)
    caller = _caller(door, made.session, made.token)
    # Its record comes after: a session whose record failed is of a token that nobody was given.
    await run_in_threadpool(note, caller, _subject(caller))
    if left := request.cookies.get(SESSION_COOKIE):  # the cookie is about to be overwritten
        await run_in_threadpool(door.access.sign_out, left)
    response = _shown(caller, made.session)
    keep_cookie(response, SESSION_COOKIE, made.token)
    keep_cookie(response, DEVICE_COOKIE, made.mark, _DEVICE_SECONDS)
    return response


@router.get("/session", response_model=StaffSessionResult, responses=answers())
async def session(request: Request) -> Response:
    """Who is signed in, what the role may do, and the token that changes need."""
    caller = await admit(request)
    return _shown(caller, _own(caller))


@router.delete("/session", status_code=204, responses=answers(), summary="Sign out")
async def sign_out(request: Request) -> Response:
    """Ends this session; the cookie is worth nothing any more."""
    caller = await admit(request)
    _own(caller)
    await run_in_threadpool(note, caller, _subject(caller))
    await run_in_threadpool(caller.door.access.sign_out, caller.token)
    return forget_cookie(Response(status_code=204), SESSION_COOKIE)


@router.delete("/sessions", status_code=204, responses=answers(), summary="Sign out everywhere")
async def sign_out_everywhere(request: Request) -> Response:
    """Ends every session of the member, this one too."""
    caller = await admit(request)
    staff_id = _own(caller).staff_id
    await run_in_threadpool(note, caller, _subject(caller))
    await run_in_threadpool(caller.door.access.sign_out_everywhere, staff_id)
    return forget_cookie(Response(status_code=204), SESSION_COOKIE)


@router.post(
    "/password",
    status_code=204,
    openapi_extra=accepts(StaffPasswordRequest),
    responses=answers_to_body(*_PROOFS, "weak_password"),
    summary="Change the password",
)
async def change_password(request: Request) -> Response:
    """Other sessions of the member end."""
    caller = await admit(request)
    own, access = _own(caller), caller.door.access
    body = await read_body(request, StaffPasswordRequest, caller.door.max_body)

    def change() -> str:
        current, new = body.current.get_secret_value(), body.new.get_secret_value()
        chosen = access.new_password(own, current, new)
        with deed(caller, _subject(caller)) as done:
            return access.change_password(done.unit, own, chosen)

    response = Response(status_code=204)
    keep_cookie(response, DEVICE_COOKIE, await run_in_threadpool(change), _DEVICE_SECONDS)
    return response


@router.post(
    "/totp",
    response_model=TotpResult,
    openapi_extra=accepts(ProofRequest),
    responses=answers_to_body(*_PROOFS),
    summary="Begin a second factor",
)
async def begin_totp(request: Request) -> Response:
    """A secret for an authenticator: RFC 6238, six digits every 30 seconds.

    Nothing is asked for until a code has confirmed it; one that was set up before stays till then.
    """
    caller = await admit(request)
    own, access = _own(caller), caller.door.access
    body = await read_body(request, ProofRequest, caller.door.max_body)

    def begin() -> bytes:
        known = access.prove(own, body.password.get_secret_value())
        with deed(caller, _subject(caller)) as done:
            return access.begin_totp(done.unit, known)

    secret = await run_in_threadpool(begin)
    uri = otpauth_uri(secret, own.name, caller.door.host)
    return answer(TotpResult(secret=as_text(secret), uri=uri))


@router.post(
    "/totp/confirmation",
    status_code=204,
    openapi_extra=accepts(TotpCodeRequest),
    responses=answers_to_body("not_found", "wrong_code"),
    summary="Confirm a second factor",
)
async def confirm_totp(request: Request) -> Response:
    """From now on signing in asks for a code. Other sessions of the member end.

    404 where no second factor was begun.
    """
    caller = await admit(request)
    own, access = _own(caller), caller.door.access
    body = await read_body(request, TotpCodeRequest, caller.door.max_body)

    def confirm() -> None:
        with deed(caller, _subject(caller)) as done:
            access.confirm_totp(done.unit, own, body.code)
            done.before, done.after = {"has_totp": own.has_totp}, {"has_totp": True}

    await run_in_threadpool(confirm)
    return Response(status_code=204)


@router.post(
    "/totp/removal",
    status_code=204,
    openapi_extra=accepts(ProofRequest),
    responses=answers_to_body(*_PROOFS),
    summary="Remove the second factor",
)
async def remove_totp(request: Request) -> Response:
    """From now on the password alone lets in."""
    caller = await admit(request)
    own, access = _own(caller), caller.door.access
    body = await read_body(request, ProofRequest, caller.door.max_body)

    def remove() -> None:
        known = access.prove(own, body.password.get_secret_value())
        with deed(caller, _subject(caller)) as done:
            access.remove_totp(done.unit, known)
            done.before, done.after = {"has_totp": own.has_totp}, {"has_totp": False}

    await run_in_threadpool(remove)
    return Response(status_code=204)


def _own(caller: Caller) -> StaffSession:
    """The session that is asked about. Scripts have none."""
    if caller.session is None:
        raise NotAllowed("a script is not signed in")
    return caller.session


def _subject(caller: Caller) -> str:
    return f"member {caller.name}"


def _caller(door: OperatorDoor, made: StaffSession, token: str) -> Caller:
    return Caller(
        door=door,
        name=made.name,
        role=made.role,
        address=made.address,
        operation="sign_in",
        session=made,
        token=token,
    )


def _shown(caller: Caller, own: StaffSession) -> Response:
    return answer(
        StaffSessionResult(
            name=own.name,
            role=own.role,
            operations=operations_of(own.role),
            has_totp=own.has_totp,
            totp_required=lacks_totp(caller),
            csrf_token=csrf_token(caller.token),
            expires_at=own.expires_at,
        )
    )
