"""Every fault of the platforms' control page, armed there by hand, and a purchase in the frame."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from backend.sandbox.faults import Fault
from tests.browser import Complaints, OpenPage, screenshot
from tests.e2e.cabinet import Cabinet, buy
from tests.e2e.world import Subscriber, World

KASPERSKY = "Антивирус Касперского"
RICH, POORER = 500_00, 450_00
DELAY_SECONDS = 0.3
NOTICED = {
    Fault.LOSE_ANSWER: "Подписка оформлена",
    Fault.DUPLICATE: "Подписка оформлена",
    Fault.DELAY: "Подписка оформлена",
    Fault.GARBAGE: "Подписка оформлена",
    Fault.REORDER_REVERSAL: "Подписка не оформлена, деньги на месте",
    Fault.DOWN: "Платформа временно не работает",
}
"""What the subscriber is told at once, in the storefront."""
NOT_BOUGHT = {Fault.REORDER_REVERSAL, Fault.DOWN}


class Bench:
    """The control page in a browser of its own."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, name: str, fault: Fault) -> None:
        """Press a button of a fault of RentSoft's. A delay is made bearable first."""
        button = self._page.get_by_role("button", name=f"{name}: {fault} RentSoft", exact=True)
        if fault is Fault.DELAY:
            seconds = "(button, to) => { button.form.elements.seconds.value = to; }"
            button.evaluate(seconds, DELAY_SECONDS)
        button.click()
        expect(self._page.get_by_role("status")).to_contain_text("Сделано")

    def work(self) -> None:
        """Let the platform ask again for what it was not answered."""
        self._page.get_by_role("button", name="Повторить неотвеченное").click()
        expect(self._page.get_by_role("status")).to_contain_text("Сделано")

    def is_armed(self, fault: Fault) -> bool:
        """Whether the fault still waits to strike."""
        row = self._page.get_by_role("region", name="Сбои RentSoft").get_by_role(
            "row", name=re.compile(f"^{fault} ")
        )
        return row.get_by_role("cell").first.inner_text() != "нет"

    def reload(self) -> None:
        """Look again."""
        self._page.reload()


@pytest.fixture
def bench(world: World, open_page: OpenPage) -> Iterator[Bench]:
    """The control page; every fault is switched off in the end."""
    page = open_page()
    page.goto(world.house)
    yield Bench(page)
    for fault in Fault:
        world.control("faults", platform="rentsoft", fault=fault, on=False)


@pytest.mark.parametrize("fault", list(Fault))
def test_a_purchase_that_a_fault_strikes(
    world: World, cabinet: Cabinet, bench: Bench, complaints: Complaints, fault: Fault
) -> None:
    complaints.expect("status of 503")
    who = world.subscriber(RICH)
    cabinet.enter(who)
    storefront = cabinet.storefront("RentSoft")
    expect(storefront.get_by_role("article", name=KASPERSKY)).to_be_visible()
    bench.press("На один вызов", fault)
    buy(storefront, KASPERSKY)
    expect(storefront.locator("body")).to_contain_text(NOTICED[fault])
    screenshot(cabinet.page, f"fault-{fault}")
    if fault in NOT_BOUGHT:
        assert_untouched(world, who)
        cabinet.button("storefront.again").click()
        expect(buy(storefront, KASPERSKY)).to_contain_text("Подписка оформлена")
    cabinet.look_again()
    expect(cabinet.card(KASPERSKY)).to_contain_text("Активна")
    assert_bought_once(world, who)
    if fault is Fault.GARBAGE:
        survives_garbage(cabinet)
    bench.reload()
    assert not bench.is_armed(fault), "it has struck"


def survives_garbage(cabinet: Cabinet) -> None:
    """A purchase needs nothing of what the platform is asked for; what does says so."""
    keys = cabinet.card(KASPERSKY).get_by_role("group").filter(has_text="Активация и загрузка")
    keys.locator("summary").click()
    expect(keys).to_contain_text("Платформа сейчас не отвечает, данных для активации пока нет")
    cabinet.page.reload()
    keys.locator("summary").click()
    expect(keys).to_contain_text("Ключ:")


def test_answers_that_are_lost_until_somebody_repairs_it(
    world: World, cabinet: Cabinet, bench: Bench
) -> None:
    who = world.subscriber(RICH)
    cabinet.enter(who)
    storefront = cabinet.storefront("RentSoft")
    bench.press("Включить", Fault.LOSE_ANSWER)
    expect(buy(storefront, KASPERSKY)).to_contain_text("деньги спишутся не больше одного раза")
    screenshot(cabinet.page, "fault-in-doubt")
    expect(storefront.get_by_text("Оформляется")).to_be_visible()
    bench.press("Выключить", Fault.LOSE_ANSWER)
    bench.work()
    cabinet.look_again()
    expect(cabinet.card(KASPERSKY)).to_contain_text("Активна")
    assert_bought_once(world, who)


def test_a_will_that_a_garbled_answer_hides(world: World, cabinet: Cabinet, bench: Bench) -> None:
    """The platform obeys, its answer is garbage: it is told again, under the same id."""
    who = world.subscriber(RICH)
    cabinet.enter(who)
    buy(cabinet.storefront("RentSoft"), KASPERSKY)
    cabinet.look_again()
    expect(cabinet.card(KASPERSKY)).to_contain_text("Активна")
    bench.press("Включить", Fault.GARBAGE)
    cabinet.ask("unsubscribe", KASPERSKY)
    cabinet.confirm("act.unsubscribe")
    expect(cabinet.card(KASPERSKY)).to_contain_text("Сообщаем платформе RentSoft о вашем решении")
    screenshot(cabinet.page, "fault-not-told-yet")
    bench.press("Выключить", Fault.GARBAGE)
    world.clock.advance(minutes=10)
    world.work()
    cabinet.page.clock.fast_forward(60_000)
    cabinet.look_at()
    expect(cabinet.card(KASPERSKY)).not_to_contain_text("Сообщаем платформе")
    assert [each["status"] for each in world.sold("rentsoft", who)] == ["cancelling"]
    assert (world.states(who), world.balance(who)) == (["cancelling"], POORER)


def assert_untouched(world: World, who: Subscriber) -> None:
    """Nothing was taken, and there is no subscription that lives."""
    assert world.balance(who) == RICH
    assert [each["status"] for each in world.sold("rentsoft", who) if each["is_living"]] == []
    assert [state for state in world.states(who) if state != "ended"] == []


def assert_bought_once(world: World, who: Subscriber) -> None:
    """One effect, on which both sides agree."""
    assert world.balance(who) == POORER
    assert world.states(who)[-1] == "active"
    assert [charge[1:] for charge in world.charges(who)] == [(50_00, "soap")]
    living = [each["status"] for each in world.sold("rentsoft", who) if each["is_living"]]
    assert living == ["active"]
