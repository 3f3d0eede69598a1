"""Pages whose code comes when they are first shown, and what is seen when it does not come."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import Complaints, assert_no_barriers, screenshot
from tests.e2e.cabinet import Cabinet
from tests.e2e.world import World

HISTORY = re.compile(r"/assets/HistoryPage-[\w-]+\.js$")


@pytest.fixture
def inside(world: World, cabinet: Cabinet, complaints: Complaints) -> Cabinet:
    """The front page; what a page that does not come puts on the console is expected."""
    for part in ("status of 404", "ERR_INTERNET_DISCONNECTED", "dynamically imported module"):
        complaints.expect(part)
    cabinet.enter(world.subscriber())
    return cabinet


def test_the_first_page_waits_for_nothing_of_others(world: World, cabinet: Cabinet) -> None:
    asked: list[str] = []
    cabinet.page.on("request", lambda request: asked.append(request.url))
    cabinet.enter(world.subscriber())
    assert not [url for url in asked if HISTORY.search(url)]
    cabinet.go("history")
    assert len([url for url in asked if HISTORY.search(url)]) == 1


def test_a_page_of_an_older_build_is_reloaded(inside: Cabinet) -> None:
    """The server was updated under an open tab: it knows nothing of the old page's files."""
    page = inside.page
    page.route(HISTORY, lambda route: route.fulfill(status=404, body="{}"))
    go_in_vain(inside)
    assert_no_barriers(page)
    screenshot(page, "page-not-loaded")
    inside.go("settings")
    page.unroute(HISTORY)
    go_in_vain(inside)
    inside.button("page.reload").click()
    expect(inside.section("months.title")).to_be_visible()


def test_without_a_line_the_page_stays_until_there_is_one(inside: Cabinet) -> None:
    page = inside.page
    page.context.set_offline(True)
    go_in_vain(inside)
    inside.button("page.reload").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(inside.navigation).to_be_visible()
    page.context.set_offline(False)
    inside.button("page.reload").click()
    expect(inside.section("months.title")).to_be_visible()


def go_in_vain(cabinet: Cabinet) -> None:
    """Go to a page whose code does not come; the focus tells that something else is there."""
    cabinet.navigation.get_by_role("link", name=cabinet.say("nav.history")).click()
    title = cabinet.say("page.failed.title")
    expect(cabinet.page.get_by_role("heading", level=1, name=title)).to_be_focused()
