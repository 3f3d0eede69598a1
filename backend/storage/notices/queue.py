"""Notices that wait: taken one at a time, each by one worker.

To take one is to note the attempt and when the next one is due, so whoever dies between sending and
recording leaves nothing to clean up: the same id is sent again then, and a mail server or a gateway
that knows ids shows it once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.notice import (
    Channel,
    Language,
    Letter,
    NoticeKind,
    NoticeState,
    SendAnswer,
    SendResult,
)
from backend.domain.services.notifying.draft_notices import OPTED_OUT, Audience
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.quiet_hours import earliest
from backend.storage.notices.contacts import audiences

Driver = Connection[Any]

TOO_LATE = "too_late"

_NEXT = """
SELECT account_id, id, kind, channel, address, language, subject, content, created_at, expires_at,
       resent_of IS NOT NULL
FROM notice
WHERE state = 'waiting' AND next_attempt_at <= %s AND channel = ANY (%s)
ORDER BY next_attempt_at, id LIMIT 1
FOR UPDATE SKIP LOCKED
"""
# Attempts are 1, 2, 4 ... minutes apart, at last an hour: longer than any attempt takes.
_TAKE = """
UPDATE notice
SET attempts = attempts + 1,
    next_attempt_at = %(now)s::timestamptz
        + least(interval '1 minute' * 2 ^ least(attempts, 9), interval '1 hour')
WHERE account_id = %(account)s AND id = %(id)s
RETURNING attempts
"""
_NOTE = "INSERT INTO notice_attempt (account_id, notice_id, number, at) VALUES (%s, %s, %s, %s)"
_POSTPONE = "UPDATE notice SET next_attempt_at = %s WHERE account_id = %s AND id = %s"
_END = """
UPDATE notice
SET state = %(state)s, reason = %(reason)s, next_attempt_at = NULL,
    sent_at = CASE WHEN %(state)s = 'sent' THEN %(now)s::timestamptz END
WHERE account_id = %(account)s AND id = %(id)s AND state = 'waiting'
"""
_ANSWERED = """
UPDATE notice_attempt SET answer = %s, reason = %s
WHERE account_id = %s AND notice_id = %s AND number = %s
"""
_STATES = {SendAnswer.SENT: NoticeState.SENT, SendAnswer.REFUSED: NoticeState.FAILED}


class Passed(Enum):
    """Why nothing was taken."""

    NOTHING_DUE = auto()
    POSTPONED = auto()
    """It is not the time to tell it."""
    ENDED = auto()
    """It is not to be told any more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice of which an attempt is to be made now."""

    account_id: int
    channel: Channel
    letter: Letter
    attempt: int


@dataclass(frozen=True, slots=True)
class _Row:
    account_id: int
    id: UUID
    kind: str
    channel: str
    address: str
    language: str
    subject: str
    content: str
    created_at: datetime
    expires_at: datetime
    is_resent: bool


class NoticeQueue:
    """What waits, inside the caller's transaction."""

    def __init__(self, driver: Driver, rules: NoticeRules, now: datetime) -> None:
        self._driver = driver
        self._rules = rules
        self._now = now

    def take(self, channels: Collection[Channel]) -> Taken | Passed:
        """Take the one that has been due longest, or say why there is none to tell."""
        found = self._driver.execute(_NEXT, [self._now, list(channels)]).fetchone()
        if found is None:
            return Passed.NOTHING_DUE
        row = _Row(*found)
        if row.expires_at <= self._now:
            return self._end(row, NoticeState.EXPIRED, TOO_LATE)
        audience = audiences(self._driver, [row.account_id])[row.account_id]
        contact = audience.contact
        if (row.kind, row.channel) in contact.opted_out and not row.is_resent:
            return self._end(row, NoticeState.SUPPRESSED, OPTED_OUT)
        zone, quiet = self._rules.zone_of(contact), self._rules.quiet_of(contact)
        due = earliest(self._now, quiet, zone)
        if due > self._now:
            return self._postpone(row, min(due, row.expires_at))
        return self._taken(row, audience)

    def answered(self, taken: Taken, result: SendResult) -> None:
        """Note what came of an attempt; one that ended the notice stands."""
        id_ = taken.letter.id
        self._driver.execute(
            _ANSWERED, [result.answer, result.reason, taken.account_id, id_, taken.attempt]
        )
        if state := _STATES.get(result.answer):
            given = {"state": state, "reason": result.reason, "now": self._now}
            self._driver.execute(_END, {**given, "account": taken.account_id, "id": id_})

    def _taken(self, row: _Row, audience: Audience) -> Taken:
        given = {"now": self._now, "account": row.account_id, "id": row.id}
        updated = self._driver.execute(_TAKE, given).fetchone()
        attempt = updated[0] if updated else 0
        self._driver.execute(_NOTE, [row.account_id, row.id, attempt, self._now])
        letter = Letter(
            id=row.id,
            account=audience.number,
            to=row.address,
            language=Language(row.language),
            kind=NoticeKind(row.kind),
            subject=row.subject,
            text=row.content,
            created_at=row.created_at,
        )
        return Taken(row.account_id, Channel(row.channel), letter, attempt)

    def _end(self, row: _Row, state: NoticeState, reason: str) -> Passed:
        given = {"state": state, "reason": reason, "now": self._now}
        self._driver.execute(_END, {**given, "account": row.account_id, "id": row.id})
        return Passed.ENDED

    def _postpone(self, row: _Row, due: datetime) -> Passed:
        self._driver.execute(_POSTPONE, [due, row.account_id, row.id])
        return Passed.POSTPONED
