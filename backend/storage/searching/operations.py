"""Operations by id, by account, and by time.

An applied charge pays for none of this with an index of its own: by id there is the key, what took
an account's money is found through its charges, holds and payments, and only what took none is
indexed by account. By time, a BRIN index says which pages to read, latest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.values.codes import OperationKind, OperationStatus
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.conditions import where

MONTH = timedelta(days=31)
"""How far back a search by time goes where it is not told."""
_FIRST_WINDOW = timedelta(hours=1)
_BEGINNING, _END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Nothing is outside; arithmetic on the calendar's edge would be an error itself."""

_COLUMNS = """
SELECT i.code AS integrator, o.kind, o.external_id, o.id, a.number AS account, o.status, o.code,
       o.amount, o.available, o.target_id, o.door, o.correlation_id, o.recorded_at
"""
_NAMED = "JOIN integrator i ON i.id = o.integrator_id LEFT JOIN account a ON a.id = o.account_id"
_BY_KEY = f"""
{_COLUMNS} FROM integrator i
JOIN operation o ON o.integrator_id = i.id LEFT JOIN account a ON a.id = o.account_id
WHERE i.code = %s AND o.kind = %s AND o.external_id = %s
"""

_BY_ID = """
SELECT o.* FROM integrator i
CROSS JOIN unnest(%(kinds)s::text[]) AS k (kind)
JOIN operation o ON o.integrator_id = i.id AND o.kind = k.kind AND o.external_id = %(external_id)s
"""
OF_ACCOUNT = """
SELECT o.* FROM (
    SELECT c.integrator_id, k.kind, c.external_id
    FROM charge c CROSS JOIN (VALUES ('charge'), ('reverse')) AS k (kind)
    WHERE c.account_id = %(account_id)s AND c.external_id IS NOT NULL
    UNION ALL
    SELECT h.integrator_id, k.kind, h.external_id
    FROM hold h CROSS JOIN (VALUES ('hold'), ('release')) AS k (kind)
    WHERE h.account_id = %(account_id)s
    UNION ALL
    SELECT 0, 'payment', document FROM payment WHERE account_id = %(account_id)s) AS moved
JOIN operation o USING (integrator_id, kind, external_id)
UNION
SELECT * FROM operation
WHERE account_id = %(account_id)s
  AND (status IN ('declined', 'tombstone') OR kind = 'status')
"""
_IN_WINDOW = """
SELECT * FROM operation WHERE recorded_at >= %(begin)s AND recorded_at < %(end)s
"""
_CONDITIONS = {
    "integrator": "i.code = %(integrator)s",
    "kind": "o.kind = %(kind)s",
    "status": "o.status = %(status)s",
    "account": "a.number = %(account)s",
    "correlation_id": "o.correlation_id = %(correlation_id)s",
    "since": "o.recorded_at >= %(since)s",
    "until": "o.recorded_at < %(until)s",
    "at": "(o.recorded_at, o.id) < (%(at)s, %(id)s)",
}
_ORDER = "ORDER BY o.recorded_at DESC, o.id DESC LIMIT %(limit)s"
_EXCHANGED = "SELECT min(at), max(at) FROM exchange WHERE correlation_id = %s"
_LONGEST_CALL = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """A command of a platform's or of the operator's, and its stored result. Sums in kopecks."""

    integrator: str
    kind: str
    external_id: str
    id: UUID
    account: str | None
    status: str
    code: str
    amount: int | None
    available: int | None
    target_id: UUID | None
    door: str
    correlation_id: str
    recorded_at: datetime

    @property
    def cursor(self) -> str:
        """Where the page after this operation begins."""
        return f"{self.recorded_at.isoformat()}_{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationQuery:
    """What is looked for; ``None`` is anything. ``before`` is the cursor of an operation."""

    now: datetime
    external_id: str | None = None
    account: str | None = None
    integrator: str | None = None
    kind: OperationKind | None = None
    status: OperationStatus | None = None
    correlation_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None
    limit: int = 50


class OperationSearch:
    """Finds operations inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def one(self, integrator: str, kind: OperationKind, external_id: str) -> OperationView:
        """The operation under its key. Raises ``NotFound``."""
        with self._driver.cursor(row_factory=class_row(OperationView)) as cursor:
            found = cursor.execute(_BY_KEY, [integrator, kind, external_id]).fetchone()
        if found is None:
            raise NotFound("this operation is unknown: it never happened and may be sent")
        return found

    def find(self, query: OperationQuery) -> list[OperationView]:
        """Newest first. With neither an id nor an account only those of a time: of the last month,
        where nothing else is said. Raises ``NotFound`` for an account that there is not."""
        given = _given(query)
        if query.external_id is not None:
            kinds = [query.kind] if query.kind else list(OperationKind)
            return self._select(_BY_ID, {**given, "kinds": kinds})
        if query.account is not None:
            given["account_id"] = account_id_of(self._driver, query.account)
            return self._select(OF_ACCOUNT, given)
        return self._latest(query, given)

    def _latest(self, query: OperationQuery, given: dict[str, Any]) -> list[OperationView]:
        """By windows that double backwards: a page of a busy hour reads no month."""
        found: list[OperationView] = []
        for begin, end in _windows(*self._bounds(query)):
            window = {"begin": begin, "end": end, "limit": query.limit - len(found)}
            found += self._select(_IN_WINDOW, {**given, **window})
            if len(found) >= query.limit:
                break
        return found

    def _bounds(self, query: OperationQuery) -> tuple[datetime, datetime]:
        until = _within(query.until or query.now + _FIRST_WINDOW)
        if query.before is not None:
            until = min(until, _within(_at(query.before)[0]) + timedelta(microseconds=1))
        since = _within(query.since or until - MONTH)
        if query.correlation_id is None:
            return since, until
        row = self._driver.execute(_EXCHANGED, [query.correlation_id]).fetchone()
        if row is None or row[0] is None:
            return since, until
        return max(since, row[0] - _LONGEST_CALL), min(until, row[1] + _LONGEST_CALL)

    def _select(self, source: str, given: dict[str, Any]) -> list[OperationView]:
        chosen = where(_CONDITIONS, given)
        query = f"{_COLUMNS} FROM ({source}) AS o {_NAMED} {chosen} {_ORDER}"
        with self._driver.cursor(row_factory=class_row(OperationView)) as cursor:
            return cursor.execute(query.encode(), given).fetchall()


def _given(query: OperationQuery) -> dict[str, Any]:
    at, id_ = _at(query.before) if query.before else (None, None)
    return {
        "external_id": query.external_id,
        "account": query.account,
        "integrator": query.integrator,
        "kind": query.kind,
        "status": query.status,
        "correlation_id": query.correlation_id,
        "since": query.since,
        "until": query.until,
        "at": at,
        "id": id_,
        "limit": query.limit,
    }


def _at(cursor: str) -> tuple[datetime, UUID]:
    at, _, id_ = cursor.partition("_")
    try:
        moment, found = datetime.fromisoformat(at), UUID(id_)
    except ValueError:
        raise InvalidRequest("no page begins there") from None
    if moment.tzinfo is None:
        raise InvalidRequest("no page begins there")
    return moment, found


def _within(at: datetime) -> datetime:
    return min(max(at, _BEGINNING), _END)


def _windows(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    end, width = until, _FIRST_WINDOW
    while since < end:
        begin = max(since, end - width)
        yield begin, end
        end, width = begin, width * 2
