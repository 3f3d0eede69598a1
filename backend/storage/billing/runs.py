"""Runs in the database: opened, cut into chunks, watched, approved, finished."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.errors import AlreadyExists, NotAllowed, NotFound
from backend.domain.services.billing.run import RunState, RunView, hash_of_chunks
from backend.domain.values.moment import Moment
from backend.storage.billing import run_sql

Driver = Connection[Any]


def open_run(driver: Driver, run_id: UUID, moment: Moment, chunk_size: int) -> bool:
    """Begin a run and cut what is due into chunks; false where nothing is due or one is on."""
    day = moment.today
    driver.execute(run_sql.CANCEL_STALE, {"day": day, "now": moment.at})
    opened = driver.execute(run_sql.OPEN, [run_id, day, moment.at]).rowcount
    if not opened:
        return False
    return driver.execute(run_sql.CUT, {"run": run_id, "day": day, "size": chunk_size}).rowcount > 0


def finish_plan(driver: Driver, run_id: UUID) -> bool:
    """Close the plan once every chunk is planned: its hash, and its difference to the last run."""
    if driver.execute(run_sql.LOCK_PLANNED, [run_id]).fetchone() is None:
        return False
    hashes = [row[0] for row in driver.execute(run_sql.HASHES, [run_id])]
    row = driver.execute(run_sql.DIFFERENCE, {"run": run_id}).fetchone()
    difference = dict(zip(run_sql.DIFFERENCES, row, strict=True)) if row else {}
    given = [hash_of_chunks(hashes), json.dumps(difference), run_id]
    return driver.execute(run_sql.FINISH_PLAN, given).rowcount > 0


def approve(driver: Driver, run_id: UUID, plan_hash: str, who: str) -> None:
    """Let a plan be applied: the one that was reviewed, told by its hash."""
    view = run_view(driver, run_id)
    if view.hash != plan_hash:
        raise NotAllowed("this is not the hash of the plan: look at the plan again")
    if not driver.execute(run_sql.APPROVE, [who, run_id]).rowcount:
        raise AlreadyExists("the run is not waiting for approval")


def cancel(driver: Driver, run_id: UUID, now: datetime) -> None:
    """Give up a run that has not begun to charge."""
    if not driver.execute(run_sql.CANCEL, [now, run_id]).rowcount:
        raise NotAllowed("only a run that has not begun to charge can be cancelled")


def finish_run(driver: Driver, run_id: UUID, now: datetime) -> bool:
    """Note that every chunk is done; false while one is not."""
    return driver.execute(run_sql.FINISH, {"run": run_id, "now": now}).rowcount > 0


def under_way(driver: Driver) -> list[tuple[UUID, RunState]]:
    """Runs that are not over, oldest first."""
    rows = driver.execute(run_sql.UNDER_WAY)
    return [(row[0], RunState(row[1])) for row in rows]


def run_view(driver: Driver, run_id: UUID) -> RunView:
    """A run and how far it has come."""
    row = driver.execute(run_sql.VIEW + "WHERE r.id = %s", [run_id]).fetchone()
    if row is None:
        raise NotFound("there is no such run")
    return _view(row)


def run_views(driver: Driver, limit: int = 20) -> list[RunView]:
    """The latest runs, newest first."""
    rows = driver.execute(run_sql.VIEW + "ORDER BY r.id DESC LIMIT %s", [limit])
    return [_view(row) for row in rows]


def _view(row: tuple[Any, ...]) -> RunView:
    named = dict(zip(run_sql.VIEW_COLUMNS, row, strict=True))
    seconds, done, lines = named.pop("seconds"), named["chunks_done"], named["lines"]
    settled = named["charged"] + named["free"] + named["unpaid"] + named["superseded"]
    rate = settled / float(seconds) if done and seconds else None
    left = (lines - settled) / rate if rate else None
    return RunView(
        **{**named, "state": RunState(named["state"])}, lines_per_second=rate, seconds_left=left
    )
