"""Who is asking: the account that is signed in, and that its own page asks.

A cookie alone is sent by other sites' pages, too. So whatever changes something must come from our
own origin, as the browser says, and bring a token that other sites cannot read.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from backend.domain.errors import NotAllowed, NotAuthenticated
from backend.domain.ports import (
    CabinetAccess,
    CatalogueDirectory,
    Clock,
    IntegratorDirectory,
    PlatformReader,
    StorefrontFrames,
    StorefrontLinks,
)
from backend.domain.services.access.sessions import Session, is_csrf_token
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.subscribing.desk import SubscriberDesk

SESSION_COOKIE = "__Host-vitrina-session"
CSRF_HEADER = "x-csrf-token"

_SAFE = frozenset({"GET", "HEAD"})
_NO_ADDRESS = "::"


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetDoor:
    """What the cabinet's contract needs from outside. ``host``: of the public address."""

    access: CabinetAccess
    desk: CabinetDesk
    subscribers: SubscriberDesk
    invoices: InvoiceDesk
    offers: OfferDesk
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
    if request.method not in _SAFE:
        require_own_page(request)
        if not is_csrf_token(request.headers.get(CSRF_HEADER, ""), token):
            raise NotAllowed("the request does not bring its session's token")
    return Visitor(door, session, token)


def require_own_page(request: Request) -> None:
    """Raise ``NotAllowed`` where a browser says that another site's page is asking.

    A client that is no browser says nothing of it, and has no cookies of others either.
    """
    door: CabinetDoor = request.app.state.door
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = {door.host, request.headers.get("host", "")}
    if site not in (None, "same-origin") or (
        origin is not None and urlsplit(origin).netloc not in own
    ):
        raise NotAllowed("another site's page asks")


def address_of(request: Request) -> str:
    """Where the visitor is, as far as is known."""
    return request.client.host if request.client else _NO_ADDRESS
