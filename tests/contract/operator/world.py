"""An operator with staff of every role, a subscriber, and browsers that call the desk."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from starlette.routing import Mount

from backend.api import edge
from backend.api.observed import Observed
from backend.api.operator.app import PREFIX, create_operator_app
from backend.api.operator.door import OperatorDoor
from backend.api.operator.staff import SESSION_COOKIE
from backend.domain.models import Staff, StaffSession
from backend.domain.services.access.hash_passwords import Argon2Passwords
from backend.domain.services.access.sessions import csrf_token, digest_token, new_token
from backend.domain.services.administration.change_account import PromiseRules
from backend.domain.services.correcting.rows import CorrectionRules
from backend.domain.values.roles import Role
from backend.platforms.desk import PlatformDesk
from backend.soap import check_wire, describe_dialects
from backend.storage.access.desk import AccessDesk
from backend.storage.access.staff import StaffDesk
from backend.storage.access.staff_members import MemberDesk
from backend.storage.accounts.desk import AccountDesk
from backend.storage.accounts.import_desk import ImportDesk
from backend.storage.audit.desk import AuditDesk
from backend.storage.cabinet.desk import CabinetDesk
from backend.storage.cabinet.offers import OfferDesk
from backend.storage.clock import new_id
from backend.storage.events.desk import EventDesk
from backend.storage.integrators import PostgresIntegratorDirectory
from backend.storage.invoicing.desk import InvoiceDesk
from backend.storage.portals.office import PortalOffice
from backend.storage.reporting.desk import ReportDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.billing_world import FIRST_DAY
from tests.fakes.event_sender import MemorySender
from tests.forecast_world import forecast_desks
from tests.invoicing_world import SELLER
from tests.noticing_world import notice_desk
from tests.subscriber_world import SubscriberWorld

HOST = "vitrina.test"
PASSWORD = "a password of the staff"
TOKEN = "the token of the staff, long enough"
KEY = b"k" * 32
CORRECTION_LIMIT = 100_00
PASSWORDS = Argon2Passwords(memory_kib=8, passes=1)


class DeskWorld(SubscriberWorld):
    """Account 1001 (Иванов Д. И.) has 500 roubles; ``person`` is a browser of somebody's."""

    def __init__(self, url: str, *, day: date = FIRST_DAY) -> None:
        super().__init__(url, day=day)
        self.staff = StaffDesk(self._unit, self.clock, KEY, PASSWORDS)
        self.invoices = InvoiceDesk(self._unit, self._catalogue, self.clock, new_id, SELLER)
        self.directory = PostgresIntegratorDirectory(self.engine)
        self.platforms = PlatformDesk(
            issuer=f"https://{HOST}", key=KEY, clock=self.clock, zone=ZoneInfo("Europe/Moscow")
        )
        self.audit = AuditDesk(self._unit, self.clock)
        self.reports = ReportDesk(self._unit, self.clock, ZoneInfo("Europe/Moscow"))
        self.sender = MemorySender()
        self.events = EventDesk(self._unit, self.sender, self.clock, new_id, KEY)
        self.portals = PortalOffice(self.clock, new_id)
        self.notices = notice_desk(self._unit, self.clock)
        self.advances, self.forecasts = forecast_desks(self)
        self.app = self._application()
        self.account(balance=500_00)

    def close(self) -> None:
        """Finish, and let go of everything."""
        self.notices.close()
        self.platforms.close()
        self.directory.close()
        super().close()

    def person(self, role: Role = Role.ADMIN, name: str | None = None) -> "DeskBrowser":
        """Somebody of this role, signed in."""
        name = name or role.value
        token, now = new_token(), self.clock.now()
        with self.session() as session:
            member = Staff(
                name=name,
                role=role,
                password_hash=PASSWORDS.hash(PASSWORD),
                changed_at=now,
                created_at=now,
            )
            session.add(member)
            session.flush()
            assert member.id is not None
            session.add(
                StaffSession(
                    digest=digest_token(token),
                    staff_id=member.id,
                    created_at=now,
                    seen_at=now,
                    expires_at=now + timedelta(minutes=30),
                    address="192.0.2.1",
                    agent="tests",
                )
            )
        return DeskBrowser(self.app, token)

    def nobody(self) -> "DeskBrowser":
        """A browser in which nobody is signed in."""
        return DeskBrowser(self.app, None)

    def script(self, token: str = TOKEN) -> "DeskBrowser":
        """A script with a token."""
        return DeskBrowser(self.app, None, bearer=token)

    def audited(self) -> list[tuple[Any, ...]]:
        """(actor, operation, subject, reason) of what has been recorded, in order."""
        return self.rows("SELECT actor, operation, subject, reason FROM audit ORDER BY id")

    def door(self, **changes: Any) -> OperatorDoor:
        """The desk's door over this world."""
        given: dict[str, Any] = {
            "access": self.staff,
            "members": MemberDesk(self.clock, KEY, PASSWORDS),
            "audit": self.audit,
            "unit_of_work": self._unit,
            "billing": self.billing,
            "subscribers": self.shop,
            "desk": self.desk,
            "invoices": self.invoices,
            "advances": self.advances,
            "forecasts": self.forecasts,
            "cabinet": CabinetDesk(self._unit, self._catalogue, self.clock),
            "cabinet_access": AccessDesk(self._unit, self.clock, KEY, PASSWORDS),
            "accounts": AccountDesk(self._unit, self.clock),
            "imports": ImportDesk(self._unit, self.desk, self.clock, new_id, self._catalogue),
            "promises": PromiseRules(),
            "offers": OfferDesk(self._unit, self.clock),
            "corrections": CorrectionRules(limit=CORRECTION_LIMIT, lifetime=timedelta(days=7)),
            "reports": self.reports,
            "notices": self.notices,
            "events": self.events,
            "portals": self.portals,
            "catalogue": _Current(self),
            "integrators": self.directory,
            "platforms": self.platforms,
            "clock": self.clock,
            "new_id": new_id,
            "host": HOST,
            "public_url": f"https://{HOST}",
            "check_wire": check_wire,
            "dialects": describe_dialects,
            "token": TOKEN,
            **changes,
        }
        return OperatorDoor(**given)

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self.engine)

    def _application(self, **changes: Any) -> Any:
        app = Observed(create_operator_app(self.door(**changes)), None, self.clock)
        return edge.build([Mount(PREFIX, app)], over_tls=True)


class _Current:
    """Implements ``CatalogueDirectory`` without any delay."""

    def __init__(self, world: SubscriberWorld) -> None:
        self._world = world

    def current(self) -> Any:
        """The catalogue as it is."""
        return self._world._catalogue()


class DeskBrowser:
    """Sends what a browser of the staff's sends, or what a script does."""

    def __init__(self, app: Any, token: str | None, *, bearer: str | None = None) -> None:
        self._transport = httpx.ASGITransport(app)
        self.headers = {"Origin": f"https://{HOST}", "Sec-Fetch-Site": "same-origin"}
        self.cookies = httpx.Cookies()
        if bearer is not None:
            self.headers = {"Authorization": f"Bearer {bearer}"}
        if token is not None:
            self.cookies.set(SESSION_COOKIE, token, domain=HOST)
            self.headers["X-CSRF-Token"] = csrf_token(token)

    def call(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **request: Any
    ) -> httpx.Response:
        """One request; ``path`` is below the contract's prefix. Headers at "" are left out."""
        merged = {**self.headers, **(headers or {})}
        sent = {name: content for name, content in merged.items() if content}

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

    def post(self, path: str, document: object = None, **request: Any) -> httpx.Response:
        """Send a document."""
        return self.call("POST", path, json={} if document is None else document, **request)

    def patch(self, path: str, document: object, **request: Any) -> httpx.Response:
        """Change some fields."""
        return self.call("PATCH", path, json=document, **request)

    def upload(self, path: str, content: bytes | Path, **request: Any) -> httpx.Response:
        """Send a file."""
        body = content if isinstance(content, bytes) else content.read_bytes()
        headers = {"Content-Type": "text/csv", **(request.pop("headers", None) or {})}
        return self.call("POST", path, content=body, headers=headers, **request)
