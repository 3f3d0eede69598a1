"""The outermost layer of the application: correlation id, headers for safety, the last resort."""

from collections.abc import Iterable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from backend.api.problems import HANDLERS, on_unknown
from backend.telemetry import correlation

_log = structlog.get_logger(__name__)

_CORRELATION = correlation.HEADER.lower().encode()
_SAFETY: tuple[tuple[bytes, bytes], ...] = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_TLS_ONLY = (b"strict-transport-security", b"max-age=31536000")


def build(
    routes: Sequence[BaseRoute], *, over_tls: bool, lifespan: Lifespan[Starlette] | None = None
) -> ASGIApp:
    """The application over these routes. An address is exact: SOAP clients follow no redirect."""
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False
    return Edge(app, over_tls=over_tls)


class Edge:
    """Wraps the whole application, so that nothing leaves it without these.

    A door that sets one of the headers itself is left alone. ``over_tls``: the public address is
    https, and browsers may be told to insist on it.
    """

    def __init__(self, app: ASGIApp, *, over_tls: bool) -> None:
        self._app = app
        self._always = (*_SAFETY, _TLS_ONLY) if over_tls else _SAFETY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything that is not HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with correlation.bind(Headers(scope=scope).get(correlation.HEADER)) as correlation_id:
            mark = (_CORRELATION, correlation_id.encode())
            scope["headers"] = _with(mark, scope["headers"])
            await self._serve(scope, receive, _Dressed(send, (*self._always, mark)))

    async def _serve(self, scope: Scope, receive: Receive, send: "_Dressed") -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # whatever it is, the caller gets an answer and the log a trace
            _log.error("request failed", path=scope["path"], exc_info=error)
            if not send.started:
                await (await on_unknown(Request(scope), error))(scope, receive, send)


class _Dressed:
    """Sends, adding the headers that are not there yet."""

    def __init__(self, send: Send, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._headers = headers
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            own = list(message.get("headers", ()))
            names = {name.lower() for name, _ in own}
            own += [pair for pair in self._headers if pair[0] not in names]
            message = {**message, "headers": own}
        await self._send(message)


def _with(
    mark: tuple[bytes, bytes], headers: Iterable[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """The request's headers with exactly one correlation id: the one that was accepted or made."""
    return [*(pair for pair in headers if pair[0] != mark[0]), mark]
