"""A subscriber, an operator and a person who rehearses look at the pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK, Complaints, OpenPage, assert_no_barriers, screenshot
from tests.integration.sandbox.pages.conftest import Shop

PHONE = {"width": 390, "height": 844}
KASPERSKY, POOR = "Антивирус Касперского", "000124"


def look(page: Page, name: str) -> None:
    """No barriers, nothing wider than the screen, and a picture for people."""
    assert_no_barriers(page)
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    screenshot(page, f"sandbox-{name}")


@pytest.mark.parametrize(
    ("size", "colours"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"]
)
def test_buying_and_leaving(
    shop: Shop, open_page: OpenPage, size: dict[str, int], colours: str
) -> None:
    name = f"{size['width']}-{colours}"
    page = open_page(viewport=size, color_scheme=colours)
    page.goto(shop.entry())
    look(page, f"catalogue-{name}")
    card = page.get_by_role("article", name=KASPERSKY)
    expect(card).to_contain_text("50р.")
    card.get_by_role("button", name="Подписаться").click()
    expect(card).to_be_visible()  # the browser asks for the box first
    card.get_by_label("Я принимаю оферту").check()
    card.get_by_role("button", name="Подписаться").click()
    expect(page.get_by_role("status")).to_contain_text("Подписка оформлена")
    assert shop.balance() == 45_000
    look(page, f"subscribed-{name}")
    page.get_by_text("Отписаться").click()
    look(page, f"leaving-{name}")
    page.get_by_role("button", name="Подтвердить отписку").click()
    expect(page.get_by_role("article", name=KASPERSKY)).to_contain_text("Отменена")
    look(page, f"cancelled-{name}")
    assert shop.state() == "cancelling"


def test_with_the_keyboard_alone(shop: Shop, page: Page) -> None:
    page.goto(shop.entry(path="product/kav"))
    page.keyboard.press("Tab")
    for _ in range(10):
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Подписка оформлена")


def test_without_money(shop: Shop, page: Page) -> None:
    page.goto(shop.entry(POOR, "product/kav"))
    page.get_by_label("Я принимаю оферту").check()
    page.get_by_role("button", name="Подписаться").click()
    expect(page.get_by_role("status")).to_contain_text("не хватает денег")
    look(page, "no-money")
    page.get_by_role("link", name="Мои подписки").click()
    expect(page.get_by_text("Подписок пока нет")).to_be_visible()


def test_a_used_link(shop: Shop, page: Page, complaints: Complaints) -> None:
    complaints.expect("status of 403")
    address = shop.entry()
    page.goto(address)
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("второй раз она не действует")
    expect(page.get_by_text("replayed")).to_be_visible()
    look(page, "refusal")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_control_page(shop: Shop, open_page: OpenPage, size: dict[str, int]) -> None:
    page = open_page(viewport=size)
    page.goto(shop.entry(path="product/kav"))
    page.get_by_label("Я принимаю оферту").check()
    page.get_by_role("button", name="Подписаться").click()
    expect(page.get_by_role("status")).to_contain_text("Подписка оформлена")
    page.goto(shop.address)
    page.get_by_role("button", name="На один вызов: lose_answer RentSoft").click()
    expect(page.get_by_role("row", name=re.compile("lose_answer")).first).to_contain_text("на 1")
    page.get_by_role("button", name="Прошло 30 дней").click()
    expect(page.get_by_role("cell", name="the answer was lost")).to_be_visible()
    assert shop.balance() == 40_000
    look(page, f"control-{size['width']}")
