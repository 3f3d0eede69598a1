"""Endpoints as rows. ``owner`` is a portal's id; ``None`` is the operator, who reaches all."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.endpoints import DisabledReason, EndpointChange, EndpointView, NewEndpoint
from backend.domain.errors import AlreadyExists, NotAllowed, NotFound
from backend.domain.events import Topic
from backend.storage.facts.interest import declare

MOST = 50
"""Endpoints of one owner, at most."""

_VIEW = """
SELECT e.id, p.code AS portal, e.url, e.topics, e.created_at, e.enabled, e.disabled_at,
       e.disabled_reason, e.failures, e.failing_since, e.paused_until,
       CASE WHEN e.former_until > %(now)s THEN e.former_until END AS former_until,
       (SELECT count(*) FROM event_delivery d
        WHERE d.endpoint_id = e.id AND d.state = 'waiting') AS waiting
FROM event_endpoint e LEFT JOIN portal p ON p.id = e.portal_id
WHERE (%(owner)s::uuid IS NULL OR e.portal_id = %(owner)s)
"""
_ALL = f"{_VIEW} ORDER BY e.created_at, e.id"
_ONE = f"{_VIEW} AND e.id = %(id)s FOR NO KEY UPDATE OF e"
_HOW_MANY = "SELECT count(*) FROM event_endpoint WHERE portal_id IS NOT DISTINCT FROM %s"
_ADD = """
INSERT INTO event_endpoint (id, portal_id, url, topics, secret, created_at, enabled)
VALUES (%s, %s, %s, %s, %s, %s, true) ON CONFLICT DO NOTHING
"""
_TAKEN = """
SELECT EXISTS (
    SELECT FROM event_endpoint e JOIN event_endpoint other
    ON other.portal_id IS NOT DISTINCT FROM e.portal_id AND other.url = %s
    WHERE e.id = %s AND other.id <> e.id)
"""
_CHANGE = "UPDATE event_endpoint SET url = %s, topics = %s WHERE id = %s"
_DISABLE = """
UPDATE event_endpoint SET enabled = false, disabled_at = %s, disabled_reason = %s
WHERE id = %s AND enabled
"""
_ENABLE = """
UPDATE event_endpoint
SET enabled = true, disabled_at = NULL, disabled_reason = NULL, failures = 0, failing_since = NULL,
    paused_until = NULL
WHERE id = %s
"""
_GO_ON = """
UPDATE event_delivery SET next_attempt_at = %s, trying_since = NULL
WHERE endpoint_id = %s AND state = 'waiting' AND taken_until IS NULL
"""
_ROTATE = """
UPDATE event_endpoint SET former_secret = secret, former_until = %s, secret = %s WHERE id = %s
"""
_REMOVE = "DELETE FROM event_endpoint WHERE id = %s"
_KEYS = """
SELECT e.url, e.secret, CASE WHEN e.former_until > %s THEN e.former_secret END
FROM event_endpoint e WHERE e.id = %s
"""
_EVERYTHING = """
INSERT INTO interest (topic, who)
SELECT topic, e.id::text FROM event_endpoint e, unnest(%s::text[]) AS known (topic)
WHERE e.topics = '{}' ON CONFLICT DO NOTHING
"""
_ONCE = "there is an endpoint with this address already: change its topics"
_NAMES = tuple(field.name for field in fields(EndpointView))


class EndpointBook:
    """Reads and writes inside the caller's transaction."""

    def __init__(self, driver: Connection[Any], now: datetime) -> None:
        self._driver = driver
        self._now = now

    def all(self, owner: UUID | None) -> list[EndpointView]:
        """The owner's, oldest first."""
        given = {"now": self._now, "owner": owner}
        return [_view(row) for row in self._driver.execute(_ALL.encode(), given)]

    def find(self, owner: UUID | None, endpoint_id: UUID) -> EndpointView:
        """One of them, kept from others until the commit. Raises ``NotFound``."""
        given = {"now": self._now, "owner": owner, "id": endpoint_id}
        row = self._driver.execute(_ONE.encode(), given).fetchone()
        if row is None:
            raise NotFound("there is no such endpoint")
        return _view(row)

    def add(self, owner: UUID | None, id_: UUID, new: NewEndpoint, sealed: bytes) -> EndpointView:
        """Register one; facts are told from the commit on.

        Raises ``AlreadyExists``, and ``NotAllowed`` for too many.
        """
        row = self._driver.execute(_HOW_MANY, [owner]).fetchone()
        if row is None or row[0] >= MOST:
            raise NotAllowed(f"there are {MOST} endpoints already")
        topics = sorted(new.topics)
        given = [id_, owner, new.url, topics, sealed, self._now]
        if self._driver.execute(_ADD, given).rowcount == 0:
            raise AlreadyExists(_ONCE)
        declare(self._driver, str(id_), _wanted(new.topics))
        return self.find(owner, id_)

    def change(
        self, owner: UUID | None, endpoint_id: UUID, change: EndpointChange
    ) -> tuple[EndpointView, EndpointView]:
        """How it was, and is. Raises ``NotFound`` and ``AlreadyExists``."""
        before = self.find(owner, endpoint_id)
        self._require_free(endpoint_id, change.url)
        topics = before.topics if change.topics is None else sorted(change.topics)
        self._driver.execute(_CHANGE, [change.url or before.url, list(topics), endpoint_id])
        declare(self._driver, str(endpoint_id), _wanted(topics))
        if change.enabled is False:
            self.disable(endpoint_id, DisabledReason.OWNER)
        elif change.enabled and not before.enabled:
            self._driver.execute(_ENABLE, [endpoint_id])
            self._driver.execute(_GO_ON, [self._now, endpoint_id])
        return before, self.find(owner, endpoint_id)

    def _require_free(self, endpoint_id: UUID, url: str | None) -> None:
        row = self._driver.execute(_TAKEN, [url, endpoint_id]).fetchone()
        if row is not None and row[0]:
            raise AlreadyExists(_ONCE)

    def disable(self, endpoint_id: UUID, reason: DisabledReason) -> bool:
        """Whether it was enabled. What happens meanwhile waits for it."""
        return self._driver.execute(_DISABLE, [self._now, reason, endpoint_id]).rowcount > 0

    def rotate(
        self, owner: UUID | None, endpoint_id: UUID, sealed: bytes, former_until: datetime
    ) -> EndpointView:
        """Another secret; the present one signs as well for a while. Raises ``NotFound``."""
        self.find(owner, endpoint_id)
        self._driver.execute(_ROTATE, [former_until, sealed, endpoint_id])
        return self.find(owner, endpoint_id)

    def remove(self, owner: UUID | None, endpoint_id: UUID) -> EndpointView:
        """How it was: it is gone, with its deliveries. Raises ``NotFound``."""
        before = self.find(owner, endpoint_id)
        declare(self._driver, str(endpoint_id), ())
        self._driver.execute(_REMOVE, [endpoint_id])
        return before

    def want_what_is_new(self) -> None:
        """Who wants everything wants the topics, too, that only this version has."""
        self._driver.execute(_EVERYTHING, [sorted(Topic)])

    def address(self, endpoint_id: UUID) -> tuple[str, Sequence[bytes]] | None:
        """Where it is, and its sealed secrets that sign now; ``None``: it is gone."""
        row = self._driver.execute(_KEYS, [self._now, endpoint_id]).fetchone()
        return None if row is None else (row[0], [each for each in row[1:] if each is not None])


def _wanted(topics: Sequence[Topic] | frozenset[Topic]) -> Sequence[Topic]:
    return list(topics or Topic)


def _view(row: Sequence[Any]) -> EndpointView:
    given = dict(zip(_NAMES, row, strict=True))
    reason = given["disabled_reason"]
    given["topics"] = [Topic(each) for each in given["topics"]]
    given["disabled_reason"] = None if reason is None else DisabledReason(reason)
    return EndpointView(**given)
