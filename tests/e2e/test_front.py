"""The cabinet opens: the smallest thing that needs the build, the server and the browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser import PHONE, OpenPage, assert_no_barriers, screenshot
from tests.demonstration import Demonstration


def test_the_front_opens_the_cabinet(demo: Demonstration, page: Page) -> None:
    page.goto(demo.url)
    expect(page).to_have_url(re.compile(f"{re.escape(demo.url)}/cabinet/"))
    expect(page).to_have_title(re.compile("Витрина"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_no_barriers(page)
    screenshot(page, "front")


def test_it_fits_a_phone(demo: Demonstration, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{demo.url}/cabinet/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "nobody scrolls sideways"
    screenshot(page, "front-phone")
