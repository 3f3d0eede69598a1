"""SOAP and REST are two doors to one room: what is sent through one is known at the other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from backend.app import create_app
from backend.cli.demo_data import fill, secret_of
from backend.cli.soap_call import Messages
from backend.container import Container
from backend.settings import Settings
from backend.soap.contract import Action

REST = "/api/partner/v1"
DIALECTS = ("rentsoft", "relans", "native")

CHARGE = {
    "account": "000123",
    "amount": "5.00",
    "full_price": "50.00",
    "product": "Антивирус Касперского",
    "product_title": "Антивирус Касперского",
    "text": "1 мес., 50р.",
    "period_end": "2030-05-30",
}


class Doors:
    """One application, called through both doors as one platform."""

    def __init__(self, http: httpx.AsyncClient, container: Container, code: str) -> None:
        integrator = container.integrators.find(code)
        assert integrator is not None
        self.http = http
        self.container = container
        self._login = (code, secret_of(code))
        self._path = f"/soap/{code}"
        self._messages = Messages(integrator)

    async def soap(self, action: Action, **values: str) -> httpx.Response:
        """Send an item over SOAP."""
        return await self.http.post(
            self._path,
            content=self._messages.envelope(action, values).encode(),
            headers=self._messages.headers(action),
            auth=self._login,
        )

    async def rest(self, path: str, **document: str) -> httpx.Response:
        """Send a document over REST."""
        return await self.http.post(f"{REST}{path}", json=document, auth=self._login)

    async def found(self, kind: str, name: str) -> httpx.Response:
        """What became of an operation, over REST."""
        return await self.http.get(f"{REST}/operations/{kind}/{name}", auth=self._login)

    def spoken(self, action: Action, values: dict[str, str]) -> dict[str, str]:
        """The values that this platform's dialect can say."""
        names = self._messages.operation(action).request.names()
        return {name: value for name, value in values.items() if name in names}

    def balance(self, number: str = "000123") -> int:
        """What the account has, in kopecks."""
        (view,) = self.container.inquiries.accounts([number])
        assert view is not None
        return view.balance


@pytest.fixture(scope="module")
def container(module_database_url: str) -> Iterator[Container]:
    """The parts of an installation with the demonstration's data."""
    made = Container(Settings().with_changes(database_url=module_database_url, secret_key="k" * 32))
    fill(made)
    yield made
    made.close()


@asynccontextmanager
async def client(container: Container) -> AsyncIterator[httpx.AsyncClient]:
    """Calls the application without a network."""
    transport = httpx.ASGITransport(create_app(container))
    async with httpx.AsyncClient(transport=transport, base_url="http://vitrina.test") as http:
        yield http


def walk(container: Container, code: str, scenario: Callable[[Doors], Awaitable[Any]]) -> None:
    """Run a scenario as a platform."""

    async def run() -> None:
        async with client(container) as http:
            await scenario(Doors(http, container, code))

    asyncio.run(run())


@pytest.mark.parametrize("code", DIALECTS)
def test_a_call_over_soap_is_repeated_over_rest(container: Container, code: str) -> None:
    async def scenario(doors: Doors) -> None:
        before = doors.balance()
        order = doors.spoken(Action.CHARGE, CHARGE)
        assert (await doors.soap(Action.CHARGE, external_id="s-1", **order)).status_code == 200
        again = await doors.rest("/charges", id="s-1", **order)
        assert (again.status_code, again.json()["replayed"]) == (200, True), again.text
        assert doors.balance() == before - 500
        other = await doors.rest("/charges", id="s-1", **{**order, "amount": "6.00"})
        assert other.json()["code"] == "conflict"
        assert (await doors.rest("/charges/s-1/reversal")).json()["code"] == "ok"
        assert (await doors.soap(Action.CHARGE, external_id="s-1", **order)).text
        assert doors.balance() == before

    walk(container, code, scenario)


@pytest.mark.parametrize("code", DIALECTS)
def test_a_call_over_rest_is_repeated_over_soap(container: Container, code: str) -> None:
    async def scenario(doors: Doors) -> None:
        before = doors.balance()
        order = doors.spoken(Action.CHARGE, CHARGE)
        first = await doors.rest("/charges", id="r-1", **order)
        assert first.json()["replayed"] is False
        await doors.soap(Action.CHARGE, external_id="r-1", **order)
        assert doors.balance() == before - 500
        assert (await doors.found("charge", "r-1")).json() == {**first.json(), "replayed": True}
        await doors.soap(Action.REVERSE, external_id="r-1", account="000123")
        assert (await doors.found("charge", "r-1")).json()["status"] == "reversed"
        assert doors.balance() == before

    walk(container, code, scenario)


@pytest.mark.parametrize("code", DIALECTS)
def test_twins_at_both_doors_have_one_effect(container: Container, code: str) -> None:
    async def scenario(doors: Doors) -> None:
        before = doors.balance()
        order = doors.spoken(Action.CHARGE, CHARGE)
        calls = [doors.rest("/charges", id="t-1", **order) for _ in range(8)]
        calls += [doors.soap(Action.CHARGE, external_id="t-1", **order) for _ in range(8)]
        answers = await asyncio.gather(*calls)
        assert {answer.status_code for answer in answers} == {200}
        fresh = [a.json()["replayed"] for a in answers[:8]].count(False)
        assert fresh <= 1
        assert doors.balance() == before - 500
        await doors.rest("/charges/t-1/reversal")

    walk(container, code, scenario)


def test_a_hold_made_at_one_door_is_captured_at_the_other(container: Container) -> None:
    async def scenario(doors: Doors) -> None:
        before = doors.balance()
        hold = {"account": "000123", "amount": "9.00", "product": "kav"}
        assert (await doors.soap(Action.HOLD, external_id="h-1", **hold)).status_code == 200
        assert (await doors.rest("/holds", id="h-1", **hold)).json()["replayed"] is True
        taken = await doors.rest("/holds/h-1/captures", id="hc-1", amount="4.00")
        assert taken.json()["amount"] == "4.00"
        assert doors.balance() == before - 400
        assert (await doors.rest("/holds/h-1/release")).json()["code"] == "hold_closed"
        await doors.rest("/charges/hc-1/reversal")

    walk(container, "native", scenario)


def test_status_reports_make_one_history(container: Container) -> None:
    async def scenario(doors: Doors) -> None:
        report = {"account": "000123", "product": "kav-status", "state": "active"}
        assert (await doors.rest("/status-reports", id="st-1", **report)).json()["code"] == "ok"
        assert (await doors.soap(Action.STATUS, external_id="st-1", **report)).status_code == 200
        answer = await doors.http.get(f"{REST}/accounts/000123/subscriptions", auth=doors._login)
        found = [s for s in answer.json()["subscriptions"] if s["product"] == "kav-status"]
        assert [step["to_state"] for step in found[0]["history"]] == ["pending", "active"]

    walk(container, "native", scenario)


def test_the_doors_and_what_surrounds_them(container: Container) -> None:
    async def ask() -> None:
        async with client(container) as http:
            assert (await http.get("/ready")).json() == {"status": "ready"}
            assert "vitrina_operations_total" in (await http.get("/metrics")).text
            assert (await http.get("/api/partner/v1/openapi.json")).status_code == 200
            for code in DIALECTS:
                described = await http.get(f"/soap/{code}?wsdl")
                assert b"definitions" in described.content
            assert (await http.post("/soap/nobody")).status_code >= 400
            assert (await http.get("/nothing")).json()["code"] == "not_found"

    asyncio.run(ask())
