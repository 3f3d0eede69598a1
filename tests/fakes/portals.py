"""Portals in memory: their secrets, the accounts that they act for and what these are told of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from backend.domain.errors import NotFound
from backend.domain.services.access.authenticate import authenticate, digest_secret
from backend.domain.services.cabinet.views import ReportedSubscription
from backend.domain.services.portals.portal import InsufficientScope, Portal, Reach
from backend.domain.services.portals.quota import QuotaExceeded
from backend.domain.services.portals.scopes import Scope
from tests.fakes.manual_clock import ManualClock


@dataclass(frozen=True)
class Reached:
    """An account by its id."""

    id: int


def portal(code: str, secret: str, *scopes: Scope) -> Portal:
    """A portal that acts for the accounts it is bound to."""
    return Portal(
        id=UUID(int=1),
        code=code,
        title=code,
        enabled=True,
        reach=Reach.BOUND,
        scopes=frozenset(scopes),
        networks=(),
        calls_per_minute=1000,
        calls_per_day=1000,
        created_at=datetime(2026, 5, 1, tzinfo=UTC),
        secrets=(digest_secret(secret),),
    )


class MemoryPortals:
    """Implements ``PortalGate`` and ``report``. ``bound``: accounts of every portal by numbers,
    with the scopes that their subscribers have agreed to."""

    def __init__(self, clock: ManualClock, *portals: Portal) -> None:
        self.known = {each.code: each for each in portals}
        self.bound: dict[str, tuple[int, frozenset[Scope]]] = {}
        self.reports: dict[int, list[ReportedSubscription]] = {}
        self.calls_left = 1000
        self._clock = clock

    def authenticate(self, code: str, secret: str, address: str | None) -> Portal:
        """The portal with this name and secret."""
        return authenticate(self.known.get(code), code, secret, address, self._clock.now())

    def count_call(self, portal: Portal) -> None:
        """Count one call."""
        del portal
        self.calls_left -= 1
        if self.calls_left < 0:
            raise QuotaExceeded(17)

    def account(self, portal: Portal, number: str, scope: Scope) -> Reached:
        """An account that it acts for."""
        del portal
        if number not in self.bound:
            raise NotFound
        account_id, scopes = self.bound[number]
        if scope not in scopes:
            raise InsufficientScope(scope)
        return Reached(account_id)

    def report(self, account_id: int) -> Sequence[ReportedSubscription]:
        """What the account is subscribed to."""
        return self.reports.get(account_id, [])
