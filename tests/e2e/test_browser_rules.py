"""What the demonstration needs of a browser, since it runs without TLS: cookies and frames.

Chromium trusts ``http://127.0.0.1``: it takes a ``__Host-`` cookie with ``Secure`` from there and
sends it back, and frames an ``http://localhost`` storefront beside it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from backend.api.site.policy import page_headers
from tests.browser import Complaints

COOKIE = "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Strict"


class Answers(BaseHTTPRequestHandler):
    """Plays the server: gives a cookie, tells what came back, shows a page with frames."""

    storefront = ""

    def do_GET(self) -> None:
        """Answer one request."""
        told = self.headers.get("Cookie", "no cookie")
        body = {
            "/told": told,
            "/frames": f'<iframe src="{self.storefront}/allowed"></iframe>'
            f'<iframe src="{self.storefront.replace("localhost", "127.0.0.1")}/other"></iframe>',
        }.get(self.path, "<p>витрина</p>")
        document = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{body}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/login":
            self.send_header("Set-Cookie", COOKIE)
        if self.path == "/frames":
            for name, value in page_headers([self.storefront], []).items():
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(document.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(answers: type[Answers]) -> Iterator[int]:
    """The port on which this is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def home() -> Iterator[str]:
    """The address of the page's own server; a storefront is served beside it."""
    with serving(Answers) as other:
        own = type("Own", (Answers,), {"storefront": f"http://localhost:{other}"})
        with serving(own) as port:
            yield f"http://127.0.0.1:{port}"


def test_a_host_cookie_is_kept_and_sent_back_without_tls(home: str, page: Page) -> None:
    page.goto(f"{home}/login")
    assert "__Host-session=abc" in page.evaluate("fetch('/told').then((told) => told.text())")
    assert page.evaluate("document.cookie") == "", "scripts do not see it"


def test_only_the_named_storefront_is_framed(home: str, page: Page, complaints: Complaints) -> None:
    complaints.expect("frame-src http://localhost:")
    with page.expect_console_message(lambda message: "frame-src" in message.text):
        page.goto(f"{home}/frames")
    named, other = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
    expect(named.get_by_text("витрина")).to_be_visible()
    expect(other.get_by_text("витрина")).to_have_count(0)
