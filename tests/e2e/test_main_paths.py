"""Other ways to a subscription: the native form, a storefront in a tab, the operator's own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Complaints, screenshot
from tests.e2e.cabinet import Cabinet, buy
from tests.e2e.world import Subscriber, World

MOBILE, OFFICE = "Dr.Web Mobile Security", "МойОфис Стандартный"


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


def test_a_product_of_the_operators_own(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(200_00)
    cabinet.enter(who)
    dialog = cabinet.offer(OFFICE)
    expect(dialog).to_contain_text("Спишем сейчас 120,00")
    expect(dialog).to_contain_text("Публичная оферта о подписке")
    cabinet.button("subscribe", dialog).click()
    expect(dialog).to_be_visible()  # the browser asks for the box first
    assert world.states(who) == []
    cabinet.page.get_by_label(cabinet.say("offer.accept")).check()
    cabinet.confirm("subscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    expect(cabinet.shelf(OFFICE)).to_contain_text("Уже подключено")
    assert world.balance(who) == 80_00
    assert consents(world, who) == [("demo-1", "127.0.0.1")]
    pauses_and_resumes(world, cabinet, who)
    leaves_and_stays(world, cabinet, who)


def pauses_and_resumes(world: World, cabinet: Cabinet, who: Subscriber) -> None:
    expect(cabinet.ask("pause", OFFICE)).to_contain_text("потом приостановится")
    cabinet.confirm("act.pause")
    expect(cabinet.card(OFFICE)).to_contain_text("На паузе")
    assert world.states(who) == ["suspended"]
    cabinet.card(OFFICE).get_by_text("История подписки").click()
    expect(cabinet.card(OFFICE).get_by_role("listitem").first).to_contain_text("На паузе")
    cabinet.ask("resume", OFFICE)
    cabinet.confirm("act.resume")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert world.balance(who) == 80_00, "what was paid for is not paid again"


def leaves_and_stays(world: World, cabinet: Cabinet, who: Subscriber) -> None:
    expect(cabinet.ask("unsubscribe", OFFICE)).to_contain_text("потом отключится")
    cabinet.confirm("act.unsubscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Отключается")
    assert world.states(who) == ["cancelling"]
    cabinet.ask("undo_unsubscribe", OFFICE)
    cabinet.confirm("act.undo_unsubscribe")
    expect(cabinet.card(OFFICE)).to_contain_text("Активна")
    assert (world.states(who), world.balance(who)) == (["active"], 80_00)


def opened_by(cabinet: Cabinet, platform: str) -> Page:
    """The tab that a platform's link opens."""
    with cabinet.page.context.expect_page() as opening:
        cabinet.button("storefront.apart", cabinet.platform(platform)).click()
    return opening.value


def consents(world: World, who: Subscriber) -> list[tuple[str, str]]:
    """Which offers were accepted, and from where."""
    query = """
        SELECT c.version, c.address FROM consent c JOIN account a ON a.id = c.account_id
        WHERE a.number = :number
    """
    return [(row[0], row[1]) for row in world.rows(query, number=who.number)]
