"""A day at the desk: a platform connected, a product set up, a subscriber served, money given back
by two people, a run reviewed and applied, a report taken home."""

import re
from base64 import b64encode
from pathlib import Path

import httpx
from playwright.sync_api import expect

from backend.cli.soap_call import SoapCaller
from backend.soap.contract import Action
from tests.browser import Complaints, screenshot
from tests.e2e.desk.conftest import OpenDesk
from tests.e2e.desk.desk import Desk, Member
from tests.e2e.world import Subscriber, World

BOOKS, TITLE = "audiobooks", "Аудиокниги"
MONTH_MS = 31 * 24 * 3600 * 1000


class Story:
    """Steps in their order; each leaves a picture."""

    def __init__(self, world: World, desk: Desk, open_desk: OpenDesk) -> None:
        self.world = world
        self.desk = desk
        self.open_desk = open_desk
        self._pictures = 0

    def picture(self, name: str, desk: Desk | None = None) -> None:
        """Keep what is on the screen."""
        self._pictures += 1
        shown = desk or self.desk
        shown.settle()
        screenshot(shown.page, f"desk-story-{self._pictures:02}-{name}")


def test_a_day(
    world: World,
    open_desk: OpenDesk,
    complaints: Complaints,
    admin: Member,
    manager: Member,
) -> None:
    complaints.expect("status of 422")  # what a half-typed template is told
    desk = open_desk()
    story = Story(world, desk, open_desk)
    desk.enter(admin)
    connects_a_platform(story)
    sets_a_template(story)
    sells_a_product(story)
    who = world.subscriber()
    serves_a_subscriber(story, who)
    gives_money_back(story, who, manager)
    applies_a_run(story, who, admin)
    takes_a_report_home(story, who)


def connects_a_platform(story: Story) -> None:
    desk, page = story.desk, story.desk.page
    desk.go("nav.platforms")
    page.get_by_role("link", name=desk.say("platforms.add")).click()
    desk.field("platform.code").fill("lavka")
    desk.field("platform.title").fill("Лавка")
    desk.button("next").click()
    desk.field("platform.url").fill(f"{story.world.house}/relans/storefront")
    story.picture("platform-storefront")
    desk.button("next").click()
    desk.field("platform.max_charge").fill("5 000")
    desk.button("platforms.add").click()
    given = desk.section("platform.hand_over")
    expect(given).to_contain_text("/soap/lavka?wsdl")
    secret = given.locator("code").nth(2).inner_text()
    story.picture("platform-connected")
    tries_the_connection(story, secret)
    page.reload()
    desk.settle()
    expect(page.get_by_text(secret)).to_have_count(0)


def tries_the_connection(story: Story, secret: str) -> None:
    """The platform calls while it is waited for, with the secret that was shown."""
    desk, world = story.desk, story.world
    desk.button("connection.begin").click()
    expect(desk.page.get_by_text(desk.say("connection.running"))).to_be_visible()
    world.container.integrators.refresh()
    known = world.container.integrators.find("lavka")
    assert known is not None
    login = b64encode(f"lavka:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {login}"}
    with httpx.Client(base_url=world.address, trust_env=False, headers=headers) as http:
        answer = SoapCaller(http, known).call(Action.ACCOUNT, {"account": "000123"})
    assert answer.status == 200
    steps = desk.page.get_by_role("list", name=desk.say("connection.title"))
    for step in ("secret", "storefront", "called_back"):
        line = steps.get_by_role("listitem").filter(has_text=desk.say(f"connection.step.{step}"))
        expect(line).to_contain_text(desk.say("connection.result.ok"))
    expect(desk.page.get_by_text(desk.say("connection.ok"), exact=True)).to_be_visible()
    story.picture("platform-tested")


def sets_a_template(story: Story) -> None:
    desk = story.desk
    desk.go("nav.templates")
    desk.page.get_by_role("link", name=desk.say("templates.add")).click()
    desk.field("template.code").fill(BOOKS)
    preview = desk.section("template.preview")
    desk.field("template.pattern").fill("{product}: ")
    desk.page.get_by_role("button", name="{month}").or_(
        desk.page.get_by_role("button", name=desk.say("template.placeholder.month"))
    ).click()
    expect(preview).to_contain_text("Антивирус: май 2026")
    expect(preview).to_contain_text("18,03")
    desk.field("template.pattern").fill("{producer}")
    expect(preview).to_contain_text(desk.say("problem.unknown_placeholder"))
    story.picture("template-wrong")
    desk.field("template.pattern").fill("{product}, {start} – {end}, {amount}")
    expect(preview).to_contain_text("Антивирус, 1 мая – 31 мая, 100р.")
    desk.field("template.valid_from").fill("2026-05-01")
    story.picture("template")
    desk.button("save").click()
    expect(desk.section("template.versions")).to_contain_text(desk.say("template.in_force"))


def sells_a_product(story: Story) -> None:
    desk = story.desk
    desk.go("nav.products")
    desk.ask("products.add")
    desk.fill(code=BOOKS, title=TITLE)
    desk.dialog.locator("[name=template]").select_option(BOOKS)
    story.picture("product-new")
    desk.button("save", desk.dialog).click()
    expect(desk.page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    desk.ask("product.price.add")
    desk.fill(amount="1500", valid_from="2026-05-01")
    desk.confirm("product.price.add")
    expect(desk.section("product.prices")).to_contain_text("500,00")
    story.picture("product")
    story.world.container.catalogue.refresh()


def serves_a_subscriber(story: Story, who: Subscriber) -> None:
    desk = story.desk
    desk.go("nav.accounts")
    desk.field("accounts.words").fill(who.number)
    desk.button("filter").click()
    desk.page.get_by_role("link", name=who.number).click()
    desk.ask("payments.record")
    desk.fill(document="PP-1", amount="1 600,50")
    desk.confirm("payments.record")
    desk.told("600,50")
    desk.ask("subscription.subscribe")
    desk.dialog.locator("[name=product]").select_option(label=TITLE)
    expect(desk.dialog).to_contain_text(f"{TITLE}, 1 мая – 31 мая, 1500р.")
    desk.field("subscription.consent", desk.dialog).check()
    desk.fill(reason="пришёл в офис")
    story.picture("subscribe")
    desk.confirm("subscribe")
    expect(desk.section("subscriptions.title")).to_contain_text(TITLE)
    expect(desk.section("charges.title")).to_contain_text("500,00")
    story.picture("account")
    assert story.world.balance(who) == 100_50


def gives_money_back(story: Story, who: Subscriber, manager: Member) -> None:
    """One asks, and cannot confirm it; another confirms, and the money is there."""
    desk, world = story.desk, story.world
    desk.ask("charge.open", desk.section("charges.title"))
    desk.button("charge.correct", desk.dialog).click()
    desk.fill(reason="подключили по ошибке")
    story.picture("refund")
    desk.button("charge.correct", desk.dialog).click()
    desk.told(desk.say("charge.correct.pending"))
    assert world.balance(who) == 100_50
    desk.open("corrections")
    expect(desk.row(who.number)).to_contain_text(desk.say("correction.own"))
    story.picture("refund-own")
    second = story.open_desk()
    second.enter(manager, "corrections")
    second.ask("correction.confirm", second.row(who.number))
    expect(second.dialog).to_contain_text("подключили по ошибке")
    story.picture("refund-second", second)
    second.confirm("correction.confirm")
    expect(second.page.get_by_text(second.say("corrections.none"))).to_be_visible()
    assert world.balance(who) == 1600_50


def applies_a_run(story: Story, who: Subscriber, admin: Member) -> None:
    """A month later; the session is over, and the page is still there."""
    desk, world = story.desk, story.world
    desk.open("runs")
    expect(desk.button("runs.plan")).to_be_visible()
    world.clock.advance(days=31)
    desk.page.clock.fast_forward(MONTH_MS)
    desk.look_at()
    expect(desk.dialog).to_contain_text(desk.say("signin.over"))
    desk.sign_in(admin)
    desk.button("runs.plan").click()
    expect(desk.section("run.plan")).to_contain_text(desk.say("run.state.planned"))
    expect(desk.section("run.difference")).to_contain_text(desk.say("run.difference.new"))
    story.picture("run-planned")
    desk.ask("run.approve")
    expect(desk.dialog).to_contain_text("500,00")
    story.picture("run-approve")
    desk.confirm("run.approve")
    expect(desk.section("run.plan")).to_contain_text(desk.say("run.state.done"))
    expect(desk.section("run.progress")).to_contain_text("500,00")
    story.picture("run-done")
    assert world.balance(who) == 100_50


def takes_a_report_home(story: Story, who: Subscriber) -> None:
    desk = story.desk
    desk.go("nav.reports")
    desk.page.get_by_role("link", name=desk.say("report.charges"), exact=True).click()
    desk.field("report.from").fill("2026-05-01")
    desk.field("report.to").fill("2026-06-30")
    desk.field("report.account").fill(who.number)
    desk.button("report.show").click()
    expect(desk.row(desk.say("word.reversal"))).to_contain_text("500,00")
    story.picture("report")
    assert download(desk, "csv").decode().count(f",{who.number},") == 3
    assert download(desk, "xlsx").startswith(b"PK")


def download(desk: Desk, form: str) -> bytes:
    """The report that is on the screen, as a file."""
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name=desk.say(f"report.{form}")).click()
    assert re.search(rf"charges.*\.{form}$", waiting.value.suggested_filename)
    return Path(waiting.value.path()).read_bytes()
