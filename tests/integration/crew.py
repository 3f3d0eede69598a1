"""Two other processes, each with a desk of its own, which start at the same moment."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier

from backend.domain.commands import Command
from backend.domain.outcome import Outcome
from backend.telemetry import logs
from tests.world import World

PROCESSES = 2
PATIENCE = 60

Batch = Sequence[Command]
"""Commands of one call."""
Work = Sequence[Batch]
"""What one thread does, one call after the other."""

_barriers: list[Barrier] = []


class Crew:
    """Runs work in the processes; answers come in the order of the work."""

    def __init__(self, pool: ProcessPoolExecutor, url: str) -> None:
        self._pool = pool
        self._url = url

    def in_step(self, first: Work, second: Work) -> list[tuple[list[Outcome], list[Outcome]]]:
        """Both processes do one call each at the same moment, again and again."""
        done = [self._pool.submit(_in_step, self._url, work) for work in (first, second)]
        return list(zip(*(future.result(PATIENCE) for future in done), strict=True))

    def at_once(self, *shares: Sequence[Work], lane: bool) -> list[list[list[Outcome]]]:
        """Each process does its share, each work in a thread of its own, through one lane or
        each in transactions of its own; what each work's calls were answered."""
        done = [self._pool.submit(_at_once, self._url, share, lane) for share in shares]
        return [answers for future in done for answers in future.result(PATIENCE)]


@contextmanager
def crew_of_processes() -> Iterator[ProcessPoolExecutor]:
    """The processes; started once, used for many databases."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        PROCESSES, context, initializer=_begin, initargs=(context.Barrier(PROCESSES),)
    ) as pool:
        yield pool


def _begin(barrier: Barrier) -> None:
    logs.configure(form="text", level="critical", process="crew")
    _barriers.append(barrier)


def _in_step(url: str, work: Work) -> list[list[Outcome]]:
    world = World(url)
    try:
        answers = []
        for batch in work:
            _barriers[0].wait(PATIENCE)
            answers.append(world.desk.process(batch))
        return answers
    finally:
        world.close()


def _at_once(url: str, share: Sequence[Work], lane: bool) -> list[list[list[Outcome]]]:
    world = World(url)

    def do(work: Work) -> list[list[Outcome]]:
        if lane:
            return [world.desk.submit(batch).result(PATIENCE) for batch in work]
        return [world.desk.process(batch) for batch in work]

    try:
        with ThreadPoolExecutor(len(share)) as threads:
            _barriers[0].wait(PATIENCE)
            return list(threads.map(do, share))
    finally:
        world.close()
