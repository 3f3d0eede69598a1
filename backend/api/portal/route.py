"""How every operation of a portal is answered: its token, its scope, its quota, and once."""

import re
from collections.abc import Callable, Coroutine
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import Header, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.bodies import bounded_body
from backend.api.portal.door import (
    ACCOUNT_PARAMETER,
    admit,
    caller_of,
    door_of,
    identify,
    scope_of,
)
from backend.api.problems import rendered
from backend.domain.services.portals.do_once import KeyMissing, Replay, fingerprint
from backend.domain.services.portals.quota import Quota, require_within

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

REPLAYED = "Idempotency-Replayed"
"""Says ``true`` where the answer is the one that was given before."""
_DECIDED = frozenset({402, 409})
"""Refusals that are the request's outcome; after any other nothing was decided."""

UNKEPT = frozenset({"portal_add_event_endpoint", "portal_rotate_event_secret"})
"""Answers with a secret, which is shown once and therefore not kept: sent again under its key, such
a request is a new one."""

_KEY = r"^[\x21-\x7e]{8,128}$"

_log = structlog.get_logger(__name__)


def documented_key(
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            pattern=_KEY,
            description="Made by the caller for each request, such as a UUID: a request that is "
            "sent again under its key happens once and gets the stored answer.",
        ),
    ],
) -> None:
    """The header field that every POST must bring."""


class PortalRoute(APIRoute):
    """An operation that takes a portal's token."""

    def get_route_handler(self) -> Handler:
        """The endpoint, and everything around it."""
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            caller, quotas = await identify(request)
            clock = door_of(request).clock
            try:
                require_within(quotas, clock.now())
                caller.require(scope_of(request))
                response = await (
                    _once(request, inner) if request.method == "POST" else inner(request)
                )
            except Exception as error:
                response = await rendered(request, error)
            _tell_quotas(response, quotas, clock.now())
            log = _log.debug if response.status_code < HTTPStatus.BAD_REQUEST else _log.info
            log("portal call", portal=caller.portal.code, status=response.status_code)
            return response

        return handle


async def _once(request: Request, inner: Handler) -> Response:
    """The endpoint's answer, or the one that was given under this key before."""
    portal_id, key = caller_of(request).portal.id, request.headers.get("idempotency-key")
    if not key:
        raise KeyMissing
    if not re.fullmatch(_KEY, key):
        return await inner(request)  # which says what is wrong with it
    door = door_of(request)
    body = await bounded_body(request, door.max_body)
    asked = fingerprint(request.method, request.url.path, body)
    replay = await run_in_threadpool(door.requests.begin, portal_id, key, asked)
    if replay is not None:
        if ACCOUNT_PARAMETER in request.path_params:
            await admit(request)  # what was answered then is no business of who was let out since
        return Response(
            replay.body,
            replay.status,
            {REPLAYED: "true"},
            media_type=replay.content_type,
        )
    try:
        response = await _answered(request, inner)
    except BaseException:  # nobody knows what was done: whoever comes again is told or does it
        await run_in_threadpool(door.requests.forget, portal_id, key)
        raise
    await run_in_threadpool(_remember, request, portal_id, key, response)
    return response


async def _answered(request: Request, inner: Handler) -> Response:
    try:
        return await inner(request)
    except Exception as error:
        return await rendered(request, error)


def _remember(request: Request, portal_id: UUID, key: str, response: Response) -> None:
    requests = door_of(request).requests
    status = response.status_code
    kept = request.scope["route"].name not in UNKEPT
    if kept and (status < 300 or status in _DECIDED):
        kind = response.headers.get("content-type", "")
        requests.finish(portal_id, key, Replay(status, kind, bytes(response.body)))
    else:
        requests.forget(portal_id, key)


def _tell_quotas(response: Response, quotas: tuple[Quota, ...], now: datetime) -> None:
    """By the IETF's draft of the RateLimit header fields."""
    response.headers["RateLimit-Policy"] = ", ".join(
        f'"{each.span}";q={each.limit};w={int(each.span.length.total_seconds())}' for each in quotas
    )
    response.headers["RateLimit"] = ", ".join(
        f'"{each.span}";r={each.remaining};t={each.resets_in(now)}' for each in quotas
    )
