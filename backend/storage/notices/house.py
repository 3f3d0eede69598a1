"""What the operator tells and in which words, inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row

from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.contacts import Pair
from backend.domain.services.notifying.defaults import NoticeText, Which
from backend.domain.services.notifying.house import House, NoticeRules
from backend.domain.services.notifying.versions import TextVersion

Driver = Connection[Any]

_SWITCHES = "SELECT kind, channel, is_on FROM notice_switch"
_WORDS = "SELECT language, how_to_pay FROM notice_words"
_LATEST = """
SELECT DISTINCT ON (kind, channel, language) kind, channel, language, subject, content
FROM notice_template ORDER BY kind, channel, language, version DESC
"""
_VERSIONS = """
SELECT version, subject, content, created_at, created_by FROM notice_template
WHERE kind = %s AND channel = %s AND language = %s ORDER BY version
"""
_COUNTS = "SELECT kind, channel, language, count(*) FROM notice_template GROUP BY 1, 2, 3"
# One version after another, whoever else is writing one.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('notice_template', 0))"
_ADD = """
INSERT INTO notice_template
    (id, kind, channel, language, version, subject, content, created_at, created_by)
SELECT %(id)s, %(kind)s, %(channel)s, %(language)s, coalesce(max(version), 0) + 1, %(subject)s,
       %(content)s, %(at)s, %(by)s
FROM notice_template WHERE kind = %(kind)s AND channel = %(channel)s AND language = %(language)s
"""
_SWITCH = """
INSERT INTO notice_switch (kind, channel, is_on) VALUES (%s, %s, %s)
ON CONFLICT (kind, channel) DO UPDATE SET is_on = excluded.is_on
"""
_SAY = """
INSERT INTO notice_words (language, how_to_pay) VALUES (%s, %s)
ON CONFLICT (language) DO UPDATE SET how_to_pay = excluded.how_to_pay
"""

_KNOWN = frozenset(kind.value for kind in NoticeKind)


class HouseBook:
    """Reads and writes what the operator keeps of notices."""

    def __init__(self, driver: Driver, rules: NoticeRules) -> None:
        self._driver = driver
        self._rules = rules

    def house(self) -> House:
        """Everything that holds now. What another version of Vitrina knew is left out."""
        texts = {
            _which(row[:3]): NoticeText(row[3], row[4])
            for row in self._driver.execute(_LATEST)
            if row[4] is not None and row[0] in _KNOWN
        }
        switches = {
            (NoticeKind(kind), Channel(channel)): is_on
            for kind, channel, is_on in self._driver.execute(_SWITCHES)
            if kind in _KNOWN
        }
        words = {Language(row[0]): row[1] for row in self._driver.execute(_WORDS)}
        return House(rules=self._rules, switches=switches, texts=texts, how_to_pay=words)

    def versions(self, which: Which) -> list[TextVersion]:
        """What the operator has written so far, oldest first."""
        with self._driver.cursor(row_factory=class_row(TextVersion)) as cursor:
            return cursor.execute(_VERSIONS, list(which)).fetchall()

    def counts(self) -> dict[Which, int]:
        """How many versions there are of which text."""
        return {_which(row[:3]): row[3] for row in self._driver.execute(_COUNTS)}

    def add(
        self, id_: UUID, which: Which, text: NoticeText | None, now: datetime, author: str
    ) -> None:
        """Add a version; none is the way back to what is built in."""
        kind, channel, language = which
        given = {
            "id": id_,
            "kind": kind,
            "channel": channel,
            "language": language,
            "subject": text.subject if text else "",
            "content": text.content if text else None,
            "at": now,
            "by": author,
        }
        self._driver.execute(_LOCK)
        self._driver.execute(_ADD, given)

    def switch(self, switches: Mapping[Pair, bool]) -> None:
        """Tell these or not."""
        for (kind, channel), is_on in sorted(switches.items()):
            self._driver.execute(_SWITCH, [kind, channel, is_on])

    def say(self, how_to_pay: Mapping[Language, str]) -> None:
        """Say how to pay; ``""``: as it is built in."""
        for language, text in sorted(how_to_pay.items()):
            self._driver.execute(_SAY, [language, text])


def _which(row: Any) -> Which:
    kind, channel, language = row
    return NoticeKind(kind), Channel(channel), Language(language)
