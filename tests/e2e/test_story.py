"""The whole story of a subscription, as its subscriber sees it and as the ledger has it."""

import re
from datetime import date
from io import BytesIO

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.browser import screenshot
from tests.e2e.cabinet import Cabinet, buy
from tests.e2e.world import Subscriber, World

KASPERSKY = "Антивирус Касперского"
MONTH = 30
MAY = date(2026, 5, 1)


class Story:
    """Steps in their order; each leaves a picture."""

    def __init__(self, world: World, cabinet: Cabinet, who: Subscriber) -> None:
        self.world = world
        self.cabinet = cabinet
        self.who = who
        self._pictures = 0

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self._pictures += 1
        self.cabinet.settle()
        screenshot(self.cabinet.page, f"story-{self._pictures:02}-{name}")

    def stands(self, state: str, words: str, kopecks: int, roubles: str) -> None:
        """The page and the database agree: the subscription's state, the money."""
        expect(self.cabinet.card(KASPERSKY)).to_contain_text(words)
        expect(self.cabinet.summary).to_contain_text(roubles)
        assert self.world.states(self.who) == [state]
        assert self.world.balance(self.who) == kopecks

    def month_passes(self, days: int = MONTH) -> None:
        """Nobody looks for a month; the session is over long before."""
        self.world.pass_days(days)
        self.cabinet.come_back(self.who)


def test_the_whole_story(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(149_90)
    story = Story(world, cabinet, who)
    signs_in_and_looks(story)
    buys_in_the_storefront(story)
    reads_the_invoice(story)
    leaves_and_stays(story)
    pays_again_and_runs_out_of_money(story)
    tops_up(story)
    assert [each["status"] for each in world.sold("rentsoft", who)] == ["active"]


def signs_in_and_looks(story: Story) -> None:
    cabinet = story.cabinet
    cabinet.open()
    story.picture("sign-in")
    cabinet.sign_in(story.who)
    expect(cabinet.summary).to_contain_text("149,90")
    expect(cabinet.section("mine.title")).to_contain_text("Подписок пока нет")
    story.picture("nothing-yet")


def buys_in_the_storefront(story: Story) -> None:
    cabinet, world, who = story.cabinet, story.world, story.who
    cabinet.page.evaluate("window.sameDocument = true")
    storefront = cabinet.storefront("RentSoft")
    expect(storefront.get_by_role("heading", name="Программы по подписке")).to_be_visible()
    story.picture("storefront")
    expect(buy(storefront, KASPERSKY)).to_contain_text("Подписка оформлена")
    story.picture("bought")
    assert world.charges(who) == [("Антивирус Касперского, 1 мая – 30 мая, 50р.", 50_00, "soap")]
    cabinet.look_again()
    story.stands("active", "Активна", 99_90, "99,90")
    expect(cabinet.card(KASPERSKY)).to_contain_text("30 мая")
    assert cabinet.page.evaluate("window.sameDocument"), "nobody has reloaded the page"
    cabinet.button("storefront.close").click()
    story.picture("active")


def reads_the_invoice(story: Story) -> None:
    cabinet = story.cabinet
    cabinet.go("invoices")
    story.picture("invoices")
    paper = text_of(cabinet.pdf("Черновик за май 2026"))
    assert "Антивирус Касперского, 1 мая – 30 мая, 50р." in paper
    assert "подп. 26 п. 2 ст. 149 НК РФ" in paper
    cabinet.go("subscriptions")


def leaves_and_stays(story: Story) -> None:
    cabinet, world, who = story.cabinet, story.world, story.who
    effect = cabinet.ask("unsubscribe", KASPERSKY)
    expect(effect).to_contain_text("работает по 30 мая включительно, потом отключится")
    expect(effect).to_contain_text("Больше списаний за «Антивирус Касперского» не будет")
    story.picture("unsubscribe")
    cabinet.confirm("act.unsubscribe")
    story.stands("cancelling", "Отключается", 99_90, "99,90")
    world.work()
    assert [each["status"] for each in world.sold("rentsoft", who)] == ["cancelling"]
    story.picture("cancelling")
    effect = cabinet.ask("undo_unsubscribe", KASPERSKY)
    expect(effect).to_contain_text("Сейчас ничего не спишем")
    story.picture("undo")
    cabinet.confirm("act.undo_unsubscribe")
    story.stands("active", "Активна", 99_90, "99,90")
    world.work()
    assert [each["status"] for each in world.sold("rentsoft", who)] == ["active"]


def pays_again_and_runs_out_of_money(story: Story) -> None:
    cabinet, world, who = story.cabinet, story.world, story.who
    story.month_passes()
    story.stands("active", "Активна", 49_90, "49,90")
    (_, second) = world.charges(who)
    assert second == ("Антивирус Касперского, 31 мая – 29 июня, 50р.", 50_00, "soap")
    story.picture("month-later")
    world.container.invoices.finalise(who.number, MAY)
    cabinet.go("history")
    story.picture("history")
    cabinet.go("invoices")
    cabinet.page.get_by_role("link", name="Счёт № ").first.click()
    expect(cabinet.page.get_by_role("table")).to_contain_text(KASPERSKY)
    story.picture("invoice")
    cabinet.go("subscriptions")
    story.month_passes()
    story.stands("suspended", "Приостановлена: не хватает денег", 49_90, "49,90")
    expect(cabinet.card(KASPERSKY)).to_contain_text("Не хватает 0,10")
    badge = cabinet.card(KASPERSKY).get_by_text("Приостановлена")
    red, green, blue = colour_of(badge)
    assert red > green + blue, "what is wrong is red"
    story.picture("suspended")


def tops_up(story: Story) -> None:
    story.world.pay(story.who, 100_00)
    story.month_passes(days=1)
    story.stands("active", "Активна", 99_90, "99,90")
    assert len(story.world.charges(story.who)) == 3
    story.picture("active-again")


def text_of(document: bytes) -> str:
    """What a PDF says, its lines joined."""
    pages = PdfReader(BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def colour_of(words: Locator) -> tuple[int, int, int]:
    """Red, green and blue of the words as they are painted."""
    painted = words.evaluate("(element) => getComputedStyle(element).color")
    red, green, blue = re.findall(r"\d+", painted)[:3]
    return int(red), int(green), int(blue)
