"""Contacts and what subscribers have chosen, inside the caller's transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.notice import Channel, Language, NoticeKind
from backend.domain.services.notifying.contacts import ContactView
from backend.domain.services.notifying.draft_notices import Audience
from backend.domain.services.notifying.quiet_hours import QuietHours

Driver = Connection[Any]

_ACCOUNT = "SELECT id FROM account WHERE number = %s"
# The row is there after this, so two who change it at once do so one after another.
_LOCK = """
INSERT INTO contact (account_id, changed_at) VALUES (%s, %s)
ON CONFLICT (account_id) DO UPDATE SET changed_at = excluded.changed_at
"""
_READ = """
SELECT a.id, a.number, a.holder, c.email, c.phone, c.language, c.time_zone, c.quiet_from,
       c.quiet_until,
       ARRAY(SELECT kind || ' ' || channel FROM notice_opt_out o WHERE o.account_id = a.id)
FROM account a LEFT JOIN contact c ON c.account_id = a.id
WHERE a.id = ANY (%s)
"""
_WRITE = """
UPDATE contact SET email = %s, phone = %s, language = %s, time_zone = %s, quiet_from = %s,
                   quiet_until = %s
WHERE account_id = %s
"""
_FORGET = "DELETE FROM notice_opt_out WHERE account_id = %s"
_OPT_OUT = "INSERT INTO notice_opt_out (account_id, kind, channel) VALUES (%s, %s, %s)"


def audiences(driver: Driver, account_ids: Collection[int]) -> dict[int, Audience]:
    """Who is told, by account; those that there are."""
    rows = driver.execute(_READ, [list(account_ids)]).fetchall()
    return {row[0]: _audience(row[1:]) for row in rows}


class ContactBook:
    """One account's contact."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def account_id(self, number: str) -> int:
        """Whose number it is. Raises ``NotFound``."""
        row = self._driver.execute(_ACCOUNT, [number]).fetchone()
        if row is None:
            raise NotFound("there is no such account")
        return int(row[0])

    def audience(self, account_id: int) -> Audience:
        """Who is told, and where."""
        return audiences(self._driver, [account_id])[account_id]

    def lock(self, account_id: int, now: datetime) -> ContactView:
        """The contact, which nobody else changes until the end."""
        self._driver.execute(_LOCK, [account_id, now])
        return self.audience(account_id).contact

    def write(self, account_id: int, contact: ContactView) -> None:
        """Keep one that was locked and changed."""
        quiet = contact.quiet
        hours = (quiet.begin, quiet.end) if quiet else (None, None)
        self._driver.execute(
            _WRITE,
            [contact.email, contact.phone, contact.language, contact.time_zone, *hours, account_id],
        )
        self._driver.execute(_FORGET, [account_id])
        for kind, channel in sorted(contact.opted_out):
            self._driver.execute(_OPT_OUT, [account_id, kind, channel])


def _audience(row: Sequence[Any]) -> Audience:
    number, holder, email, phone, language, time_zone, begin, end, opted_out = row
    pairs = (each.split(" ") for each in opted_out)
    contact = ContactView(
        email=email,
        phone=phone,
        language=Language(language) if language else None,
        time_zone=time_zone,
        quiet=None if begin is None else QuietHours(begin, end),
        opted_out=frozenset((NoticeKind(kind), Channel(channel)) for kind, channel in pairs),
    )
    return Audience(number=number, holder=holder, contact=contact)
