"""The delivery log: notices with every attempt, and sending one again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.errors import NotFound
from backend.domain.notice import Channel, NoticeKind, NoticeState
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.refusals import NoAddress, StillWaiting
from backend.storage.notices.contacts import audiences
from backend.storage.searching.accounts import account_id_of
from backend.storage.searching.conditions import where

Driver = Connection[Any]

_LINE = """
SELECT n.id, a.number AS account, n.account_id, n.kind, n.channel, n.state, n.reason, n.address,
       n.language, n.subject, n.content, n.created_at, n.not_before, n.expires_at, n.attempts,
       n.next_attempt_at, n.sent_at, n.resent_of, n.fact_id, n.key
FROM notice n JOIN account a ON a.id = n.account_id
"""
_CONDITIONS = {
    "account_id": "n.account_id = %(account_id)s",
    "kind": "n.kind = %(kind)s",
    "channel": "n.channel = %(channel)s",
    "state": "n.state = %(state)s",
    "since": "n.created_at >= %(since)s",
    "until": "n.created_at < %(until)s",
    "before": "n.id < %(before)s",
}
_ORDER = "ORDER BY n.id DESC LIMIT %(limit)s"
_ATTEMPTS = """
SELECT number, at, answer, reason FROM notice_attempt
WHERE account_id = %s AND notice_id = %s ORDER BY number
"""
_WAITS = """
SELECT FROM notice
WHERE account_id = %s AND (id = %s OR resent_of = %s) AND state = 'waiting'
"""
_LOCK = "SELECT FROM notice WHERE account_id = %s AND id = %s FOR UPDATE"
_RESEND = """
INSERT INTO notice (account_id, id, kind, channel, key, fact_id, resent_of, address, language,
                    subject, content, created_at, not_before, expires_at, state, next_attempt_at)
SELECT account_id, %(new)s, kind, channel,
       key || '#' || (SELECT count(*) FROM notice r
                      WHERE r.account_id = n.account_id AND r.resent_of = n.id),
       fact_id, id, %(address)s, language, subject, content, %(now)s, %(now)s, %(end)s, 'waiting',
       %(now)s
FROM notice n WHERE account_id = %(account)s AND id = %(id)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice as it stands."""

    id: UUID
    account: str
    account_id: int
    kind: str
    channel: str
    state: str
    reason: str
    address: str
    language: str
    subject: str
    content: str
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    attempts: int
    next_attempt_at: datetime | None
    sent_at: datetime | None
    resent_of: UUID | None
    fact_id: UUID
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """``answer`` is ``None`` while it is under way, or where nobody knows."""

    number: int
    at: datetime
    answer: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeQuery:
    """What is looked for; ``None`` is anything."""

    account: str | None = None
    account_id: int | None = None
    kind: NoticeKind | None = None
    channel: Channel | None = None
    state: NoticeState | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: UUID | None = None
    limit: int = 50


class NoticeLog:
    """Finds notices, and lets one be sent again, inside the caller's transaction."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def find(self, query: NoticeQuery) -> list[NoticeView]:
        """Newest first. Raises ``NotFound`` for an account that there is not."""
        given: dict[str, Any] = {
            name: getattr(query, name) for name in (*_CONDITIONS, "limit") if hasattr(query, name)
        }
        if query.account is not None:
            given["account_id"] = account_id_of(self._driver, query.account)
        with self._driver.cursor(row_factory=class_row(NoticeView)) as cursor:
            found = f"{_LINE} {where(_CONDITIONS, given)} {_ORDER}"
            return cursor.execute(found.encode(), given).fetchall()

    def one(self, notice_id: UUID) -> tuple[NoticeView, list[AttemptView]]:
        """A notice with its attempts, oldest first. Raises ``NotFound``."""
        with self._driver.cursor(row_factory=class_row(NoticeView)) as cursor:
            view = cursor.execute(f"{_LINE} WHERE n.id = %s".encode(), [notice_id]).fetchone()
        if view is None:
            raise NotFound("there is no such notice")
        with self._driver.cursor(row_factory=class_row(AttemptView)) as cursor:
            attempts = cursor.execute(_ATTEMPTS, [view.account_id, notice_id]).fetchall()
        return view, attempts

    def resend(self, notice_id: UUID, new_id: UUID, rules: NoticeRules, now: datetime) -> None:
        """Let the same words wait once more as a notice of their own, to where its account is
        reached today. Raises ``NotFound``, ``StillWaiting`` and ``NoAddress``."""
        view, _ = self.one(notice_id)
        self._driver.execute(_LOCK, [view.account_id, notice_id])
        if self._driver.execute(_WAITS, [view.account_id, notice_id, notice_id]).rowcount:
            raise StillWaiting
        contact = audiences(self._driver, [view.account_id])[view.account_id].contact
        address = contact.address(Channel(view.channel))
        if not address:
            raise NoAddress
        given = {"new": new_id, "account": view.account_id, "id": notice_id, "address": address}
        self._driver.execute(_RESEND, {**given, "now": now, "end": now + rules.keep})
