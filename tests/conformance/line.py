"""The line between a platform and the application: it can lose what is sent over it."""

from enum import Enum
from typing import Any

import httpx
from starlette.types import ASGIApp

from tests.conformance.answers import Lost


class Loss(Enum):
    """Which way a line loses."""

    REQUEST = "the request"
    ANSWER = "the answer"


class Line:
    """Calls the application as uvicorn would, without a network."""

    def __init__(self, app: ASGIApp) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://vitrina.test")
        self._loss: Loss | None = None

    async def close(self) -> None:
        """Hang up for good."""
        await self._http.aclose()

    def lose_next(self, loss: Loss) -> None:
        """The next call will not come to its end."""
        self._loss = loss

    async def call(
        self, method: str, path: str, login: tuple[str, str], **request: Any
    ) -> httpx.Response:
        """One request, or ``Lost``; an answer is lost only after it was made."""
        loss, self._loss = self._loss, None
        if loss is Loss.REQUEST:
            raise Lost
        answer = await self._http.request(method, path, auth=login, **request)
        if loss is Loss.ANSWER:
            raise Lost
        return answer
