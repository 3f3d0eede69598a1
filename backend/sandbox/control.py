"""The control page and its JSON: a tool for rehearsals, for the machine it runs on."""

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.sandbox.clock import VirtualClock
from backend.sandbox.faults import Fault
from backend.sandbox.platform import Platform
from backend.sandbox.refusal import Refused, parameters
from backend.sandbox.state import LIVING, Kind, State
from backend.sandbox.store import encode
from backend.sandbox.web import Pages, document, read_body, see_other

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MOST_DAYS = 400


class Control:
    """What a person who rehearses may do to the whole sandbox."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        state: State,
        save: Callable[[], None],
        clock: VirtualClock,
        pages: Pages,
        public_url: str,
    ) -> None:
        self._platforms = platforms
        self._state = state
        self._save = save
        self._clock = clock
        self._pages = pages
        self._hosts = {*_LOOPBACK, urlsplit(public_url).hostname}
        self._passing = asyncio.Lock()

    def routes(self) -> list[Route]:
        """``/`` and ``/control/…``."""
        acts = {
            "time": self._pass_time,
            "faults": self._set_fault,
            "work": self._work,
            "charge": self._charge,
            "uncharge": self._uncharge,
            "cancel": self._cancel,
        }

        def post(name: str) -> Route:
            async def endpoint(request: Request) -> Response:
                return await self._act(request, acts[name])

            return Route(f"/control/{name}", endpoint, methods=["POST"])

        return [
            Route("/", self.page, methods=["GET"]),
            Route("/control/state", self.show, methods=["GET"]),
            *(post(name) for name in acts),
        ]

    async def page(self, request: Request) -> Response:
        """Everything at a glance, with the buttons."""
        self._require_host(request.url)
        return self._pages.show(
            "control.html",
            framed=False,
            platforms=self._platforms.values(),
            faults=list(Fault),
            kinds=Kind,
            now=self._clock.local(self._clock.now()),
            ahead=timedelta(seconds=self._state.offset_seconds),
            done=request.query_params.get("done", ""),
        )

    async def show(self, request: Request) -> Response:
        """The same for programs. Page sessions, nonces and secrets stay out of it."""
        self._require_host(request.url)
        return document(
            {
                "time": {
                    "virtual": self._clock.now().isoformat(),
                    "today": self._clock.today().isoformat(),
                    "ahead_seconds": self._state.offset_seconds,
                },
                "platforms": {code: _shown(platform) for code, platform in self._platforms.items()},
            }
        )

    async def _act(self, request: Request, act: Callable[[Mapping[str, Any]], Any]) -> Response:
        """Refuse foreign pages, do it, answer in the form in which it was asked."""
        self._require_host(request.url)
        require_own_origin(request)
        is_form = "form-urlencoded" in request.headers.get("content-type", "")
        try:
            result = await act(_read(await read_body(request), is_form=is_form))
        except (KeyError, TypeError, ValueError, AttributeError):
            if is_form:
                raise Refused("bad_request", 400) from None
            return document({"code": "bad_request"}, 400)
        self._save()
        return see_other(f"/?done={result}") if is_form else document({"result": result})

    async def _pass_time(self, asked: Mapping[str, Any]) -> str:
        """``{"days": n}`` and ``{"minutes": n}``: day by day, doing each day what is due."""
        days, minutes = int(asked.get("days", 0)), int(asked.get("minutes", 0))
        if not 0 <= days <= _MOST_DAYS or not 0 <= minutes <= 1440 or days + minutes == 0:
            raise ValueError
        async with self._passing:
            for step in (*[timedelta(days=1)] * days, timedelta(minutes=minutes)):
                self._clock.offset += step
                self._state.offset_seconds = int(self._clock.offset.total_seconds())
                self._save()
                await self._work({})
        return self._clock.today().isoformat()

    async def _set_fault(self, asked: Mapping[str, Any]) -> str:
        """``{"platform", "fault", "calls": n | "on": true | "on": false, "seconds"}``."""
        faults, fault = self._platform(asked).faults, Fault(asked["fault"])
        seconds = float(asked.get("seconds") or 0)
        if not 0 <= seconds <= 600:
            raise ValueError
        if asked.get("on") in (True, "true"):
            faults.arm(fault, seconds=seconds)
        elif asked.get("on") in (False, "false"):
            faults.disarm(fault)
        else:
            calls = int(asked["calls"])
            if not 1 <= calls <= 1000:
                raise ValueError
            faults.arm(fault, calls=calls, seconds=seconds)
        return "done"

    async def _work(self, _: Mapping[str, Any]) -> str:
        for platform in self._platforms.values():
            await platform.work()
        return "done"

    async def _charge(self, asked: Mapping[str, Any]) -> str:
        return await self._platform(asked).charge(asked["subscription"])

    async def _uncharge(self, asked: Mapping[str, Any]) -> str:
        return await self._platform(asked).uncharge(asked["subscription"])

    async def _cancel(self, asked: Mapping[str, Any]) -> str:
        platform, name = self._platform(asked), asked["subscription"]
        found = platform.state.subscriptions.get(name)
        return await platform.unsubscribe(found.account, name) if found else "no_subscription"

    def _platform(self, asked: Mapping[str, Any]) -> Platform:
        return self._platforms[asked["platform"]]

    def _require_host(self, url: URL) -> None:
        """A name that somebody points at this machine must not open the page to him."""
        if url.hostname not in self._hosts:
            raise Refused("cross_origin")


def require_own_origin(request: Request) -> None:
    """Refuse what another site's page sends. Programs send neither header and are let in."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    own = f"{request.url.scheme}://{request.url.netloc}"
    if site not in (None, "same-origin", "none") or origin not in (None, own):
        raise Refused("cross_origin")


def _read(body: bytes, *, is_form: bool) -> Mapping[str, Any]:
    if is_form:
        names = ("platform", "fault", "calls", "on", "seconds", "days", "minutes", "subscription")
        return parameters(body.decode("ascii"), names)
    asked = json.loads(body or b"{}")
    if not isinstance(asked, dict):
        raise TypeError
    return asked


def _shown(platform: Platform) -> dict[str, Any]:
    state = platform.state
    subscriptions = [
        {
            **encode(each),
            "external_key": platform.external_key(each),
            "is_living": each.status in LIVING,
        }
        for each in state.subscriptions.values()
    ]
    return {
        "users": encode(list(state.users.values())),
        "subscriptions": subscriptions,
        "operations": encode(state.operations),
        "instructions": state.instructions,
        "faults": encode(state.faults),
        "calls": encode(state.calls),
    }
