"""Who is calling: somebody of the operator's staff, and whether the role allows it.

People come with the session of the desk, scripts with the installation's one token. The table
``services.access.permissions`` says who may do what; there is no other check of roles anywhere.
"""

import hmac
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from backend.api.browsers import address_of, require_own_act
from backend.api.operator.door import OperatorDoor
from backend.domain.errors import NotAllowed, NotAuthenticated
from backend.domain.services.access.permissions import ONESELF, PERMISSIONS
from backend.domain.services.access.staff import StaffSession
from backend.domain.services.access.staff_members import SCRIPTS
from backend.domain.values.roles import Role

SESSION_COOKIE = "__Host-vitrina-desk"
PUBLIC = frozenset({"sign_in", "document"})
"""Operations that need nobody to be signed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who may do what the request asks for.

    ``session`` and ``token`` are a browser's; a script has none.
    """

    door: OperatorDoor
    name: str
    role: Role
    address: str
    operation: str
    session: StaffSession | None = None
    token: str = ""


async def admit(request: Request) -> Caller:
    """The caller. Raises ``NotAuthenticated`` and ``NotAllowed``."""
    door: OperatorDoor = request.app.state.door
    operation: str = request.scope["route"].name
    caller = _script(request, door, operation) or await _person(request, door, operation)
    if caller.role not in PERMISSIONS.get(operation, frozenset()):
        raise NotAllowed(f"a {caller.role} may not do this")
    if lacks_totp(caller) and operation not in ONESELF:
        raise NotAllowed("a second factor must be set up first")
    return caller


def lacks_totp(caller: Caller) -> bool:
    """Whether somebody must set up a second factor before doing anything else."""
    session = caller.session
    return session is not None and not session.has_totp and caller.role in caller.door.totp_required


def require_permissions(app: FastAPI) -> None:
    """Raise where an operation has no row in the table: it would be nobody's."""
    names = {route.name for route in app.routes if isinstance(route, APIRoute)}
    if missing := names - PERMISSIONS.keys() - PUBLIC:
        raise LookupError(f"operations without permissions: {', '.join(sorted(missing))}")


def _script(request: Request, door: OperatorDoor, operation: str) -> Caller | None:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if not scheme:
        return None
    expected = door.token or ""
    same = hmac.compare_digest(given.encode(), expected.encode())
    if scheme.lower() != "bearer" or not expected or not same:
        raise NotAuthenticated
    return Caller(
        door=door,
        name=SCRIPTS,
        role=Role.ADMIN,
        address=address_of(request),
        operation=operation,
    )


async def _person(request: Request, door: OperatorDoor, operation: str) -> Caller:
    token = request.cookies.get(SESSION_COOKIE, "")
    session = await run_in_threadpool(door.access.session, token) if token else None
    if session is None:
        raise NotAuthenticated("nobody is signed in here")
    require_own_act(request, door.host, token)
    return Caller(
        door=door,
        name=session.name,
        role=session.role,
        address=address_of(request),
        operation=operation,
        session=session,
        token=token,
    )
