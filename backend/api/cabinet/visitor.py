"""Who is asking: the account that is signed in."""

from dataclasses import dataclass

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.api.browsers import require_own_act
from backend.domain.errors import NotAuthenticated
from backend.domain.ports import (
    CabinetAccess,
    CatalogueDirectory,
    Clock,
    IntegratorDirectory,
    PlatformReader,
    StorefrontFrames,
    StorefrontLinks,
)
from backend.domain.services.access.sessions import Session
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.notices.contact_desk import ContactDesk
from backend.storage.subscribing.desk import SubscriberDesk

SESSION_COOKIE = "__Host-vitrina-session"


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetDoor:
    """What the cabinet's contract needs from outside. ``host``: of the public address."""

    access: CabinetAccess
    desk: CabinetDesk
    subscribers: SubscriberDesk
    invoices: InvoiceDesk
    forecasts: ForecastDesk
    advances: AdvanceDesk
    offers: OfferDesk
    contacts: ContactDesk
    catalogue: CatalogueDirectory
    integrators: IntegratorDirectory
    links: StorefrontLinks
    frames: StorefrontFrames
    platforms: PlatformReader
    clock: Clock
    host: str
    max_body: int = 65_536


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in account, and what its request needs."""

    door: CabinetDoor
    session: Session
    token: str

    @property
    def account_id(self) -> int:
        """Whose rows may be seen: from the session and nowhere else."""
        return self.session.account_id

    @property
    def account(self) -> str:
        """The account's number."""
        return self.session.number


async def admit(request: Request) -> Visitor:
    """The visitor. Raises ``NotAuthenticated``, and ``NotAllowed`` for another site's request."""
    door: CabinetDoor = request.app.state.door
    token = request.cookies.get(SESSION_COOKIE, "")
    session = await run_in_threadpool(door.access.session, token) if token else None
    if session is None:
        raise NotAuthenticated("nobody is signed in here")
    require_own_act(request, door.host, token)
    return Visitor(door, session, token)
