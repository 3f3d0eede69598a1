"""Other ways to a platform: the native form, a storefront in a tab of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Complaints, screenshot
from tests.e2e.cabinet import Cabinet, buy
from tests.e2e.world import World

MOBILE = "Dr.Web Mobile Security"


def test_a_platform_of_the_native_form(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(30_00)
    cabinet.enter(who)
    storefront = cabinet.storefront("Relans")
    expect(buy(storefront, MOBILE)).to_contain_text("Подписка оформлена")
    cabinet.look_again()
    expect(cabinet.card(MOBILE)).to_contain_text("Активна")
    expect(cabinet.summary).to_contain_text("Не хватает 20,00")
    assert world.balance(who) == 5_00
    assert [(charge[1], charge[2]) for charge in world.charges(who)] == [(25_00, "soap")]
    cabinet.button("storefront.close").click()
    cabinet.ask("unsubscribe", MOBILE)
    cabinet.confirm("act.unsubscribe")
    expect(cabinet.card(MOBILE)).to_contain_text("Отключается")
    world.pass_days(31)
    assert world.states(who) == ["ended"]
    assert [each["status"] for each in world.sold("relans", who)] == ["ended"]
    assert world.balance(who) == 5_00
    cabinet.come_back(who)
    expect(cabinet.section("mine.title")).to_contain_text("Завершённые подписки: 1")


@pytest.fixture
def only_linked(world: World) -> Iterator[None]:
    """Relans does not want to be framed."""
    world.rewire("relans", storefront_frame=False)
    yield
    world.rewire("relans", storefront_frame=True)


@pytest.mark.usefixtures("only_linked")
def test_a_storefront_in_a_tab_of_its_own(
    world: World, cabinet: Cabinet, complaints: Complaints
) -> None:
    who = world.subscriber(100_00)
    cabinet.enter(who)
    expect(cabinet.button("storefront.open", cabinet.platform("Relans"))).to_have_count(0)
    screenshot(cabinet.page, "link-only")
    tab = opened_by(cabinet, "Relans")
    complaints.watch(tab)
    expect(tab.get_by_role("heading", name="Программы по подписке")).to_be_visible()
    assert tab.evaluate("window.opener") is None, "a platform does not reach the cabinet"
    expect(buy(tab, MOBILE)).to_contain_text("Подписка оформлена")
    cabinet.page.clock.fast_forward(60_000)
    cabinet.look_at()
    expect(cabinet.card(MOBILE)).to_contain_text("Активна")
    assert world.balance(who) == 75_00


def opened_by(cabinet: Cabinet, platform: str) -> Page:
    """The tab that a platform's link opens."""
    with cabinet.page.context.expect_page() as opening:
        cabinet.button("storefront.apart", cabinet.platform(platform)).click()
    return opening.value
