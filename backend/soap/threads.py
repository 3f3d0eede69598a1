"""A few threads for questions that read the database; charging needs none."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")


class Threads:
    """A few threads for questions that read the database, each under its caller's context."""

    def __init__(self, size: int) -> None:
        self._executor = ThreadPoolExecutor(size, thread_name_prefix="soap")

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """The function's result, computed in a thread."""
        loop = asyncio.get_running_loop()
        context = copy_context()
        return await loop.run_in_executor(self._executor, context.run, function, *arguments)
