"""Two subscribers and their things as in the cabinet's tests, and portals that call."""

import asyncio
from typing import Any

import httpx
from starlette.routing import Mount

from backend.api import edge
from backend.api.observed import Observed
from backend.api.portal.app import PREFIX, create_portal_app
from backend.api.portal.door import PortalDoor
from backend.domain.endpoints import Answered, Message
from backend.domain.services.portals.portal import Reach
from backend.domain.services.portals.scopes import Scope
from backend.domain.services.portals.set_up import NewPortal
from backend.storage.clock import new_id
from backend.storage.events.desk import EventDesk
from backend.storage.portals.office import PortalOffice
from backend.storage.portals.requests import RequestDesk
from tests.contract.cabinet.world import OWN, CabinetWorld

HOST = "vitrina.test"


class SilentSender:
    """Implements ``EventSender``: takes everything that is not from a bad address."""

    def check(self, url: str) -> None:
        """Everything may be sent to."""

    def send(self, message: Message) -> Answered:
        """Accepted."""
        assert message.keys
        return Answered(status=204, reason=None, milliseconds=1)


class PortalWorld(CabinetWorld):
    """``portal_client`` adds a portal that acts for the first subscriber."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.office = PortalOffice(self.clock, new_id)
        self.requests = RequestDesk(self._unit, self.clock)
        self.events = EventDesk(self._unit, SilentSender(), self.clock, new_id, b"k" * 32)
        self.door = PortalDoor(
            portals=self.portals,
            requests=self.requests,
            events=self.events,
            unit_of_work=self._unit,
            new_id=new_id,
            **self.for_subscribers(),
        )
        app = Observed(create_portal_app(self.door), None, self.clock)
        self.portal_app = edge.build([Mount(PREFIX, app)], over_tls=True)

    def client(
        self,
        code: str = "city",
        *accounts: str,
        scopes: frozenset[Scope] = frozenset(Scope),
        reach: Reach = Reach.BOUND,
        per_minute: int = 1000,
        per_day: int = 50_000,
    ) -> "PortalClient":
        """A portal that the operator has bound to these accounts; by default to the first."""
        new = NewPortal(
            code=code,
            title=code.title(),
            scopes=scopes,
            reach=reach,
            calls_per_minute=per_minute,
            calls_per_day=per_day,
        )
        with self._unit() as unit:
            _, secret = self.office.add(unit, new)
            if reach is Reach.BOUND:
                self.office.bind(unit, code, accounts or [OWN])
            unit.commit()
        return PortalClient(self.portal_app, code, secret)

    def forget_answer(self, key: str) -> None:
        """As if whoever did the request had died before the answer was stored."""
        with self._unit() as unit:
            unit.driver.execute(
                "UPDATE portal_request SET finished_at = NULL, status = NULL, body = NULL, "
                "content_type = NULL WHERE key = %s",
                [key],
            )
            unit.commit()

    def stored(self) -> str:
        """Everything that is stored of portals and endpoints, bodies as text."""
        statement = """
            SELECT string_agg(encode(body, 'escape'), '') FROM portal_request
            UNION ALL SELECT string_agg(encode(digest, 'hex'), '') FROM portal_token
            UNION ALL SELECT string_agg(s::text, '') FROM portal_secret s
            UNION ALL SELECT string_agg(e::text, '') FROM event_endpoint e
        """
        return "".join(row[0] or "" for row in self.rows(statement))


class PortalClient:
    """Gets a token at its first call, and sends it with every one."""

    def __init__(self, app: Any, code: str, secret: str) -> None:
        self._transport = httpx.ASGITransport(app)
        self.code, self.secret = code, secret
        self.token = ""
        self._keys = 0

    def sign_in(self, **form: str) -> httpx.Response:
        """Ask for a token by HTTP Basic, and keep it."""
        answer = self.form("/oauth/token", {"grant_type": "client_credentials", **form})
        if answer.status_code == 200:
            self.token = answer.json()["access_token"]
        return answer

    def form(
        self, path: str, form: dict[str, str], auth: tuple[str, str] | str | None = "own"
    ) -> httpx.Response:
        """Post a form, by default with the portal's own credentials."""
        login = (self.code, self.secret) if isinstance(auth, str) else auth
        return self._send("POST", path, data=form, auth=login)

    def call(
        self, method: str, path: str, *, token: str | None = None, key: str | None = "", **sent: Any
    ) -> httpx.Response:
        """One request; a POST brings a fresh key, the one that is given, or with ``None`` none."""
        if token is None:
            if not self.token:
                assert self.sign_in().status_code == 200
            token = self.token
        headers = dict(sent.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if method == "POST" and key is not None:
            self._keys += 1
            headers["Idempotency-Key"] = key or f"{self.code}-key-{self._keys}"
        return self._send(method, path, headers=headers, **sent)

    def get(self, path: str, **sent: Any) -> httpx.Response:
        """Ask."""
        return self.call("GET", path, **sent)

    def post(self, path: str, document: object = None, **sent: Any) -> httpx.Response:
        """Act."""
        if document is not None:
            sent["json"] = document
        return self.call("POST", path, **sent)

    def _send(self, method: str, path: str, **sent: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=f"https://{HOST}"
            ) as client:
                return await client.request(method, f"{PREFIX}{path}", **sent)

        return asyncio.run(send())
