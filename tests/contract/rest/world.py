"""A partner door over a book in memory, and a client that calls it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
from starlette.routing import Mount

from backend.api import edge
from backend.api.observed import Observed
from backend.api.partner.app import PREFIX, create_partner_app
from backend.api.partner.caller import PartnerDoor
from backend.domain.commands import Terms
from backend.domain.errors import NotFound
from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate import digest_secret
from backend.domain.services.access.limit_calls import CallLimiter
from backend.domain.values.status import AccountStatus
from backend.domain.views import StorefrontLink
from backend.storage.clock import new_id
from tests.fakes.desks import MemoryDesk, MemoryDirectory, MemoryInquiries, MemoryJournal
from tests.fakes.manual_clock import START, ManualClock
from tests.fakes.memory_book import MemoryBook

SECRET = "a-secret-that-only-tests-know"
OTHER_SECRET = "another-secret-that-tests-know"

CHARGE = {"id": "tx-1", "account": "000123", "amount": "50.00", "product": "kav"}


class Links:
    """Makes plain links, for whoever has a storefront."""

    def link(self, integrator: Integrator, account: str, path: str = "/") -> StorefrontLink:
        """An address that names what it is for."""
        if integrator.code != "relans":
            raise NotFound("no storefront address is configured for this integrator")
        url = f"https://{integrator.code}.example{path}?account={account}"
        return StorefrontLink(url=url, expires_at=START + timedelta(minutes=2))


def integrator(number: int, code: str, secret: str) -> Integrator:
    """A platform with one secret."""
    return Integrator(
        code=code,
        title=code,
        dialect=code,
        terms=Terms(integrator_id=number, integrator_code=code),
        secrets=(digest_secret(secret),),
    )


class World:
    """000123 has 500 roubles, 000777 has 10, 000999 is blocked, 000555 is closed."""

    def __init__(self, *, raise_errors: bool = True) -> None:
        self.book = MemoryBook()
        self.book.open_account("000123", 500_00)
        self.book.open_account("000777", 10_00)
        self.book.open_account("000999", 500_00, status=AccountStatus.BLOCKED)
        self.book.open_account("000555", 500_00, status=AccountStatus.CLOSED)
        self.clock = ManualClock()
        self.desk = MemoryDesk(self.book, self.clock)
        self.directory = MemoryDirectory(
            integrator(1, "relans", SECRET), integrator(2, "rentsoft", OTHER_SECRET)
        )
        self.journal = MemoryJournal()
        self.seconds = 0.0
        door = PartnerDoor(
            desk=self.desk,
            inquiries=MemoryInquiries(self.book, self.clock),
            integrators=self.directory,
            links=Links(),
            limit=CallLimiter(lambda: self.seconds).admit,
            clock=self.clock,
            new_id=new_id,
            time_zone="Europe/Moscow",
            billing_period_start_day=1,
            max_body=16_384,
        )
        partner = Observed(create_partner_app(door), self.journal, self.clock)
        app = edge.build([Mount(PREFIX, partner)], over_tls=False)
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=raise_errors)

    def call(
        self,
        method: str,
        path: str,
        *,
        login: tuple[str, str] | None = ("relans", SECRET),
        **request: Any,
    ) -> httpx.Response:
        """One request; ``path`` is below the contract's prefix."""

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://vitrina.test", auth=login
            ) as client:
                return await client.request(method, f"{PREFIX}{path}", **request)

        return asyncio.run(send())

    def post(self, path: str, document: object = None, **request: Any) -> httpx.Response:
        """Send a document."""
        return self.call("POST", path, json={} if document is None else document, **request)

    def get(self, path: str, **request: Any) -> httpx.Response:
        """Ask."""
        return self.call("GET", path, **request)

    def balance(self, number: str) -> int:
        """What the account has, in kopecks."""
        return self.book.accounts[number].balance

    def change(self, code: str, **changes: Any) -> None:
        """Change an integrator's configuration; terms by their own names."""
        known = self.directory.known[code]
        own = {name: value for name, value in changes.items() if hasattr(known, name)}
        terms = {name: value for name, value in changes.items() if name not in own}
        self.directory.put(replace(known, terms=replace(known.terms, **terms), **own))


def charge(**changes: Any) -> dict[str, Any]:
    """A charge of 50 roubles for 000123, with some fields changed; ``None`` leaves one out."""
    document = {**CHARGE, **changes}
    return {name: value for name, value in document.items() if value is not None}
