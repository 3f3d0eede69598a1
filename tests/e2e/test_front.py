"""The cabinet opens: the smallest thing that needs the build, the server and the browser."""

import re

from playwright.sync_api import expect

from tests.e2e.cabinet import Cabinet
from tests.e2e.world import World


def test_the_front_opens_the_cabinet(world: World, cabinet: Cabinet) -> None:
    page = cabinet.page
    page.goto(world.address)
    expect(page).to_have_url(re.compile(f"{re.escape(world.address)}/cabinet/"))
    expect(page).to_have_title(re.compile("Витрина"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_address_that_leads_nowhere_says_so(world: World, cabinet: Cabinet) -> None:
    cabinet.open("no/such/page")
    cabinet.sign_in(world.subscriber())
    expect(cabinet.page.get_by_role("heading", name="Такой страницы нет")).to_be_visible()
    cabinet.page.get_by_role("link", name="Перейти к подпискам").click()
    expect(cabinet.summary).to_be_visible()
