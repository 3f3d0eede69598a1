"""A real Chromium for tests: pages that report what they complain about, pictures, barriers.

The fixtures live in ``tests/e2e`` only. While Playwright is open its event loop counts as running
in this thread, and ``asyncio.run`` of another test would refuse to start: the browser is closed
where the folder ends.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError

from tests.architecture import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
TIMEOUT_MS = 15_000  # of one step; the machine may be busy with something else

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

OpenPage = Callable[..., Page]


class Complaints:
    """What pages put on the console as errors: refused loads and broken page rules too."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._expected: list[str] = []

    def watch(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)

    def expect(self, part: str) -> None:
        """Say that errors with this in them belong to the test, such as ``status of 401``."""
        self._expected.append(part)

    def unexpected(self) -> list[str]:
        """Everything that no test has announced."""
        return [text for text in self._said if not any(part in text for part in self._expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._said.append(f"{message.text} ({message.location.get('url', '')})")

    def _on_error(self, error: BrowserError) -> None:
        self._said.append(f"uncaught: {error.message}")


def chromium() -> str:
    """The program. Without one a test is skipped, where it was promised (CI=true) it fails."""
    search = [ROOT / "tools" / "find-chromium"]
    found = subprocess.run(search, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return found.stdout.strip()
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(found.stderr.strip())
    pytest.skip(found.stderr.strip())


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window, with a profile of its own; one for the whole folder."""
    program = chromium()
    rights = ("--no-sandbox",) if os.geteuid() == 0 else ()  # its sandbox refuses root
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*_QUIET, *rights])
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """The test fails where its pages complain of something that it has not announced."""
    heard = Complaints()
    yield heard
    assert not heard.unexpected(), heard.unexpected()


@pytest.fixture
def open_page(browser: Browser, complaints: Complaints) -> Iterator[OpenPage]:
    """Opens empty pages, each in a browser context of its own: another person, another device.

    Takes Playwright's context options, such as ``viewport=PHONE`` or ``color_scheme="dark"``.
    """
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:
        chosen = {"viewport": DESK, "locale": "ru-RU", "reduced_motion": "reduce", **options}
        contexts.append(browser.new_context(timezone_id="Europe/Moscow", **chosen))
        contexts[-1].set_default_timeout(TIMEOUT_MS)
        page = contexts[-1].new_page()
        complaints.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page on a desk."""
    return open_page()


def screenshot(page: Page, name: str) -> None:
    """Keep a picture for people: ``build/screenshots/{name}.png``.

    It is of the whole page, or, where a dialog is open, of what is on the screen.
    """
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    whole = page.locator("dialog[open]").count() == 0
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=whole, animations="disabled")


def assert_no_barriers(page: Page) -> None:
    """Every rule of axe holds on this page; what it frames is another's and not looked at."""
    options = {"resultTypes": ["violations"], "iframes": False}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
