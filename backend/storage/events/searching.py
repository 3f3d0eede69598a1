"""Deliveries with their attempts, and facts, as people look for them. ``owner`` as everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.endpoints import AttemptView, DeliveryQuery, DeliveryState, DeliveryView
from backend.domain.errors import NotFound
from backend.domain.events import Fact, Topic
from backend.storage.facts.reading import COLUMNS, fact_of_row
from backend.storage.searching.conditions import where

_DELIVERY = """
SELECT d.endpoint_id, d.fact_id, d.number, f.topic, f.at, a.number AS account, f.subscription_id,
       d.state, d.attempts, d.next_attempt_at, d.done_at
FROM event_delivery d
JOIN event_endpoint e ON e.id = d.endpoint_id
JOIN outbox f ON f.id = d.fact_id
JOIN account a ON a.id = f.account_id
"""
_CONDITIONS = {
    "owner": "e.portal_id = %(owner)s",
    "endpoint_id": "d.endpoint_id = %(endpoint_id)s",
    "fact_id": "d.fact_id = %(fact_id)s",
    "state": "d.state = %(state)s",
    "topic": "f.topic = %(topic)s",
    "account": "a.number = %(account)s",
    "since": "f.at >= %(since)s",
    "until": "f.at < %(until)s",
    "before": "(d.number, d.endpoint_id) < (%(number)s, %(endpoint)s::uuid)",
}
_NEWEST_FIRST = "ORDER BY d.number DESC, d.endpoint_id DESC LIMIT %(limit)s"
_ATTEMPTS = """
SELECT number, at, status, reason, milliseconds FROM event_attempt
WHERE endpoint_id = %s AND fact_id = %s ORDER BY number
"""
_FACT = f"SELECT {COLUMNS} FROM outbox WHERE id = %s"
_FACTS = f"SELECT {', '.join(f'f.{name}' for name in COLUMNS.split(', '))} FROM outbox f"
_OF_ACCOUNT = "JOIN account a ON a.id = f.account_id"
_FACT_CONDITIONS = {
    "topic": "f.topic = %(topic)s",
    "account": "a.number = %(account)s",
    "since": "f.at >= %(since)s",
    "until": "f.at < %(until)s",
    "before": "f.number < %(before)s",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuery:
    """Which facts; ``None`` is any. ``before`` is a ``number``."""

    topic: Topic | None = None
    account: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    limit: int = 50


class EventSearch:
    """Finds inside the caller's transaction."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver

    def deliveries(self, owner: UUID | None, query: DeliveryQuery) -> list[DeliveryView]:
        """Newest facts first."""
        given = {name: getattr(query, name) for name in DeliveryQuery.__slots__}
        number, _, endpoint = (query.before or "").partition(".")
        place = {"number": int(number or 0), "endpoint": endpoint or None}
        return self._deliveries({**given, **place, "owner": owner, "fact_id": None})

    def delivery(self, owner: UUID | None, endpoint_id: UUID, fact_id: UUID) -> DeliveryView:
        """One of them. Raises ``NotFound``: they are kept for some days only."""
        nothing = dict.fromkeys(_CONDITIONS)
        one = {"owner": owner, "endpoint_id": endpoint_id, "fact_id": fact_id, "limit": 1}
        found = self._deliveries({**nothing, **one})
        if not found:
            raise NotFound("there is no such delivery, or not any more")
        return found[0]

    def attempts(self, endpoint_id: UUID, fact_id: UUID) -> list[AttemptView]:
        """Every attempt, in order."""
        with self._driver.cursor(row_factory=class_row(AttemptView)) as cursor:
            return cursor.execute(_ATTEMPTS, [endpoint_id, fact_id]).fetchall()

    def fact(self, fact_id: UUID) -> Fact:
        """One fact. Raises ``NotFound``."""
        row = self._driver.execute(_FACT.encode(), [fact_id]).fetchone()
        if row is None:
            raise NotFound("there is no such fact, or not any more")
        return fact_of_row(row)

    def facts(self, query: FactQuery) -> list[Fact]:
        """Newest first."""
        given = {name: getattr(query, name) for name in FactQuery.__slots__}
        join = "" if query.account is None else _OF_ACCOUNT
        conditions = where(_FACT_CONDITIONS, given)
        found = f"{_FACTS} {join} {conditions} ORDER BY f.number DESC LIMIT %(limit)s"
        return [fact_of_row(row) for row in self._driver.execute(found.encode(), given)]

    def _deliveries(self, given: dict[str, Any]) -> list[DeliveryView]:
        found = f"{_DELIVERY} {where(_CONDITIONS, given)} {_NEWEST_FIRST}"
        return [_view(row) for row in self._driver.execute(found.encode(), given)]


def _view(row: Sequence[Any]) -> DeliveryView:
    endpoint_id, fact_id, number, topic, at, account, subscription_id, state, *rest = row
    attempts, next_attempt_at, done_at = rest
    return DeliveryView(
        endpoint_id=endpoint_id,
        fact_id=fact_id,
        number=number,
        topic=Topic(topic),
        at=at,
        account=account,
        subscription_id=subscription_id,
        state=DeliveryState(state),
        attempts=attempts,
        next_attempt_at=next_attempt_at if state == DeliveryState.WAITING else None,
        done_at=done_at,
    )
