"""The inbox: plays the receiver of the operator's events, and the gateway of its notices.

A signed message is kept once, however often it comes: who sends it cannot know whether an answer
that was lost had been given.
"""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.sandbox.clock import VirtualClock
from backend.sandbox.refusal import Refused
from backend.sandbox.signed import verify_signed
from backend.sandbox.state import Message, State
from backend.sandbox.web import Pages, document, read_body

MOST_KEPT = 200


class Inbox:
    """Keeps the last messages, newest last."""

    def __init__(
        self,
        key: bytes | None,
        state: State,
        save: Callable[[], None],
        clock: VirtualClock,
        pages: Pages,
    ) -> None:
        self._key = key
        self._state = state
        self._save = save
        self._clock = clock
        self._pages = pages

    def routes(self) -> list[Route]:
        """``/inbox`` for people, ``/inbox/events`` and ``/inbox/notices`` for Vitrina."""
        return [
            Route("/inbox", self._show, methods=["GET"]),
            Route("/inbox/events", self._receive, methods=["POST"]),
            Route("/inbox/notices", self._receive, methods=["POST"]),
        ]

    async def _show(self, _: Request) -> Response:
        newest_first = self._state.inbox[::-1]
        return self._pages.show("inbox.html", framed=False, messages=newest_first)

    async def _receive(self, request: Request) -> Response:
        """204 for what is kept, now or before; 401 and 422 as for instructions."""
        body = await read_body(request)
        try:
            name = verify_signed(request.headers, body, self._key, self._clock.real())
            kind, data = _read(body)
        except Refused as refused:
            return document({"code": refused.code}, refused.status)
        self._keep(name, kind, data)
        return Response(status_code=204)

    def _keep(self, name: str, kind: str, data: dict[str, Any]) -> None:
        known = next((each for each in self._state.inbox if each.id == name), None)
        if known is not None:
            known.times += 1
        else:
            message = Message(id=name, at=self._clock.real(), kind=kind, data=json.dumps(data))
            self._state.inbox = [*self._state.inbox, message][-MOST_KEPT:]
        self._save()


def _read(body: bytes) -> tuple[str, dict[str, Any]]:
    try:
        content: Any = json.loads(body)
        kind, data = content["type"], content["data"]
    except (ValueError, KeyError, TypeError):
        raise Refused("bad_request", 422) from None
    if not isinstance(kind, str) or not isinstance(data, dict):
        raise Refused("bad_request", 422)
    return kind, data
