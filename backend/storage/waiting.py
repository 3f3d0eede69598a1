"""Waiting, in the event loop, for what a lane's thread will finish."""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

from backend.domain.errors import Unavailable

Result = TypeVar("Result")

PATIENCE_SECONDS = 30.0


async def settled(future: "Future[Result]", seconds: float = PATIENCE_SECONDS) -> Result:
    """The future's result; ``Unavailable`` when it takes too long: the same id may be retried.

    Costs half of ``asyncio.wrap_future``, and a caller that hangs up takes nothing back.
    """
    if not future.done():
        await _end_of(future, seconds)
    if not future.done():
        future.cancel()  # what has not begun never will; what has begun is found by its id
        raise Unavailable
    return future.result()


async def _end_of(future: "Future[Result]", seconds: float) -> None:
    loop = asyncio.get_running_loop()
    woken: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        if not woken.done():
            woken.set_result(None)

    def end(_: "Future[Result]") -> None:
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            loop.call_soon_threadsafe(wake)

    future.add_done_callback(end)
    timer = loop.call_later(seconds, wake)
    try:
        await woken
    finally:
        timer.cancel()
