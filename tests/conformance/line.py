"""The line between a platform and the application: it can lose what is sent over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._loss: Loss | None = None

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
        async with self._client(login) as http:
            answer = await http.request(method, path, **request)
        if loss is Loss.ANSWER:
            raise Lost
        return answer

    @asynccontextmanager
    async def _client(self, login: tuple[str, str]) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(
            transport=self._transport, base_url="http://vitrina.test", auth=login
        ) as http:
            yield http
