"""The charging core without a door: the desk that every door hands commands to."""

import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from backend.container import Container
from backend.domain.commands import Charge, Command, Origin, Terms
from backend.domain.outcome import Outcome
from backend.domain.values.codes import Door
from backend.settings import Settings
from backend.storage.charging.desk import PostgresDesk
from backend.storage.clock import new_id
from tests.benchmarks import world
from tests.benchmarks.contest import Contestant, Run
from tests.benchmarks.cpu import Work


@contextmanager
def open_desk(url: str, folder: Path) -> Iterator[PostgresDesk]:
    """The desk as the product makes it, on this database."""
    container = Container(Settings(database_url=url, data_dir=folder))
    try:
        assert isinstance(container.desk, PostgresDesk), "money is kept here"
        yield container.desk
    finally:
        container.close()


_TERMS = Terms(integrator_id=world.INTEGRATOR_ID, integrator_code=world.INTEGRATOR)


def commands(accounts: int = world.ACCOUNTS) -> Iterator[Command]:
    """Endless charges as a door would hand them in."""
    for wish in world.wishes(world.next_stage(), accounts):
        yield Charge(
            id=new_id(),
            terms=_TERMS,
            origin=Origin(door=Door.SOAP, correlation_id=wish.external_id),
            external_id=wish.external_id,
            account=wish.account,
            amount=wish.amount,
            product=world.PRODUCT,
            text=world.TEXT,
            period_end=wish.period_end,
        )


def batches(desk: PostgresDesk, size: int, accounts: int = world.ACCOUNTS) -> Contestant:
    """One thread that processes batches of a size, one after another."""

    def run(seconds: float) -> Run:
        endless = commands(accounts)
        made, spent, worked = 0, 0.0, 0.0
        while spent < seconds:
            batch = list(itertools.islice(endless, size))  # off the clock
            start, work = time.perf_counter(), time.process_time()
            outcomes = desk.process(batch)
            spent += time.perf_counter() - start
            worked += time.process_time() - work
            made += _accepted(outcomes)
        return Run(made, spent, Work(servers=worked))

    return run


def callers(desk: PostgresDesk, count: int) -> Contestant:
    """So many callers who each hand in one charge and wait for its end before the next."""

    def run(seconds: float) -> Run:
        crowd = _Crowd(desk, commands())
        start, work = time.perf_counter(), time.process_time()
        made = crowd.run(count, start + seconds)
        worked = Work(servers=time.process_time() - work)
        return Run(made, time.perf_counter() - start, worked)

    return run


class _Crowd:
    """Callers without threads of their own: the end of one call begins the next."""

    def __init__(self, desk: PostgresDesk, endless: Iterator[Command]) -> None:
        self._desk = desk
        self._endless = endless
        self._end = 0.0
        self._done = 0
        self._waiting = 0
        self._over = threading.Event()

    def run(self, count: int, end: float) -> int:
        self._end = end
        self._waiting = count
        for _ in range(count):
            self._call()
        self._over.wait()
        return self._done

    def _call(self) -> None:
        self._desk.submit([next(self._endless)]).add_done_callback(self._answered)

    def _answered(self, future: "Future[list[Outcome]]") -> None:
        self._done += _accepted(future.result())
        if time.perf_counter() < self._end:
            self._call()
            return
        self._waiting -= 1
        if self._waiting == 0:
            self._over.set()


def _accepted(outcomes: list[Outcome]) -> int:
    refused: list[Any] = [outcome for outcome in outcomes if not outcome.ok]
    assert not refused, refused[0]
    return len(outcomes)
