"""What is coming: debits, invoices for them, what is told of them; and who else may act."""

import re
from datetime import date

from playwright.sync_api import Locator, expect

from backend.domain.services.portals.portal import Portal
from backend.domain.services.portals.scopes import Scope
from tests.browser import screenshot
from tests.e2e.cabinet import Cabinet
from tests.e2e.showcase import INTERNET, OFFICE, buy_from, open_portal, subscribe
from tests.e2e.world import World

PORTAL = "Городской портал"
Charged = tuple[date, int]


def test_what_is_foreseen_is_what_is_charged(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(5_000_00)
    subscribe(world, who, OFFICE)
    subscribe(world, who, INTERNET)
    buy_from(world, who, "rentsoft", "kav")
    cabinet.enter(who)
    today = world.clock.moment().today
    coming = cabinet.section("coming.title")
    coming.get_by_text(re.compile("^Все списания до")).click()
    screenshot(cabinet.page, "coming-foreseen")
    foreseen = told(coming.locator("tbody tr"))
    assert len(foreseen) == 6, "two months of three"
    world.pass_days(62)
    query = """
        SELECT c.business_date, c.amount FROM charge c JOIN account a ON a.id = c.account_id
        WHERE a.number = :number AND c.business_date > :today ORDER BY 1, 2
    """
    charged = [(row[0], int(row[1])) for row in world.rows(query, number=who.number, today=today)]
    assert charged == sorted(foreseen)


def told(rows: Locator) -> list[Charged]:
    """The days and sums of a table's rows, in kopecks."""
    expect(rows.first).to_be_visible()
    return [
        (
            date.fromisoformat(str(row.locator("time").get_attribute("datetime"))),
            int(re.sub(r"\D", "", row.get_by_role("cell").nth(2).inner_text())),
        )
        for row in rows.all()
    ]


def test_an_advance_invoice_is_read_paid_and_settled(world: World, cabinet: Cabinet) -> None:
    pass_days_until(world, 1)
    who = world.subscriber(130_00)
    subscribe(world, who, OFFICE)
    pass_days_until(world, 27)
    cabinet.enter(who)
    expect(cabinet.section("coming.title")).to_contain_text("не хватает 110,00")
    screenshot(cabinet.page, "coming-shortage")
    cabinet.go("invoices")
    invoices = cabinet.page.get_by_role("list", name=cabinet.say("advances.title"))
    expect(invoices.get_by_role("listitem")).to_have_count(1)
    expect(invoices).to_contain_text("Ждёт оплаты")
    number = invoices.get_by_role("link").first.inner_text()
    assert cabinet.pdf(number).startswith(b"%PDF")
    invoices.get_by_role("link", name=number, exact=True).click()
    expect(cabinet.page.get_by_role("table")).to_contain_text("110,00")
    world.pay(who, 110_00)
    world.work()
    cabinet.page.reload()
    expect(cabinet.page.locator(".document")).to_contain_text("Закрыт")


def test_what_is_not_wanted_is_not_told(world: World, cabinet: Cabinet) -> None:
    pass_days_until(world, 1)
    who = world.subscriber(130_00)
    world.reach(who, "+79001234567")
    subscribe(world, who, OFFICE)
    pass_days_until(world, 27)
    cabinet.enter(who)
    cabinet.go("settings")
    cabinet.page.get_by_role("link", name=cabinet.say("settings.notices.go")).click()
    sent = cabinet.page.get_by_role("list", name=cabinet.say("notices.sent"))
    expect(sent).to_contain_text(cabinet.say("notice.advance_invoice"))
    expect(sent).to_contain_text("+79001234567")
    channel, kind = cabinet.say("channel.gateway"), cabinet.say("notice.coming_debit")
    box = cabinet.page.get_by_role("checkbox", name=f"{kind}: {channel}")
    box.uncheck()
    cabinet.button("save").click()
    expect(cabinet.page.get_by_text(cabinet.say("notices.saved"))).to_be_visible()
    pass_days_until(world, 1)
    cabinet.come_back(who)
    cabinet.go("settings")
    cabinet.page.get_by_role("link", name=cabinet.say("settings.notices.go")).click()
    expect(box).not_to_be_checked()
    expect(sent).to_contain_text(cabinet.say("notice.advance_invoice"))
    expect(sent).not_to_contain_text(kind)
    query = """
        SELECT n.kind, n.state, n.reason FROM notice n JOIN account a ON a.id = n.account_id
        WHERE a.number = :number AND n.channel = 'gateway' AND n.kind = 'coming_debit'
    """
    assert [tuple(row) for row in world.rows(query, number=who.number)] == [
        ("coming_debit", "suppressed", "opted_out")
    ]


def test_a_portal_is_let_in_and_put_out(world: World, cabinet: Cabinet) -> None:
    who = world.subscriber(10_00)
    portal = open_portal(world, "city", PORTAL)
    asked = {Scope.ACCOUNTS_READ, Scope.FORECAST_READ}
    world.container.portals.request_binding(portal, who.number, asked)
    cabinet.enter(who)
    cabinet.go("settings")
    portals = cabinet.section("portals.title")
    cabinet.button("portal.accept", portals).click()
    expect(cabinet.dialog).to_contain_text(cabinet.say("scope.accounts:read"))
    assert reached(world, portal) == []
    cabinet.confirm("portal.accept")
    expect(portals).to_contain_text(cabinet.say("portal.active"))
    assert reached(world, portal) == [who.number]
    cabinet.button("portal.revoke", portals).click()
    cabinet.confirm("portal.revoke")
    expect(portals).to_contain_text(cabinet.say("portals.none"))
    assert reached(world, portal) == []


def pass_days_until(world: World, day: int) -> None:
    """Let days pass until this one of a month; today is none of them."""
    world.pass_days(1)
    while world.clock.moment().today.day != day:
        world.pass_days(1)


def reached(world: World, portal: Portal) -> list[str]:
    """Whose accounts it may act for."""
    return world.container.portals.accounts(portal, "", 10)
