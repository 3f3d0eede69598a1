"""The storefront: entry by a signed link, then pages under the session's token.

The pages live in a frame of another site, where cookies cannot be relied on. So the session is a
random token in their addresses, short-lived, bound to one account at one platform, and never sent
on: pages have no outside links and tell no referrer.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.sandbox.catalogue import license_key
from backend.sandbox.native_link import Expected, verify_native
from backend.sandbox.platform import Platform
from backend.sandbox.refusal import Refused
from backend.sandbox.state import Status, Visit
from backend.sandbox.velvica_link import verify_link
from backend.sandbox.web import Pages, query_of, read_form, see_other
from backend.sandbox.wording import NOTICES

Endpoint = Callable[[Request], Awaitable[Response]]


class Storefront:
    """One platform's pages. ``issuer``: who must have signed native links; ``None``: anybody."""

    def __init__(self, platform: Platform, pages: Pages, issuer: str | None) -> None:
        self._platform = platform
        self._pages = pages
        self._issuer = issuer
        self._code = platform.config.code
        self.paths = ("/", "/subscriptions", *(f"/product/{key}" for key in platform.products))

    def routes(self, guarded: Callable[[Endpoint], Endpoint]) -> list[Route]:
        """Where the pages are; ``guarded`` lets faults strike."""
        base = f"/{self._code}/pages/{{token}}"
        gets: list[tuple[str, Endpoint]] = [
            (f"{base}/", self.catalogue),
            (f"{base}/product/{{key}}", self.product),
            (f"{base}/subscriptions", self.subscriptions),
            (f"/{self._code}/download/{{key}}/{{file}}", self.download),
        ]
        posts: list[tuple[str, Endpoint]] = [
            (f"{base}/subscribe", self.subscribe),
            (f"{base}/unsubscribe", self.unsubscribe),
        ]
        if self._code == "rentsoft":
            gets += [
                (f"/rentsoft/{version}/iframe/{{path:path}}", self.enter_rentsoft)
                for version in ("2.01", "3.00")
            ]
        else:
            gets.append((f"/{self._code}/storefront", self.enter_native))
        return [
            *(Route(path, guarded(endpoint), methods=["GET"]) for path, endpoint in gets),
            *(Route(path, guarded(endpoint), methods=["POST"]) for path, endpoint in posts),
        ]

    # --- entry

    async def enter_rentsoft(self, request: Request) -> Response:
        """RentSoft's form; where the link leads to is in its path, which is not signed."""
        platform = self._platform
        entry = verify_link(
            query_of(request), platform.config.storefront_secret, platform.clock.real()
        )
        path = f"/{request.path_params['path']}"
        if path not in self.paths:
            raise Refused("not_found", 404)
        token = platform.enter(entry.account, entry.operator, entry.nonce, entry.expires)
        return see_other(self._address(token, path))

    async def enter_native(self, request: Request) -> Response:
        """The native form; where the link leads to is signed."""
        platform = self._platform
        expected = Expected(
            audience=self._code,
            issuer=self._issuer,
            paths=platform.config.storefront_paths or self.paths,
        )
        entry = verify_native(
            query_of(request), platform.config.key, expected, platform.clock.real()
        )
        token = platform.enter(entry.account, None, entry.nonce, entry.expires)
        path = entry.path if entry.path in self.paths else "/"
        return see_other(self._address(token, path))

    # --- pages

    async def catalogue(self, request: Request) -> Response:
        """Everything that is sold."""
        return self._show(request, "catalogue.html", products=self._cards(request))

    async def product(self, request: Request) -> Response:
        """One product with all its texts."""
        key = request.path_params["key"]
        found = [card for card in self._cards(request, archived=True) if card["product"].key == key]
        if not found:
            raise Refused("not_found", 404)
        return self._show(request, "product.html", **found[0])

    async def subscriptions(self, request: Request) -> Response:
        """What the subscriber has."""
        platform = self._platform
        mine = [
            {
                "subscription": each,
                "product": platform.products[each.product],
                "activated": each.activated_at and each.activated_at <= platform.clock.now(),
                "key": license_key(each),
            }
            for each in platform.subscriptions(self._visit(request).account)
            if each.status is not Status.FAILED
        ]
        return self._show(request, "subscriptions.html", mine=mine)

    async def download(self, request: Request) -> Response:
        """The program itself, as far as a sandbox has one."""
        if request.path_params["key"] not in self._platform.products:
            raise Refused("not_found", 404)
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return PlainTextResponse("Учебный дистрибутив: программы здесь нет.\n", headers=headers)

    # --- acts

    async def subscribe(self, request: Request) -> Response:
        """Order a product, if the offer is accepted."""
        account = self._actor(request)
        form = await read_form(request, "product", "oferta")
        key, token = form.get("product", ""), request.path_params["token"]
        if form.get("oferta") != "accepted":
            notice = "oferta"
        else:
            notice = await self._platform.subscribe(account, key)
        bought = notice in ("subscribed", "already", "in_progress")
        back = "/" if key not in self._platform.products else f"/product/{key}"
        return see_other(self._address(token, "/subscriptions" if bought else back, notice))

    async def unsubscribe(self, request: Request) -> Response:
        """Cancel a subscription; its paid days are served."""
        account = self._actor(request)
        form = await read_form(request, "subscription")
        notice = await self._platform.unsubscribe(account, form.get("subscription", ""))
        return see_other(self._address(request.path_params["token"], "/subscriptions", notice))

    def _cards(self, request: Request, *, archived: bool = False) -> list[dict[str, Any]]:
        account = self._visit(request).account
        return [
            {"product": each, "living": self._platform.living(account, each.key)}
            for each in self._platform.products.values()
            if archived or not each.archived
        ]

    def _show(self, request: Request, template: str, **values: Any) -> Response:
        visit = self._visit(request)
        notice = NOTICES.get(request.query_params.get("notice", ""))
        return self._pages.show(
            template,
            platform=self._platform.config.title,
            base=f"/{self._code}/pages/{request.path_params['token']}",
            here=template,
            visit=visit,
            may_act=visit.account is not None and visit.operator is None,
            notice=notice,
            **values,
        )

    def _visit(self, request: Request) -> Visit:
        return self._platform.visit(request.path_params["token"])

    def _actor(self, request: Request) -> str:
        visit = self._visit(request)
        if visit.account is None:
            raise Refused("anonymous")
        if visit.operator is not None:
            raise Refused("not_for_operators")
        return visit.account

    def _address(self, token: str, path: str, notice: str = "") -> str:
        query = f"?notice={notice}" if notice else ""
        return f"/{self._code}/pages/{token}{path}{query}"
