"""Raw exchanges with platforms: their list without bodies, and one of them in full, within
bounds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.errors import NotFound
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.conditions import where
from backend.storage.searching.operations import OF_ACCOUNT

SHOWN = 65_536
"""Bytes of a body that are shown; what is longer is cut and says so."""

_LINE = """
SELECT e.id, e.at, e.integrator, e.door, e.operation, e.correlation_id, e.address, e.status,
       e.milliseconds, length(e.request) AS request_bytes, length(e.response) AS response_bytes
"""
_CONDITIONS = {
    "correlation_id": "e.correlation_id = %(correlation_id)s",
    "integrator": "e.integrator = %(integrator)s",
    "since": "e.at >= %(since)s",
    "until": "e.at < %(until)s",
    "before": "e.id < %(before)s",
}
_ORDER = "ORDER BY e.id DESC LIMIT %(limit)s"
_FIND = f"{_LINE} FROM exchange e"
_OF_ACCOUNT = f"""
{_LINE} FROM (SELECT DISTINCT correlation_id FROM ({OF_ACCOUNT}) AS operations) AS o
JOIN exchange e USING (correlation_id)
"""
_ONE = f"""
{_LINE}, substring(e.request FOR {SHOWN}) AS request, substring(e.response FOR {SHOWN}) AS response
FROM exchange e WHERE e.id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeLine:
    """A call and its answer, secrets masked; ``integrator`` is who called."""

    id: int
    at: datetime
    integrator: str
    door: str
    operation: str
    correlation_id: str
    address: str
    status: int
    milliseconds: int
    request_bytes: int
    response_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeView(ExchangeLine):
    """With what was sent and answered, each up to ``SHOWN`` bytes."""

    request: bytes
    response: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeQuery:
    """What is looked for; ``None`` is anything. Those of an account are the calls that its
    operations came with."""

    correlation_id: str | None = None
    account: str | None = None
    integrator: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 50


class ExchangeSearch:
    """Finds exchanges inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def find(self, query: ExchangeQuery) -> list[ExchangeLine]:
        """Newest first. Raises ``NotFound`` for an account that there is not."""
        given: dict[str, Any] = {
            "correlation_id": query.correlation_id,
            "integrator": query.integrator,
            "since": query.since,
            "until": query.until,
            "before": query.before,
            "limit": query.limit,
        }
        source = _FIND
        if query.account is not None:
            source, given["account_id"] = _OF_ACCOUNT, account_id_of(self._driver, query.account)
        with self._driver.cursor(row_factory=class_row(ExchangeLine)) as cursor:
            found = f"{source} {where(_CONDITIONS, given)} {_ORDER}"
            return cursor.execute(found.encode(), given).fetchall()

    def one(self, exchange_id: int) -> ExchangeView:
        """One of them. Raises ``NotFound``: they are kept some days only."""
        with self._driver.cursor(row_factory=class_row(ExchangeView)) as cursor:
            found = cursor.execute(_ONE.encode(), [exchange_id]).fetchone()
        if found is None:
            raise NotFound("there is no such exchange, or not any more")
        return found
