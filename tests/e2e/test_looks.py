"""Every page and dialog: no barriers, nothing wider than the screen, a picture for people.

Of two languages, two sizes and two themes every pair comes together in one of four tours.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import DESK, Complaints, assert_no_barriers, screenshot
from tests.e2e.cabinet import Cabinet
from tests.e2e.conftest import OpenCabinet
from tests.e2e.showcase import BACKUPS, DRWEB, INTERNET, KASPERSKY, KIDS, OFFICE, furnish
from tests.e2e.world import Subscriber, World

PHONE = {"width": 390, "height": 844}
TOURS = [("ru", PHONE, "light"), ("ru", DESK, "dark"), ("en", PHONE, "dark"), ("en", DESK, "light")]


@pytest.fixture(scope="module")
def who(world: World) -> Subscriber:
    """An account with something of everything."""
    return furnish(world)


@dataclass(frozen=True)
class Tour:
    """Looks at whatever is on the screen."""

    cabinet: Cabinet
    name: str

    def look(self, what: str) -> None:
        """All that must hold of every page and every dialog."""
        page = self.cabinet.page
        self.cabinet.settle()
        assert_no_barriers(page)
        size = page.viewport_size
        assert size is not None
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], f"{what}: nobody scrolls sideways"
        screenshot(page, f"{self.name}-{what}")

    def look_at_dialog(self, what: str) -> None:
        """Look at the dialog that is open, and leave it."""
        expect(self.cabinet.dialog).to_be_visible()
        self.look(what)
        self.cabinet.button("dismiss", self.cabinet.dialog).click()
        expect(self.cabinet.dialog).to_have_count(0)


@pytest.mark.parametrize(
    ("lang", "size", "colours"),
    TOURS,
    ids=lambda each: each["width"] if each in (PHONE, DESK) else each,
)
def test_a_tour(
    who: Subscriber,
    open_cabinet: OpenCabinet,
    complaints: Complaints,
    lang: str,
    size: dict[str, int],
    colours: str,
) -> None:
    complaints.expect("status of 402")  # there is not enough money
    cabinet = open_cabinet(lang, viewport=size, color_scheme=colours)
    tour = Tour(cabinet, f"look-{lang}-{size['width']}-{colours}")
    stands_at_the_door(tour, who)
    looks_at_subscriptions(tour)
    opens_dialogs(tour)
    reads_history_and_invoices(tour)
    looks_at_settings(tour)
    loses_the_session(tour)


def stands_at_the_door(tour: Tour, who: Subscriber) -> None:
    cabinet = tour.cabinet
    cabinet.open()
    tour.look("sign-in")
    cabinet.try_to_sign_in(Subscriber(who.number, "not the right words"))
    expect(cabinet.page.get_by_role("alert")).to_be_visible()
    tour.look("sign-in-refused")
    cabinet.sign_in(who)
    expect(cabinet.card(OFFICE)).to_be_visible()


def looks_at_subscriptions(tour: Tour) -> None:
    cabinet = tour.cabinet
    tour.look("subscriptions")
    cabinet.storefront("RentSoft").get_by_role("heading").first.wait_for()
    tour.look("storefront")
    cabinet.button("storefront.close").click()
    while folded(cabinet).count():
        folded(cabinet).first.click()
    tour.look("subscriptions-unfolded")


def folded(cabinet: Cabinet) -> Locator:
    """Headings of what is still folded away."""
    return cabinet.page.locator("details:not([open]) > summary:visible")


def opens_dialogs(tour: Tour) -> None:
    cabinet = tour.cabinet
    cabinet.offer(BACKUPS)
    tour.look_at_dialog("dialog-subscribe")
    cabinet.button("subscribe", cabinet.shelf(INTERNET)).click()
    expect(cabinet.dialog.get_by_role("alert")).to_be_visible()
    tour.look_at_dialog("dialog-no-money")
    acts = {"unsubscribe": DRWEB, "undo_unsubscribe": KASPERSKY, "resume": OFFICE, "pause": KIDS}
    for name, product in acts.items():
        cabinet.ask(name, product)
        tour.look_at_dialog(f"dialog-{name}")


def reads_history_and_invoices(tour: Tour) -> None:
    cabinet = tour.cabinet
    cabinet.go("history")
    cabinet.page.get_by_text(cabinet.say("months.table"), exact=True).click()
    tour.look("history")
    lists = {
        "invoice.invoice.number": "invoices.title",
        "invoice.draft.name": "invoices.title",
        "invoice.advance.number": "advances.title",
    }
    for kind, list_ in lists.items():
        cabinet.go("invoices")
        name = cabinet.say(kind, number="", month="")
        documents = cabinet.page.get_by_role("list", name=cabinet.say(list_), exact=True)
        documents.get_by_role("link", name=name).first.click()
        expect(cabinet.page.get_by_role("table")).to_be_visible()
        tour.look(kind.split(".")[1])
    cabinet.page.emulate_media(media="print")
    screenshot(cabinet.page, f"{tour.name}-print")
    cabinet.page.emulate_media(media="screen")
    cabinet.go("invoices")
    tour.look("invoices")


def looks_at_settings(tour: Tour) -> None:
    cabinet = tour.cabinet
    cabinet.go("settings")
    tour.look("settings")
    cabinet.button("signout.everywhere").click()
    tour.look_at_dialog("dialog-sign-out-everywhere")
    for decision in ("accept", "refuse", "revoke"):
        cabinet.button(f"portal.{decision}", cabinet.section("portals.title")).click()
        tour.look_at_dialog(f"dialog-portal-{decision}")
    looks_at_notices(tour)
    cabinet.open("no/such/page")
    expect(cabinet.page.get_by_role("heading", level=1)).to_be_visible()
    tour.look("nowhere")


def looks_at_notices(tour: Tour) -> None:
    cabinet = tour.cabinet
    cabinet.page.get_by_role("link", name=cabinet.say("settings.notices.go")).click()
    cabinet.page.get_by_role("radio", name=cabinet.say("quiet.own")).check()
    sent = cabinet.page.get_by_role("list", name=cabinet.say("notices.sent"))
    sent.get_by_text(cabinet.say("notice.text"), exact=True).first.click()
    tour.look("notices")


def loses_the_session(tour: Tour) -> None:
    cabinet = tour.cabinet
    cabinet.page.context.clear_cookies()
    link = cabinet.navigation.get_by_role("link", name=cabinet.say("nav.invoices"))
    link.click()
    expect(cabinet.dialog).to_contain_text(cabinet.say("signin.over"))
    tour.look("dialog-session-over")
