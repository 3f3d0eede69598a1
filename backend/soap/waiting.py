"""Waiting, from the event loop, for what a thread will finish: no thread waits with us."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import TypeVar

from backend.domain.errors import Unavailable

Result = TypeVar("Result")


async def settled(future: "Future[Result]", seconds: float) -> Result:
    """The future's result. After ``seconds`` the caller is told to retry the same id.

    Unlike ``asyncio.wrap_future`` it costs one wake-up, and a caller that goes away does not take
    back what has been handed in.
    """
    if not future.done():
        await _end_of(future, seconds)
    return future.result()


async def _end_of(future: "Future[Result]", seconds: float) -> None:
    loop = asyncio.get_running_loop()
    woken: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        if not woken.done():
            woken.set_result(None)

    def end(_: "Future[Result]") -> None:
        with suppress(RuntimeError):  # the loop has been closed; nobody waits any more
            loop.call_soon_threadsafe(wake)

    future.add_done_callback(end)
    try:
        async with asyncio.timeout(seconds):
            await woken
    except TimeoutError:
        future.cancel()  # what has not begun never will; what has begun is found by its id
        raise Unavailable from None


class Threads:
    """A few threads for questions that read the database, each under its caller's context."""

    def __init__(self, size: int) -> None:
        self._executor = ThreadPoolExecutor(size, thread_name_prefix="soap")

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result, computed in a thread."""
        loop = asyncio.get_running_loop()
        context = copy_context()
        return await loop.run_in_executor(self._executor, context.run, function, *arguments)
