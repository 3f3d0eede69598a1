"""Waiting for threads from the event loop."""

import asyncio
import threading
from concurrent.futures import Future
from contextvars import ContextVar

import pytest

from backend.domain.errors import Busy, Unavailable
from backend.soap.threads import Threads
from backend.storage.waiting import settled


def test_what_is_there_is_taken_at_once() -> None:
    future: Future[int] = Future()
    future.set_result(1)
    assert asyncio.run(settled(future, 0.0)) == 1


def test_a_thread_ends_the_wait() -> None:
    future: Future[int] = Future()
    threading.Timer(0.01, future.set_result, (2,)).start()
    assert asyncio.run(settled(future, 10)) == 2


def test_an_error_comes_through() -> None:
    future: Future[int] = Future()
    threading.Timer(0.01, future.set_exception, (Busy(),)).start()
    with pytest.raises(Busy):
        asyncio.run(settled(future, 10))


def test_patience_ends_and_what_has_not_begun_never_will() -> None:
    future: Future[int] = Future()
    with pytest.raises(Unavailable):
        asyncio.run(settled(future, 0.01))
    assert future.cancelled()


def test_a_caller_that_goes_away_takes_nothing_back() -> None:
    future: Future[int] = Future()

    async def go_away() -> None:
        waiting = asyncio.ensure_future(settled(future, 10))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(go_away())
    assert not future.cancelled()
    future.set_result(3)  # the loop is closed by now, and that is nobody's problem


def test_threads_run_under_their_callers_context() -> None:
    seen: ContextVar[str] = ContextVar("seen", default="")

    async def ask() -> tuple[str, str]:
        seen.set("here")
        return await Threads(1).run(lambda: (seen.get(), threading.current_thread().name))

    said, name = asyncio.run(ask())
    assert said == "here"
    assert name.startswith("soap")
