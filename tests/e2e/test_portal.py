"""The example of a portal's page, as its developer starts it and a subscriber uses it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import Complaints, OpenPage, assert_no_barriers, screenshot
from tests.contract.portals.tools import EXAMPLES
from tests.contract.portals.world import Portal, portal_of
from tests.demonstration import free_port
from tests.e2e.cabinet import buy
from tests.e2e.world import World, running
from tests.integration.sandbox.serving import await_that

INTERNET = "Доступ в Интернет, тариф «Домашний 100»"
KASPERSKY = "Антивирус Касперского"


@pytest.fixture(scope="module")
def port() -> int:
    """Where the portal's own server listens."""
    return free_port()


@pytest.fixture(scope="module")
def world(
    module_database_url: str, tmp_path_factory: pytest.TempPathFactory, port: int
) -> Iterator[World]:
    """A Vitrina whose platforms let the portal frame their storefronts."""
    folder, framed_by = tmp_path_factory.mktemp("sandbox"), f"http://127.0.0.1:{port}"
    with running(module_database_url, folder, framed_by=framed_by) as made:
        yield made


@contextmanager
def _serving(portal: Portal, port: int) -> Iterator[str]:
    """The example's server, started as its first lines say."""
    command = [sys.executable, "-m", "uvicorn", "portal:app", "--port", str(port)]
    variables = {**os.environ, **portal.variables}
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=EXAMPLES, env=variables
    ) as server:
        try:
            await_that(lambda: _answers(address) or server.poll() is not None)
            yield address
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def portal(world: World) -> Portal:
    return portal_of(world, world.subscriber(50_000))


@pytest.fixture
def site(portal: Portal, port: int) -> Iterator[str]:
    """The address of the portal, whose one subscriber is signed in."""
    with _serving(portal, port) as address:
        yield address


@pytest.fixture
def open_site(site: str, open_page: OpenPage) -> Callable[..., Page]:
    """Opens a page of the portal."""

    def open_one(path: str = "/") -> Page:
        page = open_page()
        page.goto(f"{site}{path}")
        return page

    return open_one


def test_a_subscriber_subscribes_at_a_portal(
    world: World, portal: Portal, open_site: Callable[..., Page]
) -> None:
    page = open_site()
    shelf = page.get_by_role("list", name="Продукты").get_by_role("listitem")
    shelf.filter(has_text=INTERNET).get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Сейчас спишется 300.00 ₽.")
    dialog.get_by_role("button", name="Не сейчас").click()
    expect(dialog).to_be_hidden()
    assert world.balance(portal.subscriber) == 50_000
    shelf.filter(has_text=INTERNET).get_by_role("button").click()
    dialog.get_by_role("button", name="Принимаю и подключаю").click()
    expect(page.get_by_role("status")).to_have_text("Подключено.")
    owned = page.get_by_role("list", name="Подписки").get_by_role("listitem")
    expect(owned).to_have_text([f"{INTERNET} · активна · оплачена по 31.05.2026"])
    expect(shelf.filter(has_text=INTERNET)).to_have_count(0)
    assert world.balance(portal.subscriber) == 20_000
    assert_no_barriers(page)
    screenshot(page, "portal")


@pytest.mark.parametrize("path", ["/", "/embed.html"])
def test_a_platforms_storefront_is_in_the_page(
    world: World,
    portal: Portal,
    open_site: Callable[..., Page],
    complaints: Complaints,
    path: str,
) -> None:
    complaints.expect("favicon.ico")  # the snippet is no whole page
    page = open_site(path)
    if path == "/":
        page.get_by_role("button", name="RentSoft").click()
    storefront = page.frame_locator('iframe[title="Витрина"]')
    expect(buy(storefront, KASPERSKY)).to_contain_text("Подписка")
    assert [row[1] for row in world.charges(portal.subscriber)] == [5_000]
    screenshot(page, f"portal-storefront{path.replace('/', '-').removesuffix('.html')}")


def test_the_browser_gets_neither_secret_nor_token(site: str, portal: Portal) -> None:
    with httpx.Client(base_url=site, trust_env=False) as browser:
        own = {"Sec-Fetch-Site": "same-origin", "Idempotency-Key": "a-key-of-the-page"}
        link = browser.post("/api/storefronts/rentsoft/link", json={}, headers=own)
        assert link.is_success
        answers = [link, *(browser.get(path) for path in ("/", "/portal.mjs", "/api/catalogue"))]
        for answer in answers:
            assert portal.secret not in answer.text
            assert "access_token" not in answer.text
        for path in ("/portal.py", "/../portal.py", "/..%2fportal.py"):
            assert browser.get(path).status_code == 404


def test_a_foreign_page_cannot_act_for_the_subscriber(
    world: World, portal: Portal, site: str
) -> None:
    with httpx.Client(base_url=site, trust_env=False) as browser:
        for header in ({}, {"Sec-Fetch-Site": "cross-site"}):
            answer = browser.post("/api/subscriptions", json={}, headers=header)
            assert answer.status_code == 403
    assert world.charges(portal.subscriber) == []
