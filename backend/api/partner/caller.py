"""Who is calling: the integrator behind a request, admitted before anything else is read."""

import binascii
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from uuid import UUID

from fastapi import Request
from starlette.types import Scope

from backend.api.observed import CALLER
from backend.domain.commands import Origin
from backend.domain.errors import NotAuthenticated
from backend.domain.integrator import Integrator
from backend.domain.ports import (
    Clock,
    InquiryDesk,
    IntegratorDirectory,
    NewId,
    OperationDesk,
    StorefrontLinks,
)
from backend.domain.services.access.authenticate import authenticate
from backend.domain.values.codes import Door
from backend.telemetry import correlation

_NO_ADDRESS = "::"
"""Stands for a caller whose address is not known: no configured network admits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDoor:
    """What the partner contract needs from outside. ``limit`` raises ``RateLimited``."""

    desk: OperationDesk
    inquiries: InquiryDesk
    integrators: IntegratorDirectory
    links: StorefrontLinks
    limit: Callable[[Integrator], None]
    clock: Clock
    new_id: NewId
    time_zone: str
    billing_period_start_day: int
    max_body: int = 262_144


@dataclass(frozen=True, slots=True)
class Caller:
    """An admitted integrator, and what its request needs."""

    door: PartnerDoor
    integrator: Integrator
    origin: Origin

    def new_id(self) -> UUID:
        """Our own id for a command, made before its first attempt."""
        return self.door.new_id()


def admit(request: Request) -> Caller:
    """The caller, or ``NotAuthenticated``, ``NotAllowed``, ``RateLimited``."""
    door: PartnerDoor = request.app.state.door
    name, secret = _basic_credentials(request.headers.get("authorization"))
    integrator = authenticate(
        door.integrators.find(name), name, secret, _address(request.scope), door.clock.now()
    )
    request.scope[CALLER] = integrator
    door.limit(integrator)
    return Caller(
        door,
        integrator,
        Origin(door=Door.REST, correlation_id=correlation.current()),
    )


def _basic_credentials(header: str | None) -> tuple[str, str]:
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        raise NotAuthenticated
    try:
        name, colon, secret = b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        raise NotAuthenticated from None
    if not colon:
        raise NotAuthenticated
    return name, secret


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return _checked(client[0]) if client else _NO_ADDRESS


@lru_cache(maxsize=1024)
def _checked(host: str) -> str:
    """The address, if it is one: a proxy may hand on anything."""
    try:
        return str(ip_address(host))
    except ValueError:
        return _NO_ADDRESS
