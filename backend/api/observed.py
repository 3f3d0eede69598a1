"""What is known of each REST call afterwards: one log line, the metrics and the journal."""

import time
from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.domain.integrator import Integrator
from backend.domain.ports import Clock, ExchangeJournal
from backend.domain.views import Exchange
from backend.telemetry import correlation, metrics

CALLER = "vitrina.caller"
"""Where in the scope a door leaves the admitted integrator."""

_log = structlog.get_logger(__name__)


class Observed:
    """Wraps a door. The journal has the exchanges of known callers only, as they were sent.

    A door whose callers are never integrators has none, and then nothing of an exchange is
    remembered, however large. Nothing needs masking: credentials travel in a header, which is not
    kept. Successes are
    logged for debugging only: the journal and the operations have them, and a line for each would
    cost a third of a charge.
    """

    def __init__(self, app: ASGIApp, journal: ExchangeJournal | None, clock: Clock) -> None:
        self._app = app
        self._journal = journal
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and tell of it."""
        call = _Call(receive, send, remember=self._journal is not None)
        try:
            await self._app(scope, call.receive, call.send)
        finally:
            self._tell(scope, call)

    def _tell(self, scope: Scope, call: "_Call") -> None:
        seconds = time.perf_counter() - call.started
        operation = getattr(scope.get("route"), "name", None) or "unknown"
        caller: Integrator | None = scope.get(CALLER)
        address = scope["client"][0] if scope.get("client") else ""
        metrics.observe_request("rest", operation, seconds)
        log = _log.debug if call.status < HTTPStatus.BAD_REQUEST else _log.info
        log(
            "rest call",
            integrator=caller.code if caller else None,
            operation=operation,
            status=call.status,
            milliseconds=round(seconds * 1000),
            address=address,
        )
        if self._journal is not None and caller is not None and caller.journal:
            self._journal.record(
                Exchange(
                    at=self._clock.now(),
                    integrator=caller.code,
                    door="rest",
                    operation=operation,
                    correlation_id=correlation.current(),
                    address=address,
                    status=call.status,
                    milliseconds=round(seconds * 1000),
                    request=bytes(call.request),
                    response=bytes(call.response),
                )
            )


class _Call:
    """Passes messages through and remembers them. A body is bounded by whoever reads it."""

    def __init__(self, receive: Receive, send: Send, *, remember: bool) -> None:
        self._remember = remember
        self._receive = receive
        self._send = send
        self.started = time.perf_counter()
        self.status = 500
        self.request = bytearray()
        self.response = bytearray()

    async def receive(self) -> Message:
        message = await self._receive()
        if self._remember:
            self.request += message.get("body", b"")
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        if self._remember:
            self.response += message.get("body", b"")
        await self._send(message)
