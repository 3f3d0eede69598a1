"""Both sides of a rehearsal in one process: a Vitrina, and a sandbox that calls it over SOAP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from sqlalchemy import text

from backend.app import create_app
from backend.container import Container
from backend.domain.commands import OPERATOR_TERMS, Origin, Pay
from backend.domain.integrator import Integrator
from backend.domain.values.codes import Door
from backend.sandbox import SandboxConfig, create_sandbox
from backend.sandbox.config import default_platforms
from backend.storage.probes import run_probes

HOUSE = "http://localhost:8081"
VITRINA = "http://vitrina.test"
CODES = ("rentsoft", "relans")
CHEAP = {"rentsoft": "kav", "relans": "drweb-mobile"}
PRICE = {"rentsoft": 5_000, "relans": 2_500}

Transport = httpx.AsyncBaseTransport
Wrap = Callable[[Transport], Transport]


def config_of(container: Container, folder: Path) -> SandboxConfig:
    """A sandbox with the demonstration's secrets and Vitrina's keys, which never waits."""
    keys = {code: container.links.verification_key(code) for code in CODES}
    platforms = {
        code: replace(each, verification_key=keys[code])
        for code, each in default_platforms().items()
    }
    return SandboxConfig(
        vitrina=VITRINA, data_dir=folder, platforms=platforms, pauses=(0.0, 0.0, 0.0)
    )


@dataclass
class Rehearsal:
    """A person at both: opens storefronts, presses buttons, looks into Vitrina's books."""

    http: httpx.AsyncClient
    container: Container

    def integrator(self, code: str) -> Integrator:
        """The platform at Vitrina, with a storefront at the sandbox."""
        found = self.container.integrators.find(code)
        assert found is not None
        velvica = {
            "storefront_url": f"{HOUSE}/rentsoft/3.00/iframe/",
            "storefront_form": "velvica",
            "storefront_secret": "rentsoft-demo-storefront-2013",
        }
        native = {"storefront_url": f"{HOUSE}/{code}/storefront"}
        return replace(found, wire=velvica if code == "rentsoft" else native)

    def link(self, code: str, account: str = "000123") -> str:
        """A fresh signed link, as Vitrina makes it."""
        return self.container.links.link(self.integrator(code), account).url

    async def enter(self, code: str, account: str = "000123") -> str:
        """Open the storefront; the address under which its pages are."""
        answer = await self.http.get(self.link(code, account))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].rstrip("/")

    async def subscribe(self, code: str, key: str | None = None, account: str = "000123") -> str:
        """Buy; the code of what became of it."""
        base = await self.enter(code, account)
        form = {"product": key or CHEAP[code], "oferta": "accepted"}
        answer = await self.http.post(f"{base}/subscribe", data=form)
        assert answer.status_code == 303, answer.text
        shown = await self.http.get(answer.headers["location"])
        assert shown.status_code == 200, shown.text
        return urlsplit(answer.headers["location"]).query.removeprefix("notice=")

    async def control(self, name: str, **document: Any) -> str:
        """Press a button of the control page; its result."""
        answer = await self.http.post(f"/control/{name}", json=document)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["result"])

    async def arm(self, code: str, fault: str, **how: Any) -> None:
        """Arm a fault for one call, or as said."""
        await self.control("faults", platform=code, fault=fault, **(how or {"calls": 1}))

    async def books(self, code: str) -> Any:
        """What the sandbox remembers of a platform."""
        return (await self.http.get("/control/state")).json()["platforms"][code]

    async def last(self, code: str) -> Any:
        """The sandbox's newest subscription."""
        return (await self.books(code))["subscriptions"][-1]

    def balance(self, account: str = "000123") -> int:
        """What the account has at Vitrina, in kopecks."""
        (view,) = self.container.inquiries.accounts([account])
        assert view is not None
        return view.balance

    def state(self, account: str = "000123") -> str:
        """The state of the account's newest subscription at Vitrina; nothing: ``-``."""
        found = self.rows(
            "SELECT s.state FROM subscription s JOIN account a ON a.id = s.account_id"
            " WHERE a.number = :account ORDER BY s.id DESC LIMIT 1",
            account=account,
        )
        return str(found[0][0]) if found else "-"

    def charges(self) -> list[str]:
        """The texts of all charges at Vitrina, in their order."""
        return [str(row[0]) for row in self.rows("SELECT text FROM charge ORDER BY id")]

    def rows(self, statement: str, **values: Any) -> list[Any]:
        """Vitrina's rows."""
        with self.container.engine.connect() as connection:
            return list(connection.execute(text(statement), values))

    def pay(self, roubles: int, account: str = "000123") -> None:
        """Top the account up; a negative sum is no payment, so the account is never emptied so."""
        made = Pay(
            id=self.container.new_id(),
            terms=OPERATOR_TERMS,
            origin=Origin(door=Door.CLI, correlation_id="test"),
            external_id=str(self.container.new_id()),
            account=account,
            amount=roubles * 100,
        )
        self.container.desk.process([made])


@asynccontextmanager
async def rehearsal(
    container: Container, folder: Path, wrap: Wrap = lambda transport: transport
) -> AsyncIterator[Rehearsal]:
    """A sandbox on this folder; ``wrap`` stands between it and Vitrina."""
    vitrina = wrap(httpx.ASGITransport(create_app(container)))
    async with httpx.AsyncClient(transport=vitrina) as out:
        app = create_sandbox(config_of(container, folder), container.clock, out)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=HOUSE) as http:
            yield Rehearsal(http, container)


Scenario = Callable[[Rehearsal], Awaitable[None]]


def rehearse(
    container: Container,
    folder: Path,
    scenario: Scenario,
    wrap: Wrap = lambda transport: transport,
) -> None:
    """Run a scenario from beginning to end; every rule about money holds after it."""

    async def run() -> None:
        async with rehearsal(container, folder, wrap) as it:
            await scenario(it)

    asyncio.run(run())
    assert [each.rule for each in run_probes(container.engine) if not each.ok] == []
