"""HTTP to others, for callers in threads.

The calls run on an event loop of its own thread, because only there can a deadline end everything:
the timeouts of a blocking client begin anew with every byte, so one that sends one byte a
second would keep a page waiting for ever.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeVar

import httpx
import stamina

from backend.calls.failure import TRANSIENT, CallFailed, Reason

_T = TypeVar("_T")
_Work = Callable[[httpx.AsyncClient], Coroutine[Any, Any, _T]]
_GRACE = 1.0  # seconds beside the deadline for the loop to say so
_MOST, _KEPT = 100, 20  # connections at once, and of those that have nothing to do

_HEADERS = {
    "User-Agent": "vitrina",
    "Accept": "text/xml, application/xml;q=0.9",
    # A compressed answer could unfold to any size.
    "Accept-Encoding": "identity",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: for a connection, between two pieces of an answer, and
    ``total`` for all ``attempts`` together. Before each further attempt, ``pause`` and up to as
    much again by chance. ``body``: the bytes of an answer, at most."""

    connect: float = 1.0
    read: float = 1.5
    total: float = 3.0
    attempts: int = 2
    pause: float = 0.1
    body: int = 1_048_576


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer with status 200."""

    content_type: str
    body: bytes


class HttpCaller:
    """Makes calls; from any thread, never from an event loop. ``close`` it in the end."""

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._client: httpx.AsyncClient | None = None

    def get(self, address: Callable[[], str]) -> Reply:
        """Ask, and once more after a passing failure. Raises ``CallFailed``.

        The address is made anew for each attempt: a signed one is good for one use.
        """
        return self._run(lambda client: self._get(client, address))

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Tell once; the status of the answer, whose content is not read.

        Raises ``CallFailed`` where there was none.
        """
        return self._run(lambda client: self._post(client, address, body, headers))

    def status(self, address: str) -> int:
        """Ask once; the status of the answer, whose content is not read.

        Raises ``CallFailed`` where there was none.
        """
        return self._run(lambda client: self._status(client, address))

    def exchange(self, address: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send once; the whole answer. Raises ``CallFailed``: it may have been heard or not."""
        return self._run(lambda client: self._exchange(client, address, body, headers))

    def close(self) -> None:
        """End the calls that are under way, drop all connections and stop the thread."""
        with self._lock:
            self._closed = True
            loop, thread, client = self._loop, self._thread, self._client
            self._loop = self._thread = self._client = None
        if loop and thread and client:
            asyncio.run_coroutine_threadsafe(_give_up(client), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def _run(self, work: _Work[_T]) -> _T:
        with self._lock:
            if self._closed:
                raise CallFailed(Reason.BROKEN)
            loop, client = self._running()
            future = asyncio.run_coroutine_threadsafe(self._within(work, client), loop)
        try:
            return future.result(self._patience.total + _GRACE)
        except TimeoutError:
            future.cancel()
            raise CallFailed(Reason.TIMEOUT) from None
        except CancelledError:  # closed meanwhile
            raise CallFailed(Reason.BROKEN) from None

    def _running(self) -> tuple[asyncio.AbstractEventLoop, httpx.AsyncClient]:
        """The loop and its client; made at first use: after a server has forked its workers."""
        if self._loop is None or self._client is None:
            self._loop = asyncio.new_event_loop()
            self._client = self._new_client()
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="calls", daemon=True
            )
            self._thread.start()
        return self._loop, self._client

    def _new_client(self) -> httpx.AsyncClient:
        """Connections are kept: who is called is called again."""
        return new_client(self._patience, keep=_KEPT)

    async def _within(self, work: _Work[_T], client: httpx.AsyncClient) -> _T:
        async with asyncio.timeout(self._patience.total):
            return await work(client)

    async def _get(self, client: httpx.AsyncClient, address: Callable[[], str]) -> Reply:
        patience = self._patience
        async for attempt in stamina.retry_context(
            on=_is_transient,
            attempts=patience.attempts,
            timeout=patience.total,
            wait_initial=patience.pause,
            wait_jitter=patience.pause,
        ):
            with attempt:
                return await self._ask(client, address())
        raise AssertionError("a retry ends with an answer or an error")

    async def _ask(self, client: httpx.AsyncClient, address: str) -> Reply:
        async with reasoned(client.stream("GET", address)) as response:
            _check(response)
            body = await _read(response, self._patience.body)
            return Reply(response.headers.get("Content-Type", ""), body)

    async def _status(self, client: httpx.AsyncClient, address: str) -> int:
        async with reasoned(client.stream("GET", address)) as response:
            return response.status_code

    async def _post(
        self, client: httpx.AsyncClient, address: str, body: bytes, headers: Mapping[str, str]
    ) -> int:
        call = client.stream("POST", address, content=body, headers=headers)
        async with reasoned(call) as response:
            return response.status_code

    async def _exchange(
        self, client: httpx.AsyncClient, address: str, body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        call = client.stream("POST", address, content=body, headers=headers)
        async with reasoned(call) as response:
            _check(response)
            content = await _read(response, self._patience.body)
            return Reply(response.headers.get("Content-Type", ""), content)


@asynccontextmanager
async def reasoned(
    call: AbstractAsyncContextManager[httpx.Response],
) -> AsyncIterator[httpx.Response]:
    """A response whose content is still to come; every failure under its reason."""
    try:
        async with call as response:
            yield response
    except httpx.TimeoutException:
        raise CallFailed(Reason.TIMEOUT) from None
    except httpx.ConnectError:
        raise CallFailed(Reason.CONNECT) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise CallFailed(Reason.MISCONFIGURED) from None
    except httpx.HTTPError:
        raise CallFailed(Reason.BROKEN) from None


def new_client(patience: Patience, *, keep: int) -> httpx.AsyncClient:
    """Takes nothing from the machine's environment but certificates, and remembers no cookies:
    one account's session at the platform must not answer for the next."""
    return httpx.AsyncClient(
        headers=_HEADERS,
        follow_redirects=False,
        trust_env=False,
        verify=httpx.create_ssl_context(),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=httpx.Timeout(patience.read, connect=patience.connect),
        limits=httpx.Limits(max_connections=_MOST, max_keepalive_connections=keep),
    )


async def _give_up(client: httpx.AsyncClient) -> None:
    """End everything that is under way on this loop."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await client.aclose()


def _is_transient(error: Exception) -> bool:
    return isinstance(error, CallFailed) and error.reason in TRANSIENT


def _check(response: httpx.Response) -> None:
    """Refuse everything but a plain 200."""
    if response.is_server_error:
        raise CallFailed(Reason.SERVER_ERROR)
    if response.has_redirect_location:
        raise CallFailed(Reason.REDIRECT)
    if response.status_code != httpx.codes.OK:
        raise CallFailed(Reason.STATUS)
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise CallFailed(Reason.MEDIA_TYPE)


async def _read(response: httpx.Response, limit: int) -> bytes:
    """The content, or not more than ``limit`` bytes of it before giving up."""
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise CallFailed(Reason.TOO_LARGE)
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > limit:
            raise CallFailed(Reason.TOO_LARGE)
    return bytes(body)
