"""The SOAP door as an ASGI application: one endpoint for each integrator.

A request passes, in this order: headers, credentials, body in bounded memory and time, markup,
envelope, credentials in the envelope, pace, schema, action. Whatever stops it, the answer is a SOAP
fault. Until the caller is known every fault looks the same, so that it cannot be found out which
integrators exist.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog

from backend.domain.errors import InvalidRequest, NotAuthenticated
from backend.domain.integrator import Integrator
from backend.domain.services.access.authenticate_integrator import authenticate_integrator
from backend.domain.views import Exchange
from backend.soap.access import address_of, basic_credentials
from backend.soap.actions import Actions
from backend.soap.contract import Dialect
from backend.soap.dialects import DIALECTS
from backend.soap.envelope import Credentials, open_envelope
from backend.soap.facade import Facade, Facades
from backend.soap.faults import Refusal, Side, Version, refusal_of, render_fault
from backend.soap.guard import (
    CallerGone,
    Receive,
    check_headers,
    check_length,
    parse,
    read_body,
    version_of,
)
from backend.soap.journal import masked
from backend.soap.options import Ports, SoapOptions
from backend.soap.threads import Threads
from backend.telemetry import correlation, metrics

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

_log = structlog.get_logger(__name__)
_CORRELATION = correlation.HEADER.lower().encode()
_ONLY_POST = ((b"allow", b"GET, POST"),)


@dataclass(slots=True)
class Reply:
    """What goes back."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[Header, ...] = ()


@dataclass(slots=True)
class Call:
    """One request on its way: what is known of it so far."""

    code: str
    version: Version
    address: str
    correlation_id: str
    started: float
    caller: Integrator | None = None
    facade: Facade | None = None
    operation: str = "unread"
    understood: bool = False
    refused: str = ""
    request: bytes = field(default=b"", repr=False)


class SoapApp:
    """Made once per process; mounted on ``/soap/{integrator}``."""

    def __init__(self, ports: Ports, options: SoapOptions, dialects: Mapping[str, Dialect]) -> None:
        self._ports = ports
        self._options = options
        threads = Threads(options.threads)
        actions = Actions(ports, options, threads)
        self._facades = Facades(dialects, actions.perform, threads, options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        headers = dict(scope["headers"])
        sent_id = headers.get(_CORRELATION, b"").decode("latin-1")
        with correlation.bind(sent_id) as correlation_id:
            call = Call(
                code=scope["path"].rstrip("/").rpartition("/")[2],
                version=version_of(scope["headers"]),
                address=address_of(scope),
                correlation_id=correlation_id,
                started=time.perf_counter(),
            )
            with suppress(CallerGone):
                reply = await self._reply(call, scope, headers, receive)
                await _send(send, reply, correlation_id)
                self._tell(call, reply)

    async def _reply(
        self, call: Call, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> Reply:
        try:
            if scope["method"] == "GET":
                return await self._describe(call, scope, headers)
            if scope["method"] != "POST":
                raise Refusal("method", "Only POST is answered.", status=405, headers=_ONLY_POST)
            body = await self._answer(call, scope, headers, receive)
            return Reply(200, call.version.media_type, body)
        except CallerGone:
            raise
        except Exception as error:
            return self._refuse(call, error)

    async def _describe(self, call: Call, scope: Scope, headers: Mapping[bytes, bytes]) -> Reply:
        """The WSDL, at ``?wsdl``."""
        if scope["query_string"].lower() != b"wsdl":
            raise Refusal(
                "method", "Only POST and GET ?wsdl are answered.", status=405, headers=_ONLY_POST
            )
        integrator = self._ports.directory.find(call.code)
        if integrator is None or not integrator.enabled or not self._options.open_wsdl:
            integrator = self._admit(call, basic_credentials(headers.get(b"authorization")))
        call.operation = "wsdl"
        return Reply(200, "text/xml; charset=utf-8", (await self._facade(integrator)).wsdl)

    async def _answer(
        self, call: Call, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> bytes:
        media = check_headers(scope["headers"])
        credentials = basic_credentials(headers.get(b"authorization"))
        if credentials is not None:
            self._admit(call, credentials)
        limits = self._facades.limits(call.caller)
        check_length(headers.get(b"content-length"), limits)
        call.request = await read_body(receive, limits)
        root = parse(call.request, media, limits)
        envelope = open_envelope(root, call.version, self._options.max_depth)
        caller = call.caller or self._admit(call, envelope.credentials)
        self._ports.limit(caller)
        call.facade = await self._facade(caller)
        call.operation = call.facade.name_of(envelope)
        reading = call.facade.read(envelope, call.version, caller)
        call.understood = True
        return await reading.answer()

    def _admit(self, call: Call, credentials: Credentials | None) -> Integrator:
        if credentials is None:
            raise NotAuthenticated
        call.caller = authenticate_integrator(
            self._ports.directory.find(call.code),
            credentials.name,
            credentials.secret,
            call.address,
            self._ports.clock.now(),
        )
        return call.caller

    async def _facade(self, integrator: Integrator) -> Facade:
        try:
            return await self._facades.of(integrator)
        except InvalidRequest as error:
            _log.error("integrator misconfigured", integrator=integrator.code, reason=str(error))
            raise Refusal(
                "misconfigured", "This endpoint is not configured correctly.", side=Side.SERVER
            ) from None

    def _refuse(self, call: Call, error: Exception) -> Reply:
        refusal = refusal_of(error)
        call.refused = refusal.code
        if refusal.code == "internal":
            _log.error("soap call failed", integrator=call.code, exc_info=error)
        typed = call.facade.typed_namespace if call.facade else None
        body = render_fault(refusal, call.version, call.correlation_id, typed)
        status = refusal.http_status(call.version)
        return Reply(status, call.version.media_type, body, refusal.headers)

    def _tell(self, call: Call, reply: Reply) -> None:
        """The metrics, the journal and one log line. The journal has known callers only.

        Successes are logged for debugging only: the journal and the operations have them, and a
        line for each would cost a third of a call.
        """
        seconds = time.perf_counter() - call.started
        caller = call.caller
        metrics.observe_request("soap", call.operation, seconds)
        if call.refused and not call.understood:
            metrics.reject_request(call.refused)
        milliseconds = round(seconds * 1000)
        log = _log.debug if reply.status < HTTPStatus.BAD_REQUEST else _log.info
        log(
            "soap call",
            integrator=caller.code if caller else None,
            operation=call.operation,
            status=reply.status,
            refused=call.refused or None,
            milliseconds=milliseconds,
            address=call.address,
        )
        if caller is not None and caller.journal:
            try:
                self._note(call, caller, reply, milliseconds)
            except Exception:  # the answer is out: the connection must not suffer for the journal
                _log.exception("exchange not kept", integrator=caller.code)

    def _note(self, call: Call, caller: Integrator, reply: Reply, milliseconds: int) -> None:
        self._ports.journal.record(
            Exchange(
                at=self._ports.clock.now(),
                integrator=caller.code,
                door="soap",
                operation=call.operation,
                correlation_id=call.correlation_id,
                address=call.address,
                status=reply.status,
                milliseconds=milliseconds,
                request=masked(call.request),
                response=reply.body,
            )
        )


async def _send(send: Send, reply: Reply, correlation_id: str) -> None:
    headers = [
        (b"content-type", reply.media_type.encode()),
        (b"content-length", str(len(reply.body)).encode()),
        (_CORRELATION, correlation_id.encode()),
        *reply.headers,
    ]
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def soap_app(
    ports: Ports, options: SoapOptions, dialects: Mapping[str, Dialect] = DIALECTS
) -> SoapApp:
    """The SOAP door over these ports."""
    return SoapApp(ports, options, dialects)
