"""A SOAP door over the in-memory ports, with the three integrators of the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from backend.domain.commands import Terms
from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate import digest_secret
from backend.domain.services.portals.scopes import Scope
from backend.soap import PortalPorts, Ports, SoapApp, SoapOptions, portal_app, soap_app
from backend.soap.contract import Dialect
from backend.soap.dialects import DIALECTS
from tests.fakes.desks import (
    MemoryDesk,
    MemoryDirectory,
    MemoryInquiries,
    MemoryJournal,
    PlainLinks,
)
from tests.fakes.manual_clock import MOSCOW, ManualClock
from tests.fakes.memory_book import MemoryBook
from tests.fakes.portals import MemoryPortals, portal

SECRET = "a secret that only the tests know"
SCOPES = (Scope.SUBSCRIPTIONS_READ, Scope.STOREFRONT_LINK)
_NUMBERS = {"rentsoft": 1, "relans": 2, "native": 3}


def integrator(dialect: str, code: str | None = None, **settings: Any) -> Integrator:
    """An integrator that speaks the dialect and knows the secret."""
    code = code or dialect
    terms = Terms(integrator_id=_NUMBERS.get(code, 9), integrator_code=code)
    known = {"code": code, "title": code, "dialect": dialect, "terms": terms}
    return Integrator(**{**known, "secrets": (digest_secret(SECRET),), **settings})


@dataclass
class SoapWorld:
    """Everything behind the door, for a test to set up and to look at."""

    public_url: str = "https://billing.example"
    dialects: Mapping[str, Dialect] = field(default_factory=lambda: DIALECTS)
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = MemoryBook()
        self.clock = ManualClock()
        self.desk = MemoryDesk(self.book, self.clock)
        self.inquiries = MemoryInquiries(self.book, self.clock)
        self.journal = MemoryJournal()
        self.directory = MemoryDirectory(*(integrator(dialect) for dialect in self.dialects))
        self.book.open_account("0001234", 10_000)
        self.ports = Ports(
            directory=self.directory,
            desk=self.desk,
            inquiries=self.inquiries,
            journal=self.journal,
            clock=self.clock,
            new_id=uuid4,
            links=PlainLinks(),
            live_charges=self.inquiries.live_charges,
        )

        self.portals = MemoryPortals(self.clock, portal("my-portal", SECRET, *SCOPES))
        self.portals.bound["0001234"] = (7, frozenset(SCOPES))
        self.portal_ports = PortalPorts(
            gate=self.portals,
            report=self.portals.report,
            integrators=self.directory,
            links=self.ports.links,
            journal=self.journal,
            clock=self.clock,
        )

    def app(self) -> SoapApp:
        """The door."""
        return soap_app(self.ports, self._options(), self.dialects)

    def portal_app(self) -> SoapApp:
        """The portals' door."""
        return portal_app(self.portal_ports, self._options())

    def _options(self) -> SoapOptions:
        return SoapOptions(public_url=self.public_url, zone=MOSCOW, **self.options)

    def balance(self, number: str = "0001234") -> int:
        """What the account has, in kopecks."""
        return self.book.accounts[number].balance

    def change(self, code: str, **settings: Any) -> None:
        """Change an integrator's configuration, as an operator would."""
        known = self.directory.known[code]
        self.directory.put(replace(known, version=known.version + 1, **settings))
