"""What the staff does about what is coming: another text of a notice, a portal let in, events sent
to an address of the operator's own, and the forecast of everybody taken apart."""

from playwright.sync_api import expect

from tests.browser import Complaints, screenshot
from tests.e2e.desk.conftest import OpenDesk
from tests.e2e.desk.desk import Desk, Member
from tests.e2e.showcase import OFFICE, subscribe
from tests.e2e.world import Subscriber, World

TEXT = "coming_debit/gateway/ru"


def test_what_is_coming(
    world: World, open_desk: OpenDesk, complaints: Complaints, admin: Member
) -> None:
    complaints.expect("status of 422")  # what a half-typed text is told
    who = world.subscriber(130_00)
    world.reach(who, "+79001234567")
    subscribe(world, who, OFFICE)
    desk = open_desk()
    desk.enter(admin)
    writes_another_text(desk)
    world.pass_days(29)  # it is soon the day of the debit, and there is not enough for it
    desk = open_desk()
    desk.enter(admin, "notices")
    finds_the_notice(desk, who)
    lets_a_portal_in(desk, who)
    sends_events(desk, world)
    takes_the_forecast_apart(desk)
    voids_an_invoice(desk, who)


def writes_another_text(desk: Desk) -> None:
    desk.go("nav.notices")
    desk.page.get_by_role("link", name=desk.say("texts.title")).click()
    desk.settle()
    screenshot(desk.page, "desk-coming-1-texts")
    desk.open(f"notice-templates/{TEXT}")
    preview = desk.section("texts.preview")
    area = desk.field("notice.text")
    area.fill("{sum}")
    expect(preview).to_contain_text(desk.say("problem.unknown_placeholder"))
    area.fill("Готовьте деньги: ")
    insert = desk.say("template.insert", name=desk.say("notice.placeholder.amount"))
    desk.page.get_by_role("button", name=insert).click()
    expect(preview).to_contain_text("Готовьте деньги: 550,00")
    screenshot(desk.page, "desk-coming-2-text")
    desk.button("save").click()
    desk.told(desk.say("done.saved"))
    expect(desk.section("template.versions")).to_contain_text("Готовьте деньги")


def finds_the_notice(desk: Desk, who: Subscriber) -> None:
    desk.field("account.number.label").fill(who.number)
    desk.field("notices.kind").select_option("coming_debit")
    desk.button("filter").click()
    desk.settle()
    row = desk.row("+79001234567")
    expect(row).to_contain_text(desk.say("notice.state.sent"))
    row.get_by_role("link", name=desk.say("notice.coming_debit")).click()
    expect(desk.section("notice.text")).to_contain_text("Готовьте деньги: 120,00")
    screenshot(desk.page, "desk-coming-3-notice")


def lets_a_portal_in(desk: Desk, who: Subscriber) -> None:
    desk.go("nav.portals")
    desk.ask("portals.add")
    desk.fill(code="city", title="Городской портал")
    desk.dialog.get_by_label(desk.say("scope.forecast:read")).check()
    desk.button("portals.add", desk.dialog).click()
    expect(desk.dialog).to_contain_text(desk.say("secret.told"))
    secret = desk.dialog.locator("code").last.inner_text()
    screenshot(desk.page, "desk-coming-4-secret")
    desk.button("close", desk.dialog).click()
    desk.ask("bindings.add")
    desk.fill(accounts=f"{who.number}, 777777")
    desk.confirm("bindings.add")
    expect(desk.row(who.number)).to_contain_text(desk.say("binding.state.active"))
    expect(desk.row("777777")).to_have_count(0)
    expect(desk.page.get_by_text(secret)).to_have_count(0)
    screenshot(desk.page, "desk-coming-5-portal")


def sends_events(desk: Desk, world: World) -> None:
    desk.go("nav.events")
    desk.ask("events.add")
    desk.fill(url=f"{world.house}/inbox/notices")
    desk.dialog.locator("[name=which]").select_option("some")
    desk.dialog.get_by_label(desk.say("topic.debit.coming")).check()
    desk.button("events.add", desk.dialog).click()
    expect(desk.dialog.locator("code").last).to_contain_text("whsec_")
    desk.button("close", desk.dialog).click()
    expect(desk.section("endpoint.facts")).to_contain_text(desk.say("topic.debit.coming"))
    desk.button("ping.send").click()  # the receiver knows another secret
    expect(desk.section("ping.title").get_by_role("status")).to_contain_text("HTTP 401")
    desk.go("nav.events")
    desk.page.get_by_role("link", name="/inbox/events").click()
    deliveries = desk.section("deliveries.title")
    row = deliveries.get_by_role("row", name=desk.say("topic.debit.coming")).first
    expect(row).to_contain_text(desk.say("delivery.delivered"))
    desk.ask("charge.open", row)
    expect(desk.dialog).to_contain_text('"type": "debit.coming"')
    expect(desk.dialog).to_contain_text("HTTP 204")
    screenshot(desk.page, "desk-coming-6-delivery")
    desk.page.keyboard.press("Escape")
    desk.button("ping.send").click()
    expect(desk.section("ping.title").get_by_role("status")).to_contain_text("HTTP 204")
    screenshot(desk.page, "desk-coming-7-endpoint")


def takes_the_forecast_apart(desk: Desk) -> None:
    desk.go("nav.coming")
    expect(desk.page.get_by_role("img")).to_be_visible()
    screenshot(desk.page, "desk-coming-8-forecast")
    first = desk.page.get_by_role("table").get_by_role("link").first
    day = first.inner_text()
    first.click()
    expect(desk.page.get_by_role("heading", name=desk.say("coming.on", day=day))).to_be_visible()
    expect(desk.row(OFFICE)).to_contain_text("120,00")
    screenshot(desk.page, "desk-coming-9-day")


def voids_an_invoice(desk: Desk, who: Subscriber) -> None:
    desk.open(f"accounts/{who.number}")
    coming = desk.section("coming.title")
    expect(coming.get_by_role("table")).to_contain_text(OFFICE)
    screenshot(desk.page, "desk-coming-10-account")
    coming.get_by_role("link", name=desk.say("advances.title")).click()
    desk.row(who.number).get_by_role("link").first.click()
    desk.ask("advance.void")
    desk.fill(reason="абонент платит иначе")
    desk.confirm("advance.void")
    expect(desk.page.get_by_role("main")).to_contain_text(desk.say("advance.voided"))
    expect(desk.button("advance.void")).to_have_count(0)
    screenshot(desk.page, "desk-coming-11-voided")
