"""The pages without a Vitrina: who is let in, what is shown, who may press the buttons."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from backend.sandbox import SandboxConfig, create_sandbox
from backend.sandbox.config import default_platforms
from backend.sandbox.wording import NOTICES, REFUSALS
from tests.architecture import ROOT
from tests.fakes.manual_clock import ManualClock
from tests.unit.sandbox.links import KEY, native, velvica, velvica_text

HOUSE = "http://localhost:8081"
IFRAME = "/rentsoft/3.00/iframe/"


class House:
    """A sandbox whose operator never answers."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        platforms = default_platforms()
        platforms["relans"] = replace(platforms["relans"], verification_key=KEY.hex())
        config = SandboxConfig(
            data_dir=folder,
            platforms=platforms,
            pauses=(),
            cabinet_origin="https://cabinet.test",
            issuer="http://vitrina.test",
        )
        silent = httpx.AsyncClient(transport=httpx.MockTransport(self._never))
        transport = httpx.ASGITransport(create_sandbox(config, clock, silent))
        self.http = httpx.AsyncClient(transport=transport, base_url=HOUSE)
        self.clock = clock
        self.calls = 0

    def _never(self, _: httpx.Request) -> httpx.Response:
        self.calls += 1
        raise httpx.ConnectError("nobody is there")

    async def enter(self, account: str = "000123", rnd: str = "a") -> str:
        """The address of the pages after an entry."""
        query = velvica(velvica_text(account, rnd=rnd))
        answer = await self.http.get(f"{IFRAME}?{query}")
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])


Scenario = Callable[[House], Awaitable[None]]


@pytest.fixture
def visit(tmp_path: Path) -> Callable[[Scenario], None]:
    """Runs a scenario in a house of its own."""

    def run(scenario: Scenario) -> None:
        async def inside() -> None:
            house = House(tmp_path, ManualClock())
            async with house.http:
                await scenario(house)

        asyncio.run(inside())

    return run


def test_a_link_opens_once_and_its_page_as_often_as_one_likes(
    visit: Callable[[Scenario], None],
) -> None:
    async def scenario(house: House) -> None:
        address = f"{IFRAME}?{velvica(velvica_text())}"
        first = await house.http.get(address)
        again = await house.http.get(address)
        assert (first.status_code, again.status_code) == (303, 403)
        assert "replayed" in again.text
        assert "set-cookie" not in first.headers
        for _ in range(2):
            page = await house.http.get(first.headers["location"])
            assert "Программы по подписке" in page.text
            assert "set-cookie" not in page.headers

    visit(scenario)


def test_a_page_may_be_framed_by_the_cabinet_alone(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        page = await house.http.get(await house.enter())
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("frame-ancestors https://cabinet.test")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        control = await house.http.get("/")
        assert control.headers["content-security-policy"].endswith("frame-ancestors 'none'")

    visit(scenario)


def test_a_link_may_lead_to_a_product(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        query = velvica(velvica_text())
        unknown = await house.http.get(f"{IFRAME}product/nothing?{query}")
        assert unknown.status_code == 404
        found = await house.http.get(f"/rentsoft/2.01/iframe/product/kav?{query}")
        assert found.headers["location"].endswith("/product/kav")
        native_link = native(path="/product/pro32")
        relans = await house.http.get(f"/relans/storefront?{native_link}")
        assert relans.headers["location"].endswith("/product/pro32")
        again = await house.http.get(f"/relans/storefront?{native_link}")
        assert (again.status_code, "replayed" in again.text) == (403, True)

    visit(scenario)


def test_a_session_is_short(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        page = await house.enter()
        house.clock.advance(minutes=31)
        late = await house.http.get(page)
        assert (late.status_code, "session_expired" in late.text) == (403, True)

    visit(scenario)


def test_a_session_is_of_one_platform(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        page = await house.enter()
        elsewhere = await house.http.get(page.replace("/rentsoft/", "/relans/"))
        assert elsewhere.status_code == 403

    visit(scenario)


@pytest.mark.parametrize("account", ["", "0", "000123@17"], ids=["empty", "zero", "operator"])
def test_who_may_only_look(visit: Callable[[Scenario], None], account: str) -> None:
    async def scenario(house: House) -> None:
        base = (await house.enter(account)).rstrip("/")
        page = await house.http.get(f"{base}/")
        assert "50р." in page.text
        assert "Подписаться" not in page.text
        form = {"product": "kav", "oferta": "accepted"}
        assert (await house.http.post(f"{base}/subscribe", data=form)).status_code == 403
        assert house.calls == 0

    visit(scenario)


def test_when_the_operator_is_silent_nothing_is_sold(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        base = (await house.enter()).rstrip("/")
        form = {"product": "kav", "oferta": "accepted"}
        answer = await house.http.post(f"{base}/subscribe", data=form)
        page = await house.http.get(answer.headers["location"])
        assert NOTICES["unanswered"][1] in page.text

    visit(scenario)


def test_a_user_is_made_once(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        await house.enter(rnd="a")
        await house.enter(rnd="b")
        state = (await house.http.get("/control/state")).json()
        users = state["platforms"]["rentsoft"]["users"]
        assert [user["account"] for user in users] == ["000123"]

    visit(scenario)


def test_another_subscribers_subscription_is_not_there(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        base = (await house.enter()).rstrip("/")
        answer = await house.http.post(f"{base}/unsubscribe", data={"subscription": "rs-1"})
        assert answer.headers["location"].endswith("notice=no_subscription")

    visit(scenario)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.test:8081"},
    ],
)
def test_the_control_page_obeys_its_own_page_only(
    visit: Callable[[Scenario], None], headers: dict[str, str]
) -> None:
    async def scenario(house: House) -> None:
        asked = {"days": "1"}
        refused = await house.http.post("/control/time", data=asked, headers=headers)
        assert (refused.status_code, "cross_origin" in refused.text) == (403, True)
        own = {"Origin": HOUSE, "Sec-Fetch-Site": "same-origin"}
        done = await house.http.post("/control/time", data=asked, headers=own)
        assert done.headers["location"] == "/?done=2026-05-02"

    visit(scenario)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("time", b"{}"),
        ("time", b'{"days": -1}'),
        ("time", b'{"days": 401}'),
        ("time", b"[]"),
        ("time", b"\xff"),
        ("faults", b'{"platform": "other", "fault": "down", "on": true}'),
        ("faults", b'{"platform": "relans", "fault": "other", "on": true}'),
        ("faults", b'{"platform": "relans", "fault": "down"}'),
        ("charge", b"{}"),
    ],
)
def test_a_wrong_order_is_told(
    visit: Callable[[Scenario], None], name: str, content: bytes
) -> None:
    async def scenario(house: House) -> None:
        answer = await house.http.post(f"/control/{name}", content=content)
        assert (answer.status_code, answer.json()) == (400, {"code": "bad_request"})

    visit(scenario)


def test_a_form_without_end_is_cut(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        base = (await house.enter()).rstrip("/")
        answer = await house.http.post(f"{base}/subscribe", content=b"x" * 100_000)
        assert answer.status_code == 413

    visit(scenario)


def test_secrets_are_not_shown(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        token = (await house.enter()).split("/")[3]
        for address in ("/", "/control/state"):
            text = (await house.http.get(address)).text
            assert token not in text
            assert "2013" not in text
            assert KEY.hex() not in text

    visit(scenario)


def test_unknown_addresses(visit: Callable[[Scenario], None]) -> None:
    async def scenario(house: House) -> None:
        for address in ("/nothing", "/rentsoft/pages/none/", "/rentsoft/9.99/iframe/"):
            answer = await house.http.get(address)
            assert answer.status_code in (403, 404)
            assert "Код для поддержки" in answer.text

    visit(scenario)


def test_every_code_has_a_text() -> None:
    sources = [path.read_text() for path in (ROOT / "backend" / "sandbox").glob("*.py")]
    raised = {code for text in sources for code in re.findall(r'Refused\("(\w+)"', text)}
    assert len(raised) > 10
    assert raised <= set(REFUSALS)
