"""What the SOAP door needs: the ports behind it, and its limits with their defaults."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Protocol

from backend.domain.integrator import Integrator
from backend.domain.ports import (
    Clock,
    ExchangeJournal,
    InquiryDesk,
    IntegratorDirectory,
    NewId,
    OperationDesk,
    StorefrontLinks,
)
from backend.domain.services.access.limit_calls import CallLimiter
from backend.domain.services.cabinet.views import ReportedSubscription
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.scopes import Scope

LiveCharges = Callable[[int, str], list[str]]
"""(integrator id, account number) → external ids of the charges that are not taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything behind the door.

    ``limit`` counts a call and raises ``RateLimited`` when there are too many; several doors may
    share one. ``live_charges`` serves the platforms' clean-up in test mode and may be absent.
    """

    directory: IntegratorDirectory
    desk: OperationDesk
    inquiries: InquiryDesk
    journal: ExchangeJournal
    clock: Clock
    new_id: NewId
    links: StorefrontLinks
    limit: Callable[[Integrator], None] = field(
        default_factory=lambda: CallLimiter(time.monotonic).admit
    )
    live_charges: LiveCharges | None = None


class Reached(Protocol):
    """An account that a portal acts for."""

    @property
    def id(self) -> int:
        """Our number of it."""
        ...


class PortalGate(Protocol):
    """Who the portals are, and for whom they act. Every method waits for the database."""

    def authenticate(self, code: str, secret: str, address: str | None) -> Portal:
        """The portal. Raises ``NotAuthenticated``, and ``NotAllowed`` for a foreign network."""
        ...

    def count_call(self, portal: Portal) -> object:
        """Count one call. Raises ``QuotaExceeded``."""
        ...

    def account(self, portal: Portal, number: str, scope: Scope) -> Reached:
        """The account. Raises ``NotFound`` for one that the portal does not act for, and for one
        that there is not, alike; ``InsufficientScope`` where its subscriber agreed to less."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPorts:
    """What is behind the portals' door. ``report`` tells an account's subscriptions by its id."""

    gate: PortalGate
    report: Callable[[int], Sequence[ReportedSubscription]]
    integrators: IntegratorDirectory
    links: StorefrontLinks
    journal: ExchangeJournal
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapOptions:
    """Settings of the door.

    ``public_url`` is the address under which others reach Vitrina; the endpoints are below it at
    ``/soap/{integrator}``. ``zone`` is the operator's. ``max_body`` grows with an integrator's
    batch limit by ``bytes_per_item``, ``max_elements`` and ``max_attributes`` by
    ``marks_per_item``; a caller that is not known yet counts as one of ``usual_batch`` items, so
    longer lists need Basic credentials. ``body_seconds`` is how long a caller may take to send a
    request, ``answer_seconds`` how long it waits for the desk before it is told to retry the same
    id. ``threads`` answer questions that read the database; commands need none. ``open_wsdl``:
    whether the WSDL is given to anybody who asks.
    """

    public_url: str
    zone: tzinfo
    period_start_day: int = 1
    max_body: int = 262_144
    bytes_per_item: int = 2048
    max_depth: int = 32
    max_elements: int = 10_000
    max_attributes: int = 1000
    marks_per_item: int = 24
    usual_batch: int = 500
    body_seconds: float = 10.0
    answer_seconds: float = 30.0
    threads: int = 32
    open_wsdl: bool = True
