"""Puts the sandbox together: one Starlette application over one state and one clock."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from backend.sandbox.clock import Clock, VirtualClock
from backend.sandbox.config import PlatformConfig, SandboxConfig
from backend.sandbox.control import Control
from backend.sandbox.faults import Fault
from backend.sandbox.inbox import Inbox
from backend.sandbox.machine_doors import MachineDoors
from backend.sandbox.messages import DIALECTS
from backend.sandbox.platform import Platform
from backend.sandbox.products import PRODUCTS
from backend.sandbox.refusal import Refused
from backend.sandbox.sending import Sender
from backend.sandbox.soap import Endpoint as SoapEndpoint
from backend.sandbox.state import PlatformState
from backend.sandbox.store import Store
from backend.sandbox.storefront import Endpoint, Storefront
from backend.sandbox.web import Pages, document, xml

_log = logging.getLogger(__name__)

_GARBAGE = b"\xff\xfe<root><code>0</code><respon"


def create_sandbox(config: SandboxConfig, clock: Clock, http: httpx.AsyncClient) -> Starlette:
    """The application; ``http`` is how it reaches Vitrina, closed when the application stops.

    While its lifespan runs, what is unanswered or due is looked at every ``wake_seconds``; without
    one (tests) ``POST /control/work`` does it.
    """
    store = Store(config.data_dir)
    offset = timedelta(seconds=store.state.offset_seconds)
    virtual = VirtualClock(clock, ZoneInfo(config.time_zone), offset)
    platforms = {
        code: _platform(config, each, store, virtual, http)
        for code, each in config.platforms.items()
    }
    pages = Pages(config.frame_origin)
    control = Control(platforms, store.state, store.save, virtual, pages, config.public_url)
    inbox = Inbox(config.inbox_key, store.state, store.save, virtual, pages)
    routes: list[BaseRoute] = [*control.routes(), *inbox.routes()]
    for platform in platforms.values():
        routes += _routes(platform, pages, config)
    static = Path(__file__).with_name("static")
    routes.append(Mount("/static", StaticFiles(directory=static)))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(_work(list(platforms.values()), config.wake_seconds))
        yield
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
        await http.aclose()

    async def refuse(_: Request, error: Exception) -> Response:
        return pages.refuse(_refusal_of(error))

    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={Refused: refuse, HTTPException: refuse, Exception: refuse},
    )
    app.router.redirect_slashes = False
    return app


def _refusal_of(error: Exception) -> Refused:
    """What the page says. Whatever was not foreseen is told without its inside."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, HTTPException):
        code = "not_found" if error.status_code == 404 else "bad_request"
        return Refused(code, error.status_code)
    _log.error("a page failed", exc_info=error)
    return Refused("internal", 500)


def _platform(
    config: SandboxConfig,
    each: PlatformConfig,
    store: Store,
    clock: VirtualClock,
    http: httpx.AsyncClient,
) -> Platform:
    state = store.state.platforms.setdefault(each.code, PlatformState())
    state.series = state.series or f"{each.code}-{secrets.token_hex(4)}"
    sender = Sender(
        state,
        store.save,
        clock,
        http=http,
        endpoint=SoapEndpoint(
            f"{config.vitrina.rstrip('/')}{each.soap_path}", each.code, each.soap_secret
        ),
        dialect=DIALECTS[each.code],
        pauses=config.pauses,
    )
    return Platform(each, state, store.save, clock, sender, PRODUCTS[each.code])


def _routes(platform: Platform, pages: Pages, config: SandboxConfig) -> list[BaseRoute]:
    code = platform.config.code
    doors = MachineDoors(platform, config.public_url.rstrip("/"), config.issuer)
    storefront = Storefront(platform, pages, config.issuer)
    path, catalogue = (
        ("/rentsoft/2.01/xml", doors.rentsoft_xml)
        if code == "rentsoft"
        else (f"/{code}/catalogue", doors.native_xml)
    )

    def guarded(endpoint: Endpoint) -> Endpoint:
        return _unless_down(platform, endpoint)

    garbled = _garbled(platform, catalogue, lambda: xml(_GARBAGE))
    instructions = _garbled(platform, doors.instructions, lambda: document("garbage", 500))
    return [
        *storefront.routes(guarded),
        Route(path, guarded(garbled), methods=["GET"]),
        Route(f"/{code}/instructions", guarded(instructions), methods=["POST"]),
    ]


def _unless_down(platform: Platform, endpoint: Endpoint) -> Endpoint:
    async def answer(request: Request) -> Response:
        if platform.faults.take(Fault.DOWN):
            raise Refused("down", 503)
        return await endpoint(request)

    return answer


def _garbled(platform: Platform, endpoint: Endpoint, garbage: Callable[[], Response]) -> Endpoint:
    """What was asked for is done; the answer may be late or garbage all the same."""

    async def answer(request: Request) -> Response:
        if delay := platform.faults.take(Fault.DELAY):
            await asyncio.sleep(delay.seconds)
        response = await endpoint(request)
        return garbage() if platform.faults.take(Fault.GARBAGE) else response

    return answer


async def _work(platforms: list[Platform], pause: float) -> None:
    """Wake up now and then. A failure is told and does not end it."""
    while True:
        for platform in platforms:
            try:
                await platform.work()
            except Exception:
                _log.exception("the platform's work failed")
        await asyncio.sleep(pause)
