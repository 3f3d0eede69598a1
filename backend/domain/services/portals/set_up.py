"""Set up a portal: its rights, its reach, and secrets of which two may be good at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.errors import InvalidRequest
from backend.domain.services.access.authenticate import checked_networks
from backend.domain.services.portals.portal import Portal, Reach
from backend.domain.services.portals.scopes import Scope
from backend.domain.values.identifiers import is_integrator_code

MAX_TITLE = 100
MAX_CALLS = 10_000_000
ROTATION = timedelta(days=7)
"""How long the previous secret stays good after a new one is made."""

CHANGEABLE = frozenset(
    {"title", "enabled", "reach", "scopes", "networks", "calls_per_minute", "calls_per_day"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPortal:
    """See ``backend.domain.services.portals.portal.Portal`` for the meaning of fields."""

    code: str
    title: str
    reach: Reach = Reach.BOUND
    scopes: frozenset[Scope] = frozenset(Scope)
    networks: Sequence[str] = ()
    calls_per_minute: int = 300
    calls_per_day: int = 50_000


def new_portal(command: NewPortal, id_: UUID, now: datetime) -> Portal:
    """The portal, switched on, without a secret: nobody can call as it yet.

    Raises ``InvalidRequest``.
    """
    if not is_integrator_code(command.code):
        raise InvalidRequest("a code is 2 to 32 small letters, digits, dashes; a letter first")
    return checked(
        Portal(
            id=id_,
            code=command.code,
            title=command.title,
            enabled=True,
            reach=command.reach,
            scopes=command.scopes,
            networks=tuple(command.networks),
            calls_per_minute=command.calls_per_minute,
            calls_per_day=command.calls_per_day,
            created_at=now,
        )
    )


def change_portal(portal: Portal, changes: dict[str, Any]) -> Portal:
    """The portal with other fields. Raises ``InvalidRequest``."""
    if changes.keys() - CHANGEABLE:
        raise InvalidRequest(f"what can be changed: {', '.join(sorted(CHANGEABLE))}")
    return checked(replace(portal, **changes))


def checked(portal: Portal) -> Portal:
    """The portal as it may be. Raises ``InvalidRequest``."""
    if not portal.title.strip() or len(portal.title) > MAX_TITLE:
        raise InvalidRequest(f"a portal has a title of at most {MAX_TITLE} characters")
    if not portal.scopes:
        raise InvalidRequest("a portal has at least one scope")
    if not all(1 <= n <= MAX_CALLS for n in (portal.calls_per_minute, portal.calls_per_day)):
        raise InvalidRequest(f"a quota is between 1 and {MAX_CALLS} calls")
    return replace(portal, networks=tuple(checked_networks(portal.networks)))
