"""A billing process: ``run_driver.py URL NOW work``; ``die N``: killed at its N-th statement;
``leave FIRST LAST``: unsubscribes the accounts of a range.

Statements are counted on the driver's cursors of a connection class of this file's own.
"""

import os
import signal
import sys
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine

from backend.domain.services.subscribing.commands import Unsubscribe
from backend.storage.billing.desk import BillingDesk
from backend.storage.catalogue import read_catalogue
from backend.storage.clock import new_id
from backend.storage.engine import open_engine
from backend.storage.subscribing.desk import SubscriberDesk
from backend.storage.unit_of_work import UnitOfWork
from tests.fakes.manual_clock import ManualClock


class Countdown:
    """Kills the process when it reaches zero."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def mortal_engine(url: str, countdown: Countdown) -> Engine:
    """An engine whose statements, copies and commits count down."""

    class MortalCursor(psycopg.Cursor[Any]):
        def execute(self, *given: Any, **named: Any) -> Any:
            countdown.step()
            return super().execute(*given, **named)

        def copy(self, *given: Any, **named: Any) -> Any:
            countdown.step()
            return super().copy(*given, **named)

    class MortalConnection(psycopg.Connection[Any]):
        def commit(self) -> None:
            countdown.step()
            super().commit()
            countdown.step()

    def connect() -> Any:
        connection = MortalConnection.connect(url, options="-c role=vitrina_app")
        connection.cursor_factory = MortalCursor
        return connection

    return create_engine("postgresql+psycopg://", creator=connect)


def main() -> None:
    url, now, what, *rest = sys.argv[1:]
    engine = mortal_engine(url, Countdown(int(rest[0]))) if what == "die" else open_engine(url)
    catalogue = read_catalogue(open_engine(url))
    clock = ManualClock(datetime.fromisoformat(now))
    desk = BillingDesk(
        lambda: UnitOfWork(engine), lambda: catalogue, clock, new_id, chunk_accounts=1000
    )
    if what == "die":
        run_id = desk_run(url)
        for _ in desk.apply(run_id):
            pass
        return
    if what == "leave":
        leave(
            url, SubscriberDesk(lambda: UnitOfWork(engine), lambda: catalogue, clock, new_id), *rest
        )
        return
    print(desk.work(automatic=True))  # noqa: T201 (told to the test)


def leave(url: str, shop: SubscriberDesk, first: str, last: str) -> None:
    """Unsubscribe everybody of a range, in no order."""
    query = """
        SELECT a.number, s.id FROM subscription s JOIN account a ON a.id = s.account_id
        WHERE a.number BETWEEN %s AND %s ORDER BY random()
    """
    with psycopg.connect(url) as connection:
        found = connection.execute(query, [first, last]).fetchall()
    for number, subscription_id in found:
        command = Unsubscribe(account=number, actor="tests", subscription_id=subscription_id)
        shop.carry_out(command)


def desk_run(url: str) -> Any:
    """The run that waits to be applied."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT id FROM billing_run WHERE state = 'applying'").fetchone()
    assert row is not None
    return row[0]


main()
