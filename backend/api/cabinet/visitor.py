"""Who is asking: the account that is signed in."""

from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.api.browsers import require_own_act
from backend.api.subscriber import SubscriberDoor, Visitor
from backend.domain.errors import NotAuthenticated
from backend.domain.ports import CabinetAccess
from backend.domain.services.access.sessions import Session
from backend.domain.services.cabinet.views import SUBSCRIBER
from backend.storage.portals.desk import PortalDesk

SESSION_COOKIE = "__Host-vitrina-session"


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetDoor(SubscriberDoor):
    """What the cabinet's contract needs from outside. ``host``: of the public address."""

    access: CabinetAccess
    portals: PortalDesk
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser(Visitor):
    """A signed-in account."""

    door: CabinetDoor
    session: Session
    token: str


async def admit(request: Request) -> Browser:
    """The visitor. Raises ``NotAuthenticated``, and ``NotAllowed`` for another site's request."""
    door: CabinetDoor = request.app.state.door
    token = request.cookies.get(SESSION_COOKIE, "")
    session = await run_in_threadpool(door.access.session, token) if token else None
    if session is None:
        raise NotAuthenticated("nobody is signed in here")
    require_own_act(request, door.host, token)
    return Browser(
        door=door,
        account_id=session.account_id,
        account=session.number,
        actor=SUBSCRIBER,
        session=session,
        token=token,
    )
