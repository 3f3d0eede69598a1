"""The desk as the staff handles it: pages, tables, dialogs by their names."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from backend.domain.values.roles import Role
from tests.e2e.desk.words import say
from tests.e2e.world import World

PASSWORD = "a phrase of the staff"


@dataclass(frozen=True)
class Member:
    """Who works at the desk."""

    name: str
    role: Role


def appoint(world: World, name: str, role: Role) -> Member:
    """Somebody new, whose password is ``PASSWORD``."""
    container = world.container
    hashed = container.members.hashed(name, PASSWORD)
    with container.unit_of_work() as unit:
        container.members.add(unit, name, role, hashed)
        unit.commit()
    return Member(name, role)


class Desk:
    """One tab of somebody's. ``key`` is always a key of the dictionaries."""

    def __init__(self, world: World, page: Page, lang: str = "ru") -> None:
        self.page = page
        self.lang = lang
        self._world = world

    def say(self, key: str, **values: object) -> str:
        """The desk's words in this tab's language."""
        return say(self.lang, key, **values)

    # ------------------------------------------------------------ doors

    def open(self, path: str = "") -> None:
        """Load a page by its address."""
        self.page.goto(f"{self._world.address}/desk/{path}")

    def sign_in(self, who: Member, code: str = "") -> None:
        """Fill in the form that is on the screen, and be in."""
        self.try_to_sign_in(who.name, PASSWORD, code)
        expect(self.page.get_by_role("banner")).to_be_visible()
        expect(self.field("signin.code")).to_have_count(0)

    def try_to_sign_in(self, name: str, password: str, code: str = "") -> None:
        """Fill in the form that is on the screen."""
        self.field("signin.name").fill(name)
        self.page.get_by_label(self.say("signin.password"), exact=True).fill(password)
        self.field("signin.code").fill(code)
        self.button("signin.enter").click()

    def enter(self, who: Member, path: str = "me") -> None:
        """From nothing to a page."""
        self.open(path)
        self.sign_in(who)
        self.settle()

    def look_at(self) -> None:
        """Turn to this tab again, as after another one."""
        event = "new Event('visibilitychange', {bubbles: true})"
        self.page.evaluate(f"document.dispatchEvent({event})")

    # ------------------------------------------------------------ what is on the page

    def settle(self) -> None:
        """Wait until nothing is being loaded."""
        expect(self.page.get_by_text(self.say("loading"))).to_have_count(0)

    def go(self, key: str) -> None:
        """Go to a page by the menu."""
        menu = self.page.get_by_role("navigation", name=self.say("nav.label"))
        menu.get_by_role("link", name=self.say(key), exact=True).click()
        expect(menu.locator("[aria-current=page]")).to_have_text(self.say(key))

    def section(self, key: str) -> Locator:
        """A named part of the page."""
        return self.page.get_by_role("region", name=self.say(key), exact=True)

    def row(self, text: str) -> Locator:
        """The row of a table that has this in it."""
        return self.page.get_by_role("row").filter(has_text=text)

    def field(self, key: str, within: Locator | None = None) -> Locator:
        """A field by its label."""
        return (within or self.page).get_by_label(self.say(key), exact=True)

    def button(self, key: str, within: Locator | None = None) -> Locator:
        """A button by the beginning of its name: what follows says what it is about."""
        name = re.compile(f"^{re.escape(self.say(key))}(:|$)")
        return (within or self.page).get_by_role("button", name=name)

    # ------------------------------------------------------------ dialogs

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def ask(self, key: str, within: Locator | None = None) -> Locator:
        """Press a button; the dialog that it opens."""
        self.button(key, within).click()
        expect(self.dialog).to_be_visible()
        self.settle()
        return self.dialog

    def fill(self, **fields: str) -> None:
        """Type into the fields of the dialog that is open, by their names."""
        for name, text in fields.items():
            self.dialog.locator(f"[name={name}]").fill(text)

    def confirm(self, key: str) -> None:
        """Press the dialog's own button and see it close."""
        self.button(key, self.dialog).click()
        expect(self.dialog).to_have_count(0)
        self.settle()

    def told(self, text: str) -> None:
        """See what the desk says by itself."""
        expect(self.page.locator(".announcer")).to_contain_text(text)
