"""Every page of the desk and its dialogs: no barriers, nothing wider than the screen, a picture.

Of two languages, two sizes and two themes every pair comes together in one of four tours.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from backend.domain.services.billing.run import RunView
from tests.browser import DESK, assert_no_barriers, screenshot
from tests.e2e.desk.conftest import OpenDesk
from tests.e2e.desk.desk import Desk, Member
from tests.e2e.showcase import KASPERSKY, OFFICE, furnish
from tests.e2e.world import Subscriber, World

PHONE = {"width": 390, "height": 844}
TOURS = [("ru", PHONE, "light"), ("ru", DESK, "dark"), ("en", PHONE, "dark"), ("en", DESK, "light")]
PAGES = {
    "overview": "",
    "accounts": "accounts",
    "nobody-found": "accounts?q=777777",
    "imports": "imports",
    "runs": "runs",
    "corrections": "corrections",
    "notices": "notices",
    "no-notices": "notices?kind=price_change&state=failed",
    "notice-texts": "notice-templates",
    "notice-text-mail": "notice-templates/coming_debit/email/ru",
    "notice-text-message": "notice-templates/price_change/gateway/en",
    "coming": "coming",
    "coming-products": "coming?by=product",
    "advance-invoices": "advance-invoices",
    "portals": "portals",
    "portal": "portals/city",
    "events": "events",
    "reports": "reports",
    "report-states": "reports/states",
    "report-subscriptions": "reports/subscriptions",
    "report-churn": "reports/churn",
    "report-settlement": "reports/settlement",
    "settlements": "settlements?of=rentsoft",
    "platforms": "platforms",
    "platform": "platforms/rentsoft",
    "platform-new": "platforms/new",
    "products": "products",
    "templates": "templates",
    "template": "templates/software",
    "template-new": "templates/new",
    "offers": "offers",
    "taxes": "taxes",
    "audit": "audit",
    "staff": "staff",
    "me": "me",
    "nowhere": "no/such/page",
}


@pytest.fixture(scope="module")
def who(world: World) -> Subscriber:
    """An account with something of everything."""
    return furnish(world)


@pytest.fixture(scope="module")
def planned(world: World, who: Subscriber) -> RunView:
    """A run that waits for review: of the day on which the account's month begins anew."""
    assert who.number
    world.clock.advance(days=30)
    billing = world.container.billing
    run_id = billing.open()
    assert run_id is not None
    for _ in billing.plan(run_id):
        pass
    return billing.view(run_id)


@dataclass(frozen=True)
class Tour:
    """Looks at whatever is on the screen."""

    desk: Desk
    name: str

    def look(self, what: str) -> None:
        """All that must hold of every page and every dialog."""
        page = self.desk.page
        self.desk.settle()
        assert_no_barriers(page)
        size = page.viewport_size
        assert size is not None
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{what}: nobody scrolls sideways"
        screenshot(page, f"desk-{self.name}-{what}")

    def look_at_page(self, what: str, path: str) -> None:
        """Look at a page by its address."""
        self.desk.open(path)
        expect(self.desk.page.get_by_role("heading", level=1)).to_be_visible()
        self.look(what)

    def look_at_dialog(self, what: str) -> None:
        """Look at the dialog that is open, and leave it."""
        expect(self.desk.dialog).to_be_visible()
        self.look(f"dialog-{what}")
        self.desk.page.keyboard.press("Escape")

    def look_at_dialogs(self, *keys: str) -> None:
        """Open by their buttons, look, and leave."""
        for key in keys:
            self.desk.button(key).first.click()
            self.look_at_dialog(key)
            expect(self.desk.dialog).to_have_count(0)


@pytest.mark.parametrize(
    ("lang", "size", "colours"),
    TOURS,
    ids=lambda each: each["width"] if each in (PHONE, DESK) else each,
)
def test_a_tour(
    who: Subscriber,
    planned: RunView,
    admin: Member,
    open_desk: OpenDesk,
    lang: str,
    size: dict[str, int],
    colours: str,
) -> None:
    desk = open_desk(lang, viewport=size, color_scheme=colours)
    tour = Tour(desk, f"look-{lang}-{size['width']}-{colours}")
    tour.look_at_page("sign-in", "accounts")
    desk.sign_in(admin)
    for what, path in PAGES.items():
        tour.look_at_page(what, path)
    tour.look_at_page("run", f"runs/{planned.id}")
    tour.look_at_dialogs("run.approve", "run.cancel")
    looks_at_an_account(tour, who)
    looks_at_forms(tour)
    looks_at_what_is_coming(tour)
    if size is PHONE:
        desk.button("nav.menu").click()
        tour.look("menu")
    desk.page.context.clear_cookies()
    desk.page.clock.fast_forward(20_000)  # what was just read is not asked for again
    desk.look_at()
    expect(desk.dialog).to_contain_text(desk.say("signin.over"))
    tour.look("dialog-session-over")


def looks_at_an_account(tour: Tour, who: Subscriber) -> None:
    desk = tour.desk
    tour.look_at_page("account", f"accounts/{who.number}")
    tour.look_at_dialogs(
        "payments.record",
        "account.promise",
        "account.edit",
        "account.block",
        "account.set_password",
        "contact.change",
        "invoice.finalise",
        "invoice.credit",
    )
    desk.ask("charge.open", desk.section("subscriptions.title").get_by_role("row", name=OFFICE))
    tour.look("dialog-subscription")
    desk.button("act.unsubscribe", desk.dialog).click()
    expect(desk.dialog.get_by_role("listitem").first).to_be_visible()
    tour.look("dialog-act")
    desk.open(f"accounts/{who.number}")
    charges = desk.section("charges.title")
    desk.ask("charge.open", charges.get_by_role("row", name=KASPERSKY).first)
    tour.look("dialog-charge")
    desk.button("charge.correct", desk.dialog).click()
    tour.look("dialog-refund")
    desk.open(f"accounts/{who.number}")
    desk.page.get_by_text(desk.say("operations.show"), exact=True).click()
    operations = desk.section("operations.title")
    desk.ask("charge.open", operations.get_by_role("row", name="rentsoft").first)
    tour.look_at_dialog("exchange")


def looks_at_forms(tour: Tour) -> None:
    desk = tour.desk
    desk.open("products")
    desk.ask("products.add")
    tour.look_at_dialog("product-new")
    desk.page.get_by_role("link", name=OFFICE).click()
    tour.look("product")
    tour.look_at_dialogs("change", "product.price.add", "product.register.add", "product.archive")
    desk.open("platforms/rentsoft")
    tour.look_at_dialogs("platform.turn_off", "platform.rotate")
    desk.ask("change", desk.section("platform.storefront"))
    tour.look_at_dialog("platform-storefront")
    desk.open("settlements?of=rentsoft")
    tour.look_at_dialogs("agreement.add")
    desk.open("offers")
    tour.look_at_dialogs("offer.publish", "offer.read")
    desk.open("staff")
    tour.look_at_dialogs("staff.add", "staff.change", "staff.reset")
    desk.open("audit")
    tour.look_at_dialogs("audit.show")
    desk.open("me")
    tour.look_at_dialogs("signout.everywhere", "me.totp.begin")


def looks_at_what_is_coming(tour: Tour) -> None:
    desk = tour.desk
    for what, path in {
        "notice": "notices",
        "advance-invoice": "advance-invoices",
        "endpoint": "events",
    }.items():
        desk.open(path)
        desk.page.get_by_role("row").nth(1).get_by_role("link").first.click()
        expect(desk.page.locator("p.back")).to_be_visible()
        tour.look(what)
    desk.button("charge.open").first.click()
    tour.look_at_dialog("delivery")
    tour.look_at_dialogs("endpoint.turn_off", "change", "platform.rotate", "endpoint.redeliver")
    desk.open("events")
    tour.look_at_dialogs("events.add")
    desk.open("notice-templates")
    tour.look_at_dialogs("test_notice.title")
    desk.open("portals")
    tour.look_at_dialogs("portals.add")
    desk.open("portals/shop")
    tour.look_at_dialogs("change", "portal.turn_off", "bindings.add", "binding.end")
