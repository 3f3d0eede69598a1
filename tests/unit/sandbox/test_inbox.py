"""The inbox for events and notices."""

import asyncio
import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.sandbox import SandboxConfig, WrongConfig, create_sandbox, read_config
from tests.fakes.manual_clock import ManualClock

KEY = b"a key of the demonstration's inbox"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
EVENT = {"type": "charge.taken", "data": {"account": "000123", "amount": "50.00"}}
NOTICE = {"type": "notice", "data": {"to": "+79990000000", "text": "1 июня спишем 50р. <b>"}}


def config(folder: Path, **said: str) -> SandboxConfig:
    """The defaults and what is said."""
    return read_config(said, data_dir=folder)


class Sender:
    """Signs and sends as the operator does."""

    def __init__(self, folder: Path, clock: ManualClock, secret: str | None = SECRET) -> None:
        self.clock = clock
        said = {"inbox_secret": secret} if secret else {}
        app = create_sandbox(config(folder, **said), clock, httpx.AsyncClient())
        transport = httpx.ASGITransport(app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://localhost:8081")

    async def send(
        self, content: Any, path: str = "events", *, id_: str = "f-1", key: bytes = KEY
    ) -> httpx.Response:
        """One message."""
        body, timestamp = json.dumps(content).encode(), int(self.clock.now().timestamp())
        signed = f"{id_}.{timestamp}.".encode() + body
        sign = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        headers = {
            "webhook-id": id_,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": f"v1,{sign}",
        }
        return await self.http.post(f"/inbox/{path}", content=body, headers=headers)

    async def page(self) -> str:
        """What a person sees."""
        return (await self.http.get("/inbox")).raise_for_status().text


Scenario = Callable[[Sender], Awaitable[None]]


def play(scenario: Scenario, folder: Path, secret: str | None = SECRET) -> None:
    """Run a scenario in a sandbox of its own."""

    async def inside() -> None:
        sender = Sender(folder, ManualClock(), secret)
        async with sender.http:
            await scenario(sender)

    asyncio.run(inside())


def test_what_comes_twice_is_kept_once(tmp_path: Path) -> None:
    async def scenario(sender: Sender) -> None:
        assert "Пока ничего не пришло" in await sender.page()
        answers = [await sender.send(EVENT), await sender.send(EVENT)]
        assert [answer.status_code for answer in answers] == [204, 204]
        page = await sender.page()
        assert page.count("<h2 id=") == 1
        assert "пришло 2 раза, принято одно" in page
        assert "000123" in page

    play(scenario, tmp_path)


def test_a_notice_is_shown_as_its_reader_sees_it(tmp_path: Path) -> None:
    async def scenario(sender: Sender) -> None:
        assert (await sender.send(NOTICE, "notices")).status_code == 204
        assert "1 июня спишем 50р. &lt;b&gt;" in await sender.page()

    play(scenario, tmp_path)


@pytest.mark.parametrize(
    ("content", "key", "status"),
    [
        (EVENT, b"somebody else's key, long enough", 401),
        ([], KEY, 422),
        ({"type": 1, "data": {}}, KEY, 422),
        ({"type": "x", "data": "y"}, KEY, 422),
    ],
)
def test_what_is_not_a_message_is_refused(
    content: Any, key: bytes, status: int, tmp_path: Path
) -> None:
    async def scenario(sender: Sender) -> None:
        assert (await sender.send(content, key=key)).status_code == status
        assert "Пока ничего не пришло" in await sender.page()

    play(scenario, tmp_path)


def test_an_old_message_is_refused(tmp_path: Path) -> None:
    async def scenario(sender: Sender) -> None:
        body = json.dumps(EVENT).encode()
        timestamp = str(int(sender.clock.now().timestamp()) - 301)
        sign = hmac.digest(KEY, f"f-1.{timestamp}.".encode() + body, "sha256")
        headers = {
            "webhook-id": "f-1",
            "webhook-timestamp": timestamp,
            "webhook-signature": f"v1,{base64.b64encode(sign).decode()}",
        }
        answer = await sender.http.post("/inbox/events", content=body, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"code": "expired"})

    play(scenario, tmp_path)


def test_without_a_secret_nothing_is_taken(tmp_path: Path) -> None:
    async def scenario(sender: Sender) -> None:
        assert (await sender.send(EVENT)).status_code == 503

    play(scenario, tmp_path, None)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_AAAA", "whsec_*", "abc"])
def test_a_secret_that_is_none_is_refused_at_the_start(secret: str, tmp_path: Path) -> None:
    with pytest.raises(WrongConfig, match="inbox_secret"):
        config(tmp_path, inbox_secret=secret)
