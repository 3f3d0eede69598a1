"""Two subscribers, an operator's shop and a platform; and browsers that call the cabinet."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
from starlette.routing import Mount

from backend.api import edge
from backend.api.cabinet.app import PREFIX, create_cabinet_app
from backend.api.cabinet.visitor import CabinetDoor
from backend.api.observed import Observed
from backend.domain.integrator import Integrator
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.catalogue.publish_offer import NewOffer, publish_offer
from backend.domain.services.forecasting.judge_advances import AdvanceRules
from backend.domain.services.forecasting.rules import ForecastRules
from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.scopes import Scope
from backend.domain.services.portals.set_up import NewPortal, new_portal
from backend.domain.values.advance import AdvancePolicy
from backend.domain.values.identifiers import OPERATOR_ID
from backend.storage.access.desk import AccessDesk
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.clock import new_id
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.notices.contact_desk import ContactDesk
from backend.storage.portals.desk import PortalDesk
from backend.storage.portals.portals import PortalBook
from backend.storage.repositories import OfferRepository
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY
from tests.commands import Platform
from tests.fakes.desks import MemoryDirectory, MemoryJournal
from tests.fakes.platforms import FakePlatforms
from tests.forecast_world import forecast_desks
from tests.invoicing_world import SELLER
from tests.noticing_world import RULES
from tests.subscriber_world import SubscriberWorld

HOST = "vitrina.test"
OWN, OTHER = "000123", "000777"
IN_FULL = ForecastRules(advance=AdvanceRules(5, AdvancePolicy.FULL))
PASSWORD = "twelve-letters-and-more"
OFFER = "Публичная оферта.\n\nУслуга оказывается, пока за неё платят."


class CabinetWorld(SubscriberWorld):
    """000123 (Иванов Д. И.) has 500 roubles, 000777 has 100; both may sign in."""

    def __init__(self, url: str, *, day: date = FIRST_DAY) -> None:
        super().__init__(url, day=day)
        self.platforms = FakePlatforms(self.clock)
        self.directory = MemoryDirectory()
        self.access = AccessDesk(
            self._unit, self.clock, b"k" * 32, Argon2Passwords(memory_kib=64, passes=1)
        )
        self.invoices = InvoiceDesk(self._unit, self._catalogue, self.clock, new_id, SELLER)
        self.advances, self.forecasts = forecast_desks(self, IN_FULL)
        self.portals = PortalDesk(self._unit, self.clock, new_id, timedelta(minutes=10))
        self.app = self._application()
        for number, roubles in ((OWN, 500), (OTHER, 100)):
            self.account(number, roubles * 100)
            self.access.set_password(number, PASSWORD)

    def publish_offer(
        self, content: str = OFFER, version: str = "2026-05", integrator_id: int = OPERATOR_ID
    ) -> None:
        """Publish an offer that is in force from today on."""
        moment = self.clock.moment()
        new = NewOffer(
            integrator_id=integrator_id, version=version, valid_from=moment.today, content=content
        )
        with self.session() as session:
            publish_offer(new, OfferRepository(session), moment)

    def connect(self, code: str = "alpha", **wire: Any) -> Platform:
        """Connect a platform, its storefront side as ``wire`` says."""
        platform = self.integrator(code)
        self.directory.put(
            Integrator(
                code=code, title=code.title(), dialect="native", terms=platform.terms, wire=wire
            )
        )
        return platform

    def browser(self) -> "CabinetBrowser":
        """Somebody's browser, not signed in."""
        return CabinetBrowser(self.app)

    def signed_in(self, number: str = OWN) -> "CabinetBrowser":
        """A subscriber's browser."""
        made = self.browser()
        assert made.sign_in(number, PASSWORD).status_code == 200
        return made

    def bought(self, platform: Platform, number: str = OWN, **charge: Any) -> UUID:
        """Let the platform charge 50 roubles; the subscription that came of it."""
        given = {"external_id": f"tx-{number}-{self.count('charge')}", "amount": 50_00, **charge}
        outcome = self.one(platform.charge(account=number, **given))
        assert outcome.ok
        return self.newest_subscription(number)

    def newest_subscription(self, number: str = OWN) -> UUID:
        """The id of the account's latest subscription."""
        query = """
            SELECT s.id FROM subscription s JOIN account a ON a.id = s.account_id
            WHERE a.number = :number ORDER BY s.id DESC LIMIT 1
        """
        found = self.value(query, number=number)
        assert isinstance(found, UUID)
        return found

    def invoice_of(self, number: str = OWN) -> UUID:
        """Finalise this month's invoice of an account; its id."""
        month = self.clock.moment().today.replace(day=1)
        self.invoices.finalise(number, month)
        (view,) = self.invoices.documents(number, month).final
        assert view.id is not None
        return view.id

    def portal(self, code: str = "city") -> Portal:
        """A portal that may ask for access."""
        made = new_portal(
            NewPortal(code=code, title=code.title()), new_id(), self.clock.moment().at
        )
        with self._unit() as unit:
            PortalBook(unit.driver).add(made)
            unit.commit()
        return made

    def asked(self, code: str, number: str = OWN, *, accepted: bool = False) -> UUID:
        """A portal's request for an account; its binding."""
        scopes = [Scope.ACCOUNTS_READ, Scope.INVOICES_READ]
        binding = self.portals.request_binding(self.portal(code), number, scopes)
        if accepted and binding.account_id is not None:
            self.portals.answer(binding.account_id, binding.id, accept=True)
        return binding.id

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def for_subscribers(self) -> dict[str, Any]:
        """The fields of ``SubscriberDoor``."""
        return {
            "desk": CabinetDesk(self._unit, self._catalogue, self.clock),
            "subscribers": self.shop,
            "invoices": self.invoices,
            "forecasts": self.forecasts,
            "advances": self.advances,
            "offers": OfferDesk(self._unit, self.clock),
            "contacts": ContactDesk(self._unit, RULES, self.clock),
            "catalogue": _Current(self),
            "integrators": self.directory,
            "links": self.platforms,
            "frames": self.platforms,
            "platforms": self.platforms,
            "clock": self.clock,
            "max_body": 16_384,
        }

    def _application(self) -> Any:
        door = CabinetDoor(
            access=self.access, portals=self.portals, host=HOST, **self.for_subscribers()
        )
        app = Observed(create_cabinet_app(door), MemoryJournal(), self.clock)
        return edge.build([Mount(PREFIX, app)], over_tls=True)


class _Current:
    """Implements ``CatalogueDirectory`` without any delay."""

    def __init__(self, world: SubscriberWorld) -> None:
        self._world = world

    def current(self) -> Any:
        """The catalogue as it is."""
        return self._world._catalogue()


class CabinetBrowser:
    """Keeps cookies, sends what a browser sends, and the session's token with what acts."""

    def __init__(self, app: Any) -> None:
        self._transport = httpx.ASGITransport(app)
        self.cookies = httpx.Cookies()
        self.csrf = ""

    def sign_in(self, number: str, password: str) -> httpx.Response:
        """Send the form of the front page."""
        answer = self.post("/session", {"account": number, "password": password})
        if answer.status_code == 200:
            self.csrf = answer.json()["csrf_token"]
        return answer

    def call(
        self, method: str, path: str, headers: dict[str, str] | None = None, **request: Any
    ) -> httpx.Response:
        """One request; ``path`` is below the contract's prefix. Headers at "" are left out."""
        sent = {"Origin": f"https://{HOST}", "Sec-Fetch-Site": "same-origin", **(headers or {})}
        if method != "GET":
            sent.setdefault("X-CSRF-Token", self.csrf)
        sent = {name: content for name, content in sent.items() if content}

        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=f"https://{HOST}", cookies=self.cookies
            ) as client:
                answer = await client.request(method, f"{PREFIX}{path}", headers=sent, **request)
                self.cookies = client.cookies
                return answer

        return asyncio.run(send())

    def get(self, path: str, **request: Any) -> httpx.Response:
        """Ask."""
        return self.call("GET", path, **request)

    def post(
        self, path: str, document: object, key: str | None = None, **request: Any
    ) -> httpx.Response:
        """Send a document; an act under its key."""
        headers = request.pop("headers", None) or {}
        if key is not None:
            headers = {"Idempotency-Key": key, **headers}
        return self.call("POST", path, json=document, headers=headers, **request)

    def delete(self, path: str, **request: Any) -> httpx.Response:
        """End something."""
        return self.call("DELETE", path, **request)

    def subscribe(self, product_id: UUID, key: str = "subscribe-1") -> httpx.Response:
        """Look at the preview, accept its offer, subscribe."""
        preview = self.post("/previews", {"product_id": str(product_id)})
        if preview.status_code != 200:
            return preview
        offer = preview.json()["offer"]
        wish = {
            "product_id": str(product_id),
            "offer_version": offer["version"],
            "offer_hash": offer["hash"],
        }
        return self.post("/subscriptions", wish, key)

    def act(self, subscription_id: object, act: str, key: str) -> httpx.Response:
        """Do something with a subscription."""
        return self.post(f"/subscriptions/{subscription_id}/acts", {"act": act}, key)
