"""An attempt is cut short: it stays counted, and nobody is let in halfway."""

import os
import signal
import threading
from collections.abc import Callable

import psycopg
import pytest

from tests.access_door import OTHER, PASSWORD, Door
from tests.commands import ACCOUNT
from tests.hooked_driver import HookedConnection, Hooks, cut, hooked_engine

PATIENCE = 60


def in_a_process_that_dies(url: str, prepare: Callable[[Door, Hooks], object]) -> None:
    """The right password, given to a process that is killed where ``prepare`` says."""
    victim = os.fork()
    if victim == 0:
        try:
            hooks = Hooks()
            door = Door(url, engine=hooked_engine(url, hooks))
            prepare(door, hooks)
            door.sign_in()
        finally:
            os._exit(0)
    _, status = os.waitpid(victim, 0)
    assert os.WIFSIGNALED(status), "it was not killed: it ended"


def die(_driver: HookedConnection | None = None) -> None:
    """kill -9 of oneself."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_second_commit(_door: Door, hooks: Hooks) -> None:
    """As somebody is let in."""

    def count(_driver: HookedConnection) -> None:
        hooks.before_commit = die

    hooks.before_commit = count


@pytest.mark.parametrize(
    "prepare",
    [lambda door, _: setattr(door.passwords, "meanwhile", die), die_at_second_commit],
    ids=["while the password is looked at", "before the answer is stored"],
)
def test_kill(door: Door, prepare: Callable[[Door, Hooks], object]) -> None:
    """A crash is no way to try once more for nothing."""
    door.engine.dispose()
    in_a_process_that_dies(door.url, prepare)
    assert door.count("sign_in_failure") == 1
    assert door.count("cabinet_session") == 0
    assert door.answer(PASSWORD) == "ok"
    assert door.count("sign_in_failure") == 0


@pytest.mark.parametrize(
    "statement", ["INSERT INTO sign_in_failure", "INSERT INTO cabinet_session"]
)
def test_the_database_goes_away(door: Door, statement: str) -> None:
    hooks = Hooks()

    def cut_once(driver: HookedConnection) -> None:
        if statement in hooks.last:
            hooks.before_statement = lambda _: None
            cut(driver)

    hooks.before_statement = cut_once
    visitor = Door(door.url, engine=hooked_engine(door.url, hooks))
    try:
        with pytest.raises(psycopg.OperationalError):
            visitor.sign_in()
        assert door.count("sign_in_failure") == int("cabinet_session" in statement)
        assert door.count("cabinet_session") == 0
        assert visitor.answer(PASSWORD) == "ok"
    finally:
        visitor.close()


def test_a_password_is_changed_while_somebody_is_let_in(door: Door) -> None:
    """The change comes after the password was found to be still right: it waits, then ends the
    session that was opened."""
    hooks = Hooks()
    change = threading.Thread(target=door.access.set_password, args=(ACCOUNT, OTHER))

    def change_meanwhile(_driver: HookedConnection) -> None:
        if "FROM credential" in hooks.last and "FOR NO KEY UPDATE" in hooks.last:
            change.start()
            until_it_waits(door.url, change)

    hooks.after_statement = change_meanwhile
    visitor = Door(door.url, engine=hooked_engine(door.url, hooks))
    try:
        signed_in = visitor.sign_in()
        change.join(PATIENCE)
        assert door.whose(signed_in) is None
        assert door.count("cabinet_session") == 0
    finally:
        visitor.close()


def until_it_waits(url: str, thread: threading.Thread) -> None:
    """Until the thread's statement waits for a lock, or the thread has ended."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
    """
    with psycopg.connect(url, autocommit=True) as administrator:
        while thread.is_alive() and administrator.execute(query).fetchone() == (0,):
            pass
