"""Platforms that fail or lie, and what is kept from them and from everybody else."""

from collections.abc import Iterator
from io import StringIO
from logging import getLogger

import pytest
from playwright.sync_api import Response, Route, expect

from backend.telemetry import logs
from tests.browser import PHONE, Complaints, screenshot
from tests.e2e.cabinet import Cabinet, buy
from tests.e2e.conftest import OpenCabinet
from tests.e2e.showcase import buy_from, leave
from tests.e2e.world import World

KASPERSKY, OFFICE = "Антивирус Касперского", "МойОфис Стандартный"
LINK = "**/api/cabinet/v1/storefronts/*/link"


@pytest.mark.parametrize("fault", ["down", "garbage"])
def test_a_platform_that_fails_takes_nothing_else_with_it(
    world: World, cabinet: Cabinet, fault: str
) -> None:
    who = world.subscriber(500_00)
    with world.trouble("relans", fault):
        cabinet.enter(who)
        words = "Платформа сейчас не отвечает, её список недоступен"
        expect(cabinet.platform("Relans")).to_contain_text(words)
        expect(cabinet.platform("RentSoft")).to_contain_text("Что предлагает платформа: 5")
        cabinet.subscribe(OFFICE)
        expect(cabinet.card(OFFICE)).to_contain_text("Активна")
        screenshot(cabinet.page, f"platform-{fault}")
    world.clock.advance(minutes=1)  # the platform is left alone for a while
    cabinet.page.reload()
    expect(cabinet.platform("Relans")).to_contain_text("Что предлагает платформа: 5")
    assert world.balance(who) == 380_00


def test_what_a_platform_said_before_is_shown_with_its_time(
    world: World, cabinet: Cabinet, complaints: Complaints
) -> None:
    complaints.expect("status of 503")
    cabinet.enter(world.subscriber(500_00))
    world.clock.advance(minutes=6)
    with world.trouble("relans", "down"):
        cabinet.page.reload()
        expect(cabinet.platform("Relans")).to_contain_text("Показано то, что она сообщила 1 мая")
        storefront = cabinet.storefront("Relans")
        expect(storefront.get_by_text("Платформа временно не работает")).to_be_visible()
        screenshot(cabinet.page, "platform-stale")
    world.clock.advance(minutes=1)
    cabinet.button("storefront.again").click()
    expect(storefront.get_by_role("heading", name="Программы по подписке")).to_be_visible()


def test_only_the_configured_storefront_is_framed(
    world: World, cabinet: Cabinet, complaints: Complaints
) -> None:
    complaints.expect("frame-src http://localhost:")
    cabinet.enter(world.subscriber(500_00))

    def lead_elsewhere(route: Route) -> None:
        told = route.fetch()
        route.fulfill(response=told, body=told.text().replace("//localhost:", "//127.0.0.1:"))

    cabinet.page.route(LINK, lead_elsewhere)
    with cabinet.page.expect_console_message(lambda message: "frame-src" in message.text):
        storefront = cabinet.storefront("RentSoft")
    expect(storefront.get_by_role("heading", name="Программы по подписке")).to_have_count(0)


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """Everything that this process logs, as a server with the loudest settings does."""
    stream = StringIO()
    root = getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure(form="json", level="debug", process="server", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_storefront_link_is_written_nowhere(
    world: World, cabinet: Cabinet, logged: StringIO
) -> None:
    said: list[str] = []
    links: list[Response] = []
    cabinet.page.on("console", lambda message: said.append(message.text))
    cabinet.page.on("response", lambda got: links.append(got) if "/link" in got.url else None)
    cabinet.enter(world.subscriber(500_00))
    for platform in ("RentSoft", "Relans"):
        storefront = cabinet.storefront(platform)
        expect(storefront.get_by_role("heading", name="Программы по подписке")).to_be_visible()
        cabinet.button("storefront.close").click()
    signatures = [got.json()["url"].rpartition("sign=")[2] for got in links]
    assert [len(each) for each in signatures] == [32, 64]
    assert "storefront_link" in logged.getvalue(), "the test hears the log"
    kept = cabinet.page.evaluate("JSON.stringify([localStorage, sessionStorage, location.href])")
    written = "".join([logged.getvalue(), *said, kept, journal(world)])
    assert not [each for each in signatures if each in written]
    assert "sign=" not in written


def journal(world: World) -> str:
    """All that is kept of what was exchanged."""
    return str(world.rows("SELECT * FROM exchange"))


def test_a_link_opens_the_storefront_once(
    world: World, cabinet: Cabinet, complaints: Complaints
) -> None:
    complaints.expect("status of 403")
    who = world.subscriber(500_00)
    cabinet.enter(who)
    with cabinet.page.expect_response(LINK) as told:
        storefront = cabinet.storefront("RentSoft")
    expect(storefront.get_by_role("heading", name="Программы по подписке")).to_be_visible()
    second = cabinet.page.context.new_page()
    second.goto(told.value.json()["url"])
    expect(second.get_by_role("alert")).to_contain_text("второй раз она не действует")
    expect(buy(storefront, KASPERSKY)).to_contain_text("Подписка оформлена")


def test_a_part_of_a_bundle_is_not_left_alone(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(500_00)
    buy_from(world, who, "rentsoft", "safe-kids")
    cabinet.enter(who)
    card = cabinet.card("Kaspersky Safe Kids (часть пакета)")
    expect(card).to_contain_text(cabinet.say("card.bundled"))
    expect(cabinet.button("act.unsubscribe", card)).to_have_count(0)


def test_who_has_left_a_platform_that_does_not_answer(
    world: World, open_cabinet: OpenCabinet
) -> None:
    who = world.subscriber(500_00)
    buy_from(world, who, "rentsoft", "kav")
    with world.trouble("rentsoft", "down"):
        leave(world, who, KASPERSKY)
        world.clock.advance(days=31)
        world.container.tick()
        cabinet = open_cabinet(viewport=PHONE)
        cabinet.enter(who)
        card = cabinet.card(KASPERSKY)
        expect(card).to_contain_text(cabinet.say("told.left", platform="RentSoft"))
        expect(card).to_contain_text("Работала до")
        screenshot(cabinet.page, "platform-left")
        assert (world.states(who), world.balance(who)) == (["cancelling"], 450_00)
        cabinet.ask("undo_unsubscribe", KASPERSKY)
        cabinet.confirm("act.undo_unsubscribe")
        expect(card).to_contain_text("Активна")
