"""An operator connects the sandbox over the desk's contract, and tries it: both ways at once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.app import create_app
from backend.cli.demo_data import fill
from backend.container import Container
from backend.settings import Settings
from tests.fakes.manual_clock import ManualClock
from tests.integration.platforms.server import Platform
from tests.integration.platforms.test_sandbox import sandbox_behind
from tests.integration.sandbox.rehearsal import CODES, VITRINA, Rehearsal, rehearse

TOKEN = "the operator's token, long enough"
DOORS = {
    "rentsoft": {
        "form": "velvica",
        "secret": "rentsoft-demo-storefront-2013",
        "url": "/rentsoft/3.00/iframe/",
        "catalogue_url": "/rentsoft/2.01/xml",
        "instructions_url": "/rentsoft/instructions",
    },
    "relans": {
        "form": "native",
        "url": "/relans/storefront",
        "catalogue_url": "/relans/catalogue",
        "instructions_url": "/relans/instructions",
    },
}


@pytest.fixture
def container(database_url: str) -> Iterator[Container]:
    """The parts of an installation that scripts may operate."""
    settings = Settings().with_changes(
        database_url=database_url, secret_key="k" * 32, operator_token=TOKEN
    )
    made = Container(settings, ManualClock())
    fill(made)
    yield made
    made.close()


class Desk:
    """The staff's contract, called by a script."""

    def __init__(self, container: Container) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(create_app(container)),
            base_url=f"{VITRINA}/api/operator/v1",
            headers={"Authorization": f"Bearer {TOKEN}"},
        )

    async def send(self, method: str, path: str, document: object) -> Any:
        """The document of a good answer."""
        answer = await self._http.request(method, path, json=document)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def tried(self, code: str) -> dict[str, tuple[str, str]]:
        """The steps of a test."""
        document = {"account": "000123", "wait_seconds": 20}
        found = await self.send("POST", f"/integrators/{code}/test", document)
        return {each["step"]: (each["result"], each["reason"]) for each in found["steps"]}


def storefront(code: str, server: Platform) -> dict[str, str]:
    """The platform's storefront side, with its doors on the server."""
    said = DOORS[code].items()
    return {name: f"{server.address}{text}" if "/" in text else text for name, text in said}


@pytest.mark.parametrize("code", CODES)
def test_the_sandbox_is_called_and_calls_back(
    container: Container, platform_server: Platform, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        platform_server.answer(sandbox_behind(platform_server, it))
        desk, side = Desk(container), storefront(code, platform_server)
        await desk.send("PATCH", f"/integrators/{code}", {"storefront": side})

        found = await desk.tried(code)

        assert {result for result, _ in found.values()} == {"ok"}, found
        (called,) = (await it.books(code))["calls"]
        assert (called["what"], called["answer"]) == (
            {"rentsoft": "canCharge", "relans": "CheckFunds"}[code],
            "done",
        )
        assert it.charges() == []

    rehearse(container, tmp_path, scenario)


def test_a_platform_with_an_old_secret_is_not_heard(
    container: Container, platform_server: Platform, tmp_path: Path
) -> None:
    async def scenario(it: Rehearsal) -> None:
        platform_server.answer(sandbox_behind(platform_server, it))
        desk, side = Desk(container), storefront("relans", platform_server)
        await desk.send("PATCH", "/integrators/relans", {"storefront": side})
        for _ in range(2):  # after the second the sandbox's is none of the two that are valid
            await desk.send("POST", "/integrators/relans/secret", {})
        await asyncio.to_thread(container.integrators.refresh)

        document = {"account": "000123", "wait_seconds": 0}
        steps = (await desk.send("POST", "/integrators/relans/test", document))["steps"]

        found = {each["step"]: (each["result"], each["reason"]) for each in steps}
        assert found["instructions"] == ("ok", "accepted")
        assert found["called_back"] == ("failed", "silent")
        (called,) = (await it.books("relans"))["calls"]
        assert called["answer"] == "Client: not_authenticated"

    rehearse(container, tmp_path, scenario)
