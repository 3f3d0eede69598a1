"""Everything without a mouse."""

from playwright.sync_api import Locator, Page, expect

from backend.domain.services.portals.scopes import Scope
from tests.e2e.cabinet import Cabinet
from tests.e2e.showcase import open_portal
from tests.e2e.world import World

OFFICE = "МойОфис Стандартный"
MOST_STEPS = 40


def test_a_subscription_from_sign_in_to_leaving(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(200_00)
    keys = cabinet.page.keyboard
    cabinet.open()
    tab_to(cabinet.page.get_by_label("Лицевой счёт"))
    keys.type(who.number)
    tab_to(cabinet.page.get_by_label("Пароль", exact=True))
    keys.type(who.password)
    keys.press("Enter")
    expect(cabinet.summary).to_be_visible()

    subscribe = cabinet.button("subscribe", cabinet.shelf(OFFICE))
    tab_to(subscribe)
    keys.press("Enter")
    expect(cabinet.page.get_by_label("Я принимаю условия оферты")).to_be_visible()
    keys.press("Escape")
    expect(cabinet.dialog).to_have_count(0)
    expect(subscribe).to_be_focused()
    assert world.states(who) == []

    keys.press("Enter")
    consent = cabinet.page.get_by_label("Я принимаю условия оферты")
    expect(consent).to_be_visible()
    tab_to(consent)
    keys.press("Space")
    tab_to(cabinet.button("subscribe", cabinet.dialog))
    keys.press("Enter")
    expect(cabinet.dialog).to_have_count(0)
    expect(cabinet.shelf(OFFICE).get_by_role("heading")).to_be_focused()
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")

    keys.press("Home")
    tab_to(cabinet.button("act.unsubscribe", cabinet.card(OFFICE)), backwards=True)
    keys.press("Enter")
    expect(cabinet.dialog.get_by_role("listitem").first).to_be_visible()
    tab_to(cabinet.button("act.unsubscribe", cabinet.dialog))
    keys.press("Enter")
    expect(cabinet.card(OFFICE)).to_contain_text("Отключается")
    expect(cabinet.card(OFFICE).get_by_role("heading")).to_be_focused()
    assert world.states(who) == ["cancelling"]


def test_the_way_past_the_navigation(world: World, cabinet: Cabinet) -> None:
    cabinet.enter(world.subscriber())
    cabinet.page.reload()
    expect(cabinet.summary).to_be_visible()
    cabinet.page.keyboard.press("Tab")
    skip = cabinet.page.get_by_role("link", name="К содержанию")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    cabinet.page.keyboard.press("Enter")
    expect(cabinet.page.get_by_role("main")).to_be_focused()


def test_a_dialog_keeps_the_focus(world: World, cabinet: Cabinet) -> None:
    cabinet.enter(world.subscriber(200_00))
    cabinet.offer(OFFICE)
    for _ in range(8):
        cabinet.page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert cabinet.page.evaluate(inside), "the page behind is out of reach"


def test_what_is_told_and_who_may_act(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber()
    portal = open_portal(world, "city", "Городской портал")
    world.container.portals.request_binding(portal, who.number, {Scope.ACCOUNTS_READ})
    keys = cabinet.page.keyboard
    cabinet.enter(who)
    cabinet.go("settings")
    portals = cabinet.section("portals.title")
    tab_to(cabinet.button("portal.accept", portals))
    keys.press("Enter")
    tab_to(cabinet.button("portal.accept", cabinet.dialog))
    keys.press("Enter")
    expect(cabinet.dialog).to_have_count(0)
    tab_to(cabinet.button("portal.revoke", portals))
    keys.press("Enter")
    keys.press("Escape")
    expect(cabinet.button("portal.revoke", portals)).to_be_focused()

    tab_to(cabinet.page.get_by_role("link", name="Настроить уведомления"), backwards=True)
    keys.press("Enter")
    box = cabinet.page.get_by_role("checkbox", name="Скоро списание: SMS или мессенджер")
    tab_to(box)
    keys.press("Space")
    tab_to(cabinet.button("save"))
    keys.press("Enter")
    expect(cabinet.page.get_by_text("Сохранено.")).to_be_visible()
    expect(box).not_to_be_checked()


def test_a_page_tells_by_the_focus_that_it_changed(world: World, cabinet: Cabinet) -> None:
    cabinet.enter(world.subscriber())
    history = cabinet.navigation.get_by_role("link", name="История")
    tab_to(history)
    cabinet.page.keyboard.press("Enter")
    expect(cabinet.page.get_by_role("heading", level=1, name="История")).to_be_focused()
    expect(history).to_have_attribute("aria-current", "page")


def tab_to(wanted: Locator, *, backwards: bool = False) -> None:
    """Press Tab until the focus is there, and see that it shows."""
    page: Page = wanted.page
    for _ in range(MOST_STEPS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            assert shows_the_focus(wanted), "nobody sees where the focus is"
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError("the keyboard does not get there")


def shows_the_focus(focused: Locator) -> bool:
    """Whether something is drawn around it."""
    drawn: bool = focused.evaluate(
        """(element) => {
            const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
            const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
            return outlined || boxShadow !== 'none';
        }"""
    )
    return drawn
