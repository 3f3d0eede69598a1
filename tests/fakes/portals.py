"""Portals in memory: their secrets, the accounts that they act for and what these are told of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from backend.domain.errors import NotAuthenticated, NotFound, RateLimited
from backend.domain.services.cabinet.views import ReportedSubscription
from backend.soap import Portal


@dataclass
class MemoryPortal:
    """A portal; ``accounts`` are the numbers that it acts for, by their ids."""

    code: str
    secret: str
    scopes: Collection[str]
    accounts: dict[str, int] = field(default_factory=dict)
    calls_left: int = 1000


class MemoryPortals:
    """Implements ``PortalGate``, ``report`` and ``limit``."""

    def __init__(self, *portals: MemoryPortal) -> None:
        self.known = {each.code: each for each in portals}
        self.reports: dict[int, list[ReportedSubscription]] = {}

    def admit(self, client_id: str, secret: str) -> Portal:
        """The portal with this name and secret."""
        portal = self.known.get(client_id)
        if portal is None or portal.secret != secret:
            raise NotAuthenticated
        return portal

    def account(self, portal: Portal, number: str) -> int:
        """The id of an account that it acts for."""
        try:
            return self.known[portal.code].accounts[number]
        except KeyError:
            raise NotFound from None

    def report(self, account_id: int) -> Sequence[ReportedSubscription]:
        """What the account is subscribed to."""
        return self.reports.get(account_id, [])

    def limit(self, portal: Portal) -> None:
        """Count one call."""
        self.known[portal.code].calls_left -= 1
        if self.known[portal.code].calls_left < 0:
            raise RateLimited
