"""Looks ahead over all accounts in the database: opened, cut into chunks, watched, summed up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row, dict_row

from backend.domain.errors import NotFound
from backend.domain.services.forecasting.looks import (
    LookState,
    LookView,
    TotalsBy,
    TotalView,
)
from backend.domain.values.moment import Moment
from backend.storage.forecasting import look_sql

Driver = Connection[Any]

KEEP_DAYS = 60
"""For so long what was foreseen is kept, to be compared with what came."""

_TOTALS: Mapping[TotalsBy, str] = {
    TotalsBy.DAY: look_sql.BY_DAY,
    TotalsBy.PRODUCT: look_sql.BY_PRODUCT,
    TotalsBy.CHARGE_TYPE: look_sql.BY_CHARGE_TYPE,
    TotalsBy.INTEGRATOR: look_sql.BY_INTEGRATOR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsQuery:
    """What of a look ahead is asked for; ``None`` is anything. ``integrator`` is a code."""

    by: TotalsBy = TotalsBy.DAY
    on: date | None = None
    product_id: UUID | None = None
    integrator: str | None = None
    charge_type: str | None = None


@dataclass(frozen=True, slots=True)
class NewLook:
    """A look ahead that is to be opened, by whom, how far, and in chunks of how many accounts."""

    id: UUID
    who: str
    until: date
    chunk: int


def open_look(driver: Driver, new: NewLook, moment: Moment) -> bool:
    """Begin one and cut the accounts into chunks; false where one is under way, or was today."""
    given = {"day": moment.today, "now": moment.at, "keep": KEEP_DAYS}
    driver.execute(look_sql.ABANDON_STALE, given)
    driver.execute(look_sql.FORGET_OLD, given)
    opening = {**given, "id": new.id, "until": new.until, "who": new.who}
    if not driver.execute(look_sql.OPEN, opening).rowcount:
        return False
    driver.execute(look_sql.CUT, {"id": new.id, "size": new.chunk})
    return True


def finish_look(driver: Driver, look_id: UUID, now: datetime) -> bool:
    """Close one whose chunks are all done, and add its totals up; false while one is not."""
    if not driver.execute(look_sql.FINISH, {"id": look_id, "now": now}).rowcount:
        return False
    driver.execute(look_sql.FOLD, [look_id])
    return True


def under_way(driver: Driver) -> UUID | None:
    """The one that is at work."""
    row = driver.execute(look_sql.WORKING).fetchone()
    return row[0] if row else None


def look_view(driver: Driver, look_id: UUID) -> LookView:
    """One and how far it has come. Raises ``NotFound``."""
    with driver.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute(look_sql.ONE, [look_id]).fetchone()
    if row is None:
        raise NotFound("there is no such look ahead")
    return _view(row)


def look_views(driver: Driver, limit: int) -> list[LookView]:
    """The latest ones, newest first."""
    with driver.cursor(row_factory=dict_row) as cursor:
        return [_view(row) for row in cursor.execute(look_sql.ALL, [limit])]


def latest_done(driver: Driver) -> LookView:
    """The latest one that is done. Raises ``NotFound`` where there was none yet."""
    row = driver.execute(look_sql.LATEST_DONE).fetchone()
    if row is None:
        raise NotFound("nobody has looked ahead yet")
    return look_view(driver, row[0])


def totals(driver: Driver, look_id: UUID, query: TotalsQuery) -> list[TotalView]:
    """What one foresaw: days in order, everything else the largest first."""
    given = {
        "id": look_id,
        "on": query.on,
        "product_id": query.product_id,
        "integrator": query.integrator,
        "charge_type": query.charge_type,
    }
    with driver.cursor(row_factory=class_row(TotalView)) as cursor:
        return cursor.execute(_TOTALS[query.by].encode(), given).fetchall()


def _view(row: dict[str, Any]) -> LookView:
    return LookView(**{**row, "state": LookState(row["state"])})
