"""Who is calling: the portal behind a token, and the account that it acts for."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.api.subscriber import SubscriberDoor, Visitor
from backend.domain.ports import NewId
from backend.domain.services.cabinet.views import PORTAL
from backend.domain.services.portals.portal import PortalCaller, TokenRefused
from backend.domain.services.portals.quota import Quota
from backend.domain.services.portals.scopes import SCOPES, Scope
from backend.storage.events.desk import EventDesk
from backend.storage.portals.desk import PortalDesk
from backend.storage.portals.requests import RequestDesk
from backend.storage.unit_of_work import UnitOfWork

CALLER = "vitrina.portal"
"""Where in the scope the admitted portal is left."""
ACCOUNT_PARAMETER = "number"
"""The part of an address that says for which account."""
PREFIX = "portal_"
"""How the names of operations begin in the partners' document, which platforms' calls share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalDoor(SubscriberDoor):
    """What the portals' contract needs from outside."""

    portals: PortalDesk
    requests: RequestDesk
    events: EventDesk
    unit_of_work: Callable[[], UnitOfWork]
    new_id: NewId


def door_of(request: Request) -> PortalDoor:
    """The application's."""
    door: PortalDoor = request.app.state.door
    return door


async def identify(request: Request) -> tuple[PortalCaller, tuple[Quota, ...]]:
    """The portal, and its quotas with this call counted. Raises ``TokenRefused``."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.isascii() or not 1 <= len(token) <= 512:
        raise TokenRefused
    caller, quotas = await run_in_threadpool(door_of(request).portals.caller, token)
    request.scope[CALLER] = caller
    return caller, quotas


def caller_of(request: Request) -> PortalCaller:
    """Who was identified."""
    caller: PortalCaller = request.scope[CALLER]
    return caller


def scope_of(request: Request) -> Scope:
    """What the operation needs."""
    return SCOPES[request.scope["route"].name.removeprefix(PREFIX)]


async def admit(request: Request) -> Visitor:
    """The account of the address. Raises ``NotFound`` alike for one that the portal does not act
    for and one that there is not, and ``InsufficientScope``."""
    caller, door = caller_of(request), door_of(request)
    number = request.path_params[ACCOUNT_PARAMETER]
    reached = await run_in_threadpool(
        door.portals.account, caller.portal, number, scope_of(request)
    )
    return Visitor(
        door=door,
        account_id=reached.id,
        account=reached.number,
        actor=f"{PORTAL}{caller.portal.code}",
        realm=f"{PORTAL}{caller.portal.code}:",
    )
