"""The sandbox, read and told over real sockets: both sides were written from the contract alone."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.cli.demo_data import fill
from backend.container import Container
from backend.domain.instruction import Act, Answer, Instruction
from backend.domain.integrator import Integrator
from backend.domain.platform import (
    Activation,
    Freshness,
    PlatformAct,
    PlatformDetails,
    PlatformEvent,
)
from backend.platforms.desk import PlatformDesk
from backend.settings import Settings
from tests.fakes.manual_clock import START, ManualClock
from tests.integration.platforms.conftest import PATIENT
from tests.integration.platforms.server import Connection, Manner, Platform, reply
from tests.integration.sandbox.rehearsal import CHEAP, CODES, PRICE, Rehearsal, rehearse

MIDNIGHT = datetime(2026, 5, 30, 21, tzinfo=UTC)  # of the 31st in Moscow


@pytest.fixture
def container(database_url: str) -> Iterator[Container]:
    """The parts of an installation whose clock stands still."""
    settings = Settings().with_changes(database_url=database_url, secret_key="k" * 32)
    made = Container(settings, ManualClock())
    fill(made)
    yield made
    made.close()


@pytest.fixture
def ours(container: Container) -> Iterator[PlatformDesk]:
    """Our side, with more patience than the installation's own."""
    made = PlatformDesk(
        issuer=container.settings.public_url,
        key=container.settings.signing_key(),
        clock=container.clock,
        zone=ZoneInfo("Europe/Moscow"),
        patience=PATIENT,
    )
    yield made
    made.close()


def sandbox_behind(server: Platform, it: Rehearsal) -> Manner:
    """Passes each request on to the rehearsal's sandbox."""
    loop = asyncio.get_running_loop()

    def pass_on(connection: Connection) -> None:
        asked = server.requests[-1]
        call = it.http.request(
            asked.method, asked.target, content=asked.body, headers=asked.headers
        )
        answer = asyncio.run_coroutine_threadsafe(call, loop).result()
        media = answer.headers.get("content-type", "")
        status = f"{answer.status_code} As-Said"
        reply(answer.content, status=status, content_type=media)(connection)

    return pass_on


def connected(it: Rehearsal, server: Platform, code: str) -> Integrator:
    """The platform with its machine doors on the server."""
    server.answer(sandbox_behind(server, it))
    shop = it.integrator(code)
    catalogue = "/rentsoft/2.01/xml" if code == "rentsoft" else f"/{code}/catalogue"
    wire = {
        **shop.wire,
        "catalogue_url": f"{server.address}{catalogue}",
        "instructions_url": f"{server.address}/{code}/instructions",
    }
    return replace(shop, wire=wire)


async def call(function: Callable[..., Any], *arguments: Any) -> Any:
    """Ours blocks, and the sandbox answers on this loop."""
    return await asyncio.to_thread(function, *arguments)


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_and_a_subscription(
    container: Container, ours: PlatformDesk, platform_server: Platform, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        shop = connected(it, platform_server, code)
        catalogue = await call(ours.reader.catalogue, shop, "000123")
        assert catalogue.state is Freshness.FRESH
        assert {item.can_subscribe for item in catalogue.items} == {True, False}
        (cheap,) = (item for item in catalogue.items if item.key == CHEAP[code])
        assert cheap.price == PRICE[code]
        assert cheap.external_id
        assert "<" not in cheap.summary
        await it.subscribe(code)
        # By the platform's name of the product, and by the one that charges have.
        for name in (cheap.key, cheap.external_id):
            found: PlatformDetails = await call(ours.reader.details, shop, "000123", name)
            assert found.state is Freshness.FRESH
            assert found.item
            assert found.item.offer.startswith("Учебная оферта.")
            assert "<" not in found.item.description
            assert found.subscription
            assert found.subscription.created_at == START
            assert found.subscription.next_charge_at == MIDNIGHT
            assert found.subscription.history == (
                PlatformEvent(
                    at=START,
                    act=PlatformAct.ACTIVATE,
                    charged=PRICE[code],
                    next_charge_at=MIDNIGHT,
                ),
            )
            assert found.subscription.activation is Activation.DONE
            assert found.subscription.activation_text.startswith("Ключ: ")
            assert found.subscription.usage_text.startswith("• Скачайте")
            assert len(found.subscription.links) == 2

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_subscriber_leaves_and_comes_back(
    container: Container, ours: PlatformDesk, platform_server: Platform, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        shop = connected(it, platform_server, code)
        await it.subscribe(code)
        name = str((await it.last(code))["external_key"])
        cancel = Instruction(
            id=container.new_id(),
            act=Act.CANCEL,
            account="000123",
            subscription=name,
            ends_on=date(2026, 5, 30),
            created_at=START - timedelta(minutes=1),
        )
        keep = replace(cancel, id=container.new_id(), act=Act.KEEP, ends_on=None)
        unknown = replace(cancel, id=container.new_id(), subscription="unknown")
        answers = [
            (await call(ours.instructions.send, shop, each)).answer
            for each in (cancel, cancel, keep, unknown)
        ]
        assert answers == [Answer.DONE, Answer.DONE, Answer.DONE, Answer.REFUSED]

    rehearse(container, tmp_path, scenario)


@pytest.mark.parametrize("code", CODES)
def test_a_platform_that_does_not_know_our_key_is_not_read(
    container: Container, desk: PlatformDesk, platform_server: Platform, tmp_path: Path, code: str
) -> None:
    async def scenario(it: Rehearsal) -> None:
        shop = connected(it, platform_server, code)
        stranger = replace(shop, wire={**shop.wire, "storefront_secret": "another"})
        found = await call(desk.reader.catalogue, stranger, "000123")
        assert found.state is Freshness.UNAVAILABLE

    rehearse(container, tmp_path, scenario)
