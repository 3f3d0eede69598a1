"""For whom something is asked: an account that has signed in, or one that a portal acts for.

What subscribers see and do is the same through every door; the doors differ in how they admit.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from backend.domain.ports import (
    CatalogueDirectory,
    Clock,
    IntegratorDirectory,
    PlatformReader,
    StorefrontFrames,
    StorefrontLinks,
)
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.forecasting.advance_desk import AdvanceDesk
from backend.storage.forecasting.desk import ForecastDesk
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.notices.contact_desk import ContactDesk
from backend.storage.subscribing.desk import SubscriberDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriberDoor:
    """What a contract for subscribers needs from outside."""

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
    max_body: int = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """An account, and what its request needs.

    ``account_id`` says whose rows may be seen; it comes from the door's admission and nowhere else.
    ``actor`` is who acts, in the history. ``realm`` begins the keys of acts, so that those of two
    doors are never one.
    """

    door: SubscriberDoor
    account_id: int
    account: str
    actor: str
    realm: str = ""

    def key(self, given: str) -> str:
        """Under which name an act is remembered that came with this ``Idempotency-Key``."""
        return f"{self.realm}{given}"


Admission = Callable[[Request], Awaitable[Visitor]]


async def admit(request: Request) -> Visitor:
    """The visitor, as the application admits. Raises what its door says."""
    admission: Admission = request.app.state.admission
    return await admission(request)
