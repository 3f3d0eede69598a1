"""The third part of the tour: a subscriber buys in the storefront, seen from the cabinet.

Everything goes over HTTP as a browser would send it: the cabinet, the signed link, the platform's
pages; and what the platform then does comes back over SOAP.
"""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

import httpx
from rich.markup import escape

from backend.cli.demo_data import KASPERSKY, password_of
from backend.cli.output import console
from backend.container import Container

BUYER = "77-0042"
CABINET = "/api/cabinet/v1"

_FORM = re.compile(r'<form method="post" action="([^"]*/subscribe)">(.*?)</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def shop(container: Container) -> None:
    """Let the subscriber buy, unless that has happened in an earlier tour."""
    out = console()
    out.print("\n[bold]A subscriber buys in the storefront[/]  [dim]the cabinet and the sandbox[/]")
    with httpx.Client(base_url=container.settings.public_url, trust_env=False) as http:
        cabinet = _Cabinet(http)
        if not cabinet.has(KASPERSKY):
            _buy(cabinet)
        for each in cabinet.subscriptions():
            through = each.get("paid_through", "—")
            out.print(
                f"   [green]{escape(each['product'])}[/] · {each['state']} · paid through {through}"
            )
        out.print(f"   [dim]balance[/] {cabinet.ask('GET', '/profile')['balance']}")


class _Cabinet:
    """A browser with the cabinet open. Cookies for TLS only are carried by hand: this is loopback,
    which browsers trust and libraries do not."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        answer = http.post(
            f"{CABINET}/session", json={"account": BUYER, "password": password_of(BUYER)}
        )
        session = answer.raise_for_status().json()
        cookies = [text.partition(";")[0] for text in answer.headers.get_list("set-cookie")]
        self._headers = {"Cookie": "; ".join(cookies), "X-CSRF-Token": session["csrf_token"]}

    def ask(self, method: str, path: str, document: object = None) -> Any:
        """One request."""
        answer = self._http.request(
            method, f"{CABINET}{path}", json=document, headers=self._headers
        )
        return answer.raise_for_status().json()

    def subscriptions(self) -> list[dict[str, Any]]:
        """What the account has."""
        found: list[dict[str, Any]] = self.ask("GET", "/subscriptions")["subscriptions"]
        return found

    def has(self, product: str) -> bool:
        """Whether a living subscription is to it."""
        over = ("ended", "failed")
        return any(
            each["product"] == product and each["state"] not in over
            for each in self.subscriptions()
        )


def _buy(cabinet: _Cabinet) -> None:
    link = cabinet.ask("POST", "/storefronts/rentsoft/link", {})["url"]
    with httpx.Client(follow_redirects=True, trust_env=False, timeout=30) as browser:
        page = browser.get(link).raise_for_status()
        for action, content in _FORM.findall(page.text):
            fields = dict(_HIDDEN.findall(content))
            if KASPERSKY in unescape(content):
                address = urljoin(str(page.url), unescape(action))
                browser.post(address, data={**fields, "oferta": "accepted"}).raise_for_status()
                return
