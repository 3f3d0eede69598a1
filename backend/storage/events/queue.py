"""Deliveries that wait: facts in, one attempt at a time out, what came of it written down.

To take one is to note the attempt and until when whoever took it is given, so who dies between
sending and recording leaves nothing to clean up: the same id is sent again then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from backend.domain.endpoints import Answered, DeliveryState
from backend.domain.events import Fact
from backend.domain.services.telling.judge_attempt import (
    PATIENT,
    Judgement,
    Standing,
    judge_attempt,
)
from backend.storage.facts.reading import fact_of_row

Driver = Connection[Any]

LEASE = timedelta(minutes=1)
"""How long an attempt may take until its process is taken to be dead: longer than any lasts."""

# What is of one subscription, or of an account and of none of its subscriptions, keeps its order.
_ENQUEUE = """
INSERT INTO event_delivery (endpoint_id, fact_id, number, lane, state, next_attempt_at)
SELECT e.id, f.id, f.number, coalesce(f.subscription_id::text, f.account_id::text), 'waiting', %s
FROM outbox f
JOIN event_endpoint e ON e.topics = '{}' OR f.topic = ANY (e.topics)
WHERE f.id = ANY (%s) AND (e.portal_id IS NULL OR portal_reaches(e.portal_id, f.account_id))
ON CONFLICT DO NOTHING
"""
_READY = """
SELECT e.id, e.failures FROM event_endpoint e
WHERE e.enabled AND (e.paused_until IS NULL OR e.paused_until <= %(now)s)
  AND EXISTS (SELECT FROM event_delivery d WHERE d.endpoint_id = e.id AND d.state = 'waiting'
              AND d.next_attempt_at <= %(now)s)
"""
_TAKE = """
WITH due AS (
    SELECT fact_id FROM event_delivery d
    WHERE endpoint_id = %(endpoint)s AND state = 'waiting' AND next_attempt_at <= %(now)s
      AND (taken_until IS NULL OR taken_until <= %(now)s)
      AND NOT EXISTS (
          SELECT FROM event_delivery older
          WHERE older.endpoint_id = d.endpoint_id AND older.lane = d.lane
            AND older.number < d.number AND older.state = 'waiting')
    ORDER BY next_attempt_at, number LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE event_delivery d
    SET attempts = attempts + 1, taken_until = %(until)s,
        trying_since = coalesce(trying_since, %(now)s)
    FROM due WHERE d.endpoint_id = %(endpoint)s AND d.fact_id = due.fact_id
    RETURNING d.*
), noted AS (
    INSERT INTO event_attempt (endpoint_id, fact_id, number, at)
    SELECT endpoint_id, fact_id, attempts, %(now)s FROM taken
)
SELECT t.attempts, e.portal_id IS NULL OR portal_reaches(e.portal_id, f.account_id),
       f.id, f.number, f.at, f.topic, f.account_id, f.subscription_id, f.content
FROM taken t
JOIN event_endpoint e ON e.id = t.endpoint_id
JOIN outbox f ON f.id = t.fact_id
ORDER BY f.number
"""
_DROP = """
UPDATE event_delivery SET state = 'dropped', taken_until = NULL, done_at = %s
WHERE endpoint_id = %s AND fact_id = %s AND state = 'waiting'
"""
_UNTRIED = "DELETE FROM event_attempt WHERE endpoint_id = %s AND fact_id = %s AND number = %s"
_ENDPOINT = """
SELECT failures, failing_since FROM event_endpoint WHERE id = %s FOR NO KEY UPDATE
"""
_DELIVERY = """
SELECT d.trying_since, (
    SELECT count(*) FROM event_attempt a
    WHERE a.endpoint_id = d.endpoint_id AND a.fact_id = d.fact_id AND a.at >= d.trying_since)
FROM event_delivery d
WHERE endpoint_id = %s AND fact_id = %s AND state = 'waiting' AND attempts = %s
FOR NO KEY UPDATE OF d
"""
_ATTEMPT = """
UPDATE event_attempt SET status = %s, reason = %s, milliseconds = %s
WHERE endpoint_id = %s AND fact_id = %s AND number = %s
"""
_JUDGED = """
UPDATE event_delivery SET state = %s, next_attempt_at = %s, taken_until = NULL, done_at = %s
WHERE endpoint_id = %s AND fact_id = %s
"""
_STANDS = """
UPDATE event_endpoint SET failures = %s, failing_since = %s, paused_until = %s WHERE id = %s
"""
_AWAKE = """
UPDATE event_delivery SET next_attempt_at = %s
WHERE endpoint_id = %s AND state = 'waiting' AND next_attempt_at > %s AND taken_until IS NULL
"""


class Ready(NamedTuple):
    """An endpoint for which something is due, and how often it has failed in a row."""

    endpoint_id: UUID
    failures: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery of which an attempt is to be made now. ``attempt`` is its number."""

    endpoint_id: UUID
    attempt: int
    fact: Fact


class DeliveryQueue:
    """Works inside the caller's transaction."""

    def __init__(self, driver: Driver, now: datetime) -> None:
        self._driver = driver
        self._now = now

    def enqueue(self, facts: Sequence[Fact]) -> None:
        """Let them wait for every endpoint that wants their topic and may hear of their account."""
        self._driver.execute(_ENQUEUE, [self._now, [fact.id for fact in facts]])

    def ready(self) -> list[Ready]:
        """Where something is due."""
        return [Ready(*row) for row in self._driver.execute(_READY, {"now": self._now})]

    def take(self, endpoint_id: UUID, limit: int) -> list[Taken]:
        """Up to so many deliveries, those that have been due longest first, one of a lane.

        One whose portal does not act for the account any more is dropped.
        """
        given = {
            "endpoint": endpoint_id,
            "limit": limit,
            "now": self._now,
            "until": self._now + LEASE,
        }
        while True:
            rows = self._driver.execute(_TAKE, given).fetchall()
            taken = [
                Taken(endpoint_id, attempt, fact_of_row(fact))
                for attempt, is_reached, *fact in rows
                if is_reached
            ]
            for attempt, is_reached, *fact in rows:
                if not is_reached:
                    self._drop(Taken(endpoint_id, attempt, fact_of_row(fact)))
            if taken or not rows:  # what was dropped may have kept others waiting
                return taken

    def record(self, taken: Taken, answered: Answered, give_up: timedelta) -> Judgement | None:
        """What came of an attempt, and what follows; ``None``: that is not his to say any more."""
        delivery = [taken.endpoint_id, taken.fact.id]
        said = [answered.status, answered.reason, answered.milliseconds]
        endpoint = self._driver.execute(_ENDPOINT, [taken.endpoint_id]).fetchone()
        self._driver.execute(_ATTEMPT, [*said, *delivery, taken.attempt])
        found = self._driver.execute(_DELIVERY, [*delivery, taken.attempt]).fetchone()
        if endpoint is None or found is None:
            return None
        failures, failing_since = endpoint
        standing = Standing(
            attempts=found[1],
            trying_since=found[0],
            failures=failures,
            failing_since=failing_since,
        )
        judged = judge_attempt(answered, standing, self._now, give_up)
        self._write(taken, standing, judged)
        return judged

    def _write(self, taken: Taken, standing: Standing, judged: Judgement) -> None:
        waits = judged.state is DeliveryState.WAITING
        delivery = [taken.endpoint_id, taken.fact.id]
        done_at = None if waits else self._now
        self._driver.execute(_JUDGED, [judged.state, judged.next_attempt_at, done_at, *delivery])
        if judged.failures or standing.failures:
            stands = [judged.failures, judged.failing_since, judged.paused_until]
            self._driver.execute(_STANDS, [*stands, taken.endpoint_id])
        if not judged.failures and standing.failures >= PATIENT:  # it is back
            self._driver.execute(_AWAKE, [self._now, taken.endpoint_id, self._now])

    def _drop(self, taken: Taken) -> None:
        delivery = [taken.endpoint_id, taken.fact.id]
        self._driver.execute(_UNTRIED, [*delivery, taken.attempt])
        self._driver.execute(_DROP, [self._now, *delivery])
