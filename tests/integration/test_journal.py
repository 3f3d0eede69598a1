"""The journal of raw exchanges: written soon, purged in time, never in anybody's way."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.domain.views import Exchange
from backend.storage.journal import MAX_WAITING, PostgresJournal
from backend.storage.sweeps import CHUNK, sweep
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import START
from tests.hooked_driver import Hooks, hooked_engine
from tests.world import World

PAGE = Exchange(
    at=START,
    integrator="alpha",
    door="soap",
    operation="charge",
    correlation_id="c-1",
    address="192.0.2.7",
    status=200,
    milliseconds=12,
    request='<charge secret="***">Ёлка\t\\N\n</charge>'.encode("windows-1251"),
    response=b"\x00\xff\\x",
)
COLUMNS = (
    "at, integrator, door, operation, correlation_id, address, status, milliseconds, request,"
    " response"
)


@pytest.fixture
def hooks() -> Hooks:
    """What happens to the journal's connection."""
    return Hooks()


@pytest.fixture
def journal(world: World, hooks: Hooks) -> Iterator[PostgresJournal]:
    """A journal with a database that can go away."""
    engine = hooked_engine(world.url, hooks)
    made = PostgresJournal(engine)
    yield made
    made.close()
    engine.dispose()


def until(done: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def pages(world: World) -> list[tuple[object, ...]]:
    """What has been written."""
    return world.rows(f"SELECT {COLUMNS} FROM exchange ORDER BY id")  # noqa: S608


def test_what_is_noted_is_written_soon_and_unchanged(
    world: World, journal: PostgresJournal
) -> None:
    journal.record(PAGE)
    until(lambda: len(pages(world)) == 1)
    (row,) = pages(world)
    assert row == tuple(getattr(PAGE, name.strip()) for name in COLUMNS.split(","))


def test_closing_writes_what_is_noted_in_its_order(world: World, journal: PostgresJournal) -> None:
    for number in range(250):
        journal.record(replace(PAGE, correlation_id=f"c-{number}"))
    journal.close()
    assert [row[4] for row in pages(world)] == [f"c-{number}" for number in range(250)]


def test_a_database_that_is_away_loses_pages_but_not_the_journal(
    world: World, journal: PostgresJournal, hooks: Hooks
) -> None:
    hooks.reachable = False
    journal.record(replace(PAGE, correlation_id="lost"))
    until(lambda: not journal._waiting)
    hooks.reachable = True
    journal.record(replace(PAGE, correlation_id="kept"))
    journal.close()
    assert "kept" in [row[4] for row in pages(world)]


def test_a_page_that_cannot_be_written_does_not_end_the_journal(
    world: World, journal: PostgresJournal
) -> None:
    for wrong in ("a\0b", "\ud800"):
        journal.record(replace(PAGE, operation=wrong))
        until(lambda: not journal._waiting)
    assert journal._thread.is_alive()
    journal.record(PAGE)
    until(lambda: len(pages(world)) == 1)


def test_a_journal_that_cannot_keep_up_forgets_the_oldest(
    world: World, journal: PostgresJournal, hooks: Hooks
) -> None:
    journal.close()
    for number in range(MAX_WAITING + 5):
        journal.record(replace(PAGE, correlation_id=f"c-{number}"))
    assert len(journal._waiting) == MAX_WAITING
    assert journal._waiting[0].correlation_id == "c-5"
    assert pages(world) == []
    assert hooks.number == 0


def test_old_pages_are_purged_in_chunks(world: World, journal: PostgresJournal) -> None:
    keep = timedelta(days=30)
    now = START + timedelta(days=60)
    old, fresh = now - keep - timedelta(microseconds=1), now - keep
    for _ in range(CHUNK + 7):
        journal.record(replace(PAGE, at=old))
    journal.record(replace(PAGE, at=fresh))
    journal.close()

    gone = []
    for _ in range(3):
        with UnitOfWork(world.engine) as unit:
            gone.append(sweep(unit.driver, now, keep).exchanges)
            unit.commit()
    assert gone == [CHUNK, 7, 0]
    assert [row[0] for row in pages(world)] == [fresh]
