"""The cabinet as its subscriber handles it: pages, cards, dialogs, storefronts by their names."""

import base64
import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.e2e.words import say
from tests.e2e.world import Subscriber, World


class Cabinet:
    """One tab. ``words`` are keys of the cabinet's dictionaries."""

    def __init__(self, world: World, page: Page, lang: str = "ru") -> None:
        self.page = page
        self._world = world
        self._lang = lang

    def say(self, key: str, **values: object) -> str:
        """The cabinet's words in this tab's language."""
        return say(self._lang, key, **values)

    # ------------------------------------------------------------ doors

    def open(self, path: str = "") -> None:
        """Load a page by its address."""
        self.page.goto(f"{self._world.address}/cabinet/{path}")

    def sign_in(self, who: Subscriber) -> None:
        """Fill in the form that is on the screen, and be in."""
        self.try_to_sign_in(who)
        expect(self.navigation).to_be_visible()
        expect(self.page.get_by_label(self.say("signin.password"), exact=True)).to_have_count(0)

    def try_to_sign_in(self, who: Subscriber) -> None:
        """Fill in the form that is on the screen."""
        self.page.get_by_label(self.say("signin.account"), exact=True).fill(who.number)
        self.page.get_by_label(self.say("signin.password"), exact=True).fill(who.password)
        self.button("signin.enter").click()

    def enter(self, who: Subscriber) -> None:
        """From nothing to the front page, with everything on it loaded."""
        self.open()
        self.sign_in(who)
        expect(self.page.get_by_role("article").first).to_be_visible()

    def look_at(self) -> None:
        """Turn to this tab again, as after another one."""
        event = "new Event('visibilitychange', {bubbles: true})"
        self.page.evaluate(f"document.dispatchEvent({event})")

    def come_back(self, who: Subscriber) -> None:
        """Find that the session is over, and sign in again where the page was left."""
        away = self._world.clock.now().timestamp() - self.page.evaluate("Date.now() / 1000")
        self.page.clock.fast_forward(max(0, int(away * 1000)))
        self.look_at()
        expect(self.dialog).to_contain_text(self.say("signin.over"))
        self.sign_in(who)
        expect(self.dialog).to_have_count(0)

    # ------------------------------------------------------------ what is on the page

    def settle(self) -> None:
        """Wait until the page is there and nothing on it is being loaded."""
        expect(self.page.locator("h1")).to_be_visible()
        expect(self.page.get_by_text(self.say("loading"))).to_have_count(0)

    @property
    def navigation(self) -> Locator:
        """The list of pages."""
        return self.page.get_by_role("navigation", name=self.say("nav.label"))

    def go(self, name: str) -> None:
        """Go to a page: ``subscriptions``, ``history``, ``invoices`` or ``settings``."""
        self.navigation.get_by_role("link", name=self.say(f"nav.{name}"), exact=True).click()
        title = self.say(f"{name}.title")
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()

    def section(self, key: str) -> Locator:
        """A named part of the page."""
        return self.page.get_by_role("region", name=self.say(key), exact=True)

    @property
    def summary(self) -> Locator:
        """The account at a glance."""
        return self.section("summary.title")

    def card(self, product: str) -> Locator:
        """The card of a subscription."""
        return self.section("mine.title").get_by_role("article", name=product, exact=True)

    def shelf(self, product: str) -> Locator:
        """The card of a product of the operator's own."""
        return self.section("shop.products").get_by_role("article", name=product, exact=True)

    def platform(self, title: str) -> Locator:
        """A platform's part of the shop."""
        return self.section("shop.title").get_by_role("region", name=title, exact=True)

    def button(self, key: str, within: Locator | None = None) -> Locator:
        """A button by the beginning of its name: what follows says what it is about."""
        name = re.compile(f"^{re.escape(self.say(key))}")
        return (within or self.page).get_by_role("button", name=name)

    # ------------------------------------------------------------ acts

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def ask(self, act: str, product: str) -> Locator:
        """Press a card's button; the dialog, with the act's effect told."""
        self.button(f"act.{act}", self.card(product)).click()
        expect(self.dialog).to_contain_text(self.say(f"act.{act}.ask", product=product))
        expect(self.dialog.get_by_role("listitem").first).to_be_visible()
        return self.dialog

    def confirm(self, key: str) -> None:
        """Press the dialog's own button and see it close."""
        self.button(key, self.dialog).click()
        expect(self.dialog).to_have_count(0)

    def offer(self, product: str) -> Locator:
        """Ask to subscribe to a product of the operator's own; the dialog with the offer."""
        self.button("subscribe", self.shelf(product)).click()
        expect(self.page.get_by_label(self.say("offer.accept"))).to_be_visible()
        return self.dialog

    def subscribe(self, product: str) -> None:
        """Read, accept, subscribe."""
        self.offer(product)
        self.page.get_by_label(self.say("offer.accept")).check()
        self.confirm("subscribe")

    # ------------------------------------------------------------ storefronts

    def storefront(self, platform: str) -> FrameLocator:
        """Open a platform's storefront in the page."""
        self.button("storefront.open", self.platform(platform)).click()
        return self.frame(platform)

    def frame(self, platform: str) -> FrameLocator:
        """The storefront that is open."""
        title = self.say("storefront.frame", platform=platform)
        return self.page.frame_locator(f'iframe[title="{title}"]')

    def look_again(self) -> None:
        """Let the time pass after which an open storefront's effects are looked for."""
        self.page.clock.fast_forward(6_000)

    # ------------------------------------------------------------ documents

    def pdf(self, name: str) -> bytes:
        """The content of the PDF that a document's row leads to, fetched by the page itself."""
        link = self.page.get_by_role("link", name=re.compile(f"^PDF.*{re.escape(name)}$"))
        encoded = link.evaluate(
            """async (link) => {
                const answer = await fetch(link.href);
                if (answer.headers.get('content-type') !== 'application/pdf') return '';
                const bytes = new Uint8Array(await answer.arrayBuffer());
                return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
            }"""
        )
        return base64.b64decode(encoded)


def buy(storefront: FrameLocator | Page, product: str) -> Locator:
    """Accept a platform's offer and subscribe; what the platform says then."""
    card = storefront.get_by_role("article", name=product, exact=True)
    card.get_by_label("Я принимаю оферту").check()
    card.get_by_role("button", name="Подписаться").click()
    return storefront.get_by_role("status")
