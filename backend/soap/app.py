"""The SOAP door as an ASGI application, for one kind of callers.

A request passes, in this order: headers, credentials, body in bounded memory and time, markup,
envelope, credentials in the envelope, pace, schema, action. Whatever stops it, the answer is a SOAP
fault. Until the caller is known every fault looks the same, so that it cannot be found out who
exists.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import structlog

from backend.domain.errors import InvalidRequest, NotAuthenticated
from backend.domain.ports import Clock, ExchangeJournal
from backend.domain.views import Exchange
from backend.soap.access import address_of, basic_credentials
from backend.soap.caller import Caller, Entrance, Speaker
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
from backend.soap.journal import masked, without_links
from backend.soap.options import SoapOptions
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
    caller: Caller | None = None
    facade: Facade | None = None
    operation: str = "unread"
    understood: bool = False
    refused: str = ""
    request: bytes = field(default=b"", repr=False)


class SoapApp:
    """Made once per process for each kind of caller; ``soap_routes`` says where it is mounted."""

    def __init__(
        self,
        entrance: Entrance,
        facades: Facades,
        options: SoapOptions,
        journal: ExchangeJournal,
        clock: Clock,
    ) -> None:
        self._entrance = entrance
        self._facades = facades
        self._options = options
        self._journal = journal
        self._clock = clock

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
        speaker = self._entrance.speaker(call.code)
        if speaker is None or not self._options.open_wsdl:
            credentials = basic_credentials(headers.get(b"authorization"))
            speaker = (await self._admit(call, credentials)).speaker
        call.operation = "wsdl"
        return Reply(200, "text/xml; charset=utf-8", (await self._facade(speaker)).wsdl)

    async def _answer(
        self, call: Call, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> bytes:
        media = check_headers(scope["headers"])
        credentials = basic_credentials(headers.get(b"authorization"))
        if credentials is not None:
            await self._admit(call, credentials)
        limits = self._facades.limits(call.caller)
        check_length(headers.get(b"content-length"), limits)
        call.request = await read_body(receive, limits)
        root = parse(call.request, media, limits)
        envelope = open_envelope(root, call.version, self._options.max_depth)
        caller = call.caller or await self._admit(call, envelope.credentials)
        await caller.pace()
        call.facade = await self._facade(caller.speaker)
        call.operation = call.facade.name_of(envelope)
        reading = call.facade.read(envelope, call.version, caller)
        call.understood = True
        return await reading.answer()

    async def _admit(self, call: Call, credentials: Credentials | None) -> Caller:
        if credentials is None:
            raise NotAuthenticated
        call.caller = await self._entrance.admit(call.code, credentials, call.address)
        return call.caller

    async def _facade(self, speaker: Speaker) -> Facade:
        try:
            return await self._facades.of(speaker)
        except InvalidRequest as error:
            _log.error("integrator misconfigured", integrator=speaker.code, reason=str(error))
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
            integrator=caller.name if caller else None,
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
                _log.exception("exchange not kept", integrator=caller.name)

    def _note(self, call: Call, caller: Caller, reply: Reply, milliseconds: int) -> None:
        self._journal.record(
            Exchange(
                at=self._clock.now(),
                integrator=caller.name,
                door="soap",
                operation=call.operation,
                correlation_id=call.correlation_id,
                address=call.address,
                status=reply.status,
                milliseconds=milliseconds,
                request=masked(call.request),
                response=without_links(reply.body),
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
