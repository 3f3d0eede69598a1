"""Texts tried out: as an account would get them, and as a letter to the operator's own address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from backend.domain.notice import Channel, Letter
from backend.domain.services.notifying.contacts import ContactChange, ContactView, change_contact
from backend.domain.services.notifying.defaults import NoticeText, Which
from backend.domain.services.notifying.fill_notice import Words
from backend.domain.services.notifying.house import NoticeRules
from backend.domain.services.notifying.refusals import ChannelNotConfigured
from backend.domain.services.notifying.try_text import SOMEBODY, try_text
from backend.storage.notices.contacts import ContactBook
from backend.storage.notices.house import HouseBook

Driver = Connection[Any]


def preview(
    driver: Driver,
    rules: NoticeRules,
    which: Which,
    text: NoticeText | None,
    now: datetime,
    *,
    account: str | None = None,
    content: Mapping[str, Any] | None = None,
) -> Words:
    """The words of a text, or of the one that holds. Raises what ``check_text`` raises, and
    ``NotFound`` for an account that there is not."""
    house = HouseBook(driver, rules).house()
    audience = SOMEBODY
    if account is not None:
        book = ContactBook(driver)
        audience = book.audience(book.account_id(account))
    tried = text or house.text(which)
    return try_text(which, tried, house, now, audience=audience, content=content)


def example_letter(
    driver: Driver, rules: NoticeRules, which: Which, to: str, *, id_: UUID, now: datetime
) -> Letter:
    """A letter with example values. Raises ``ChannelNotConfigured``, and ``InvalidRequest`` for an
    address that is none."""
    kind, channel, language = which
    if channel not in rules.channels:
        raise ChannelNotConfigured
    field = "email" if channel is Channel.EMAIL else "phone"
    checked = change_contact(ContactView(), ContactChange(fields={field: to}))
    words = preview(driver, rules, which, None, now)
    return Letter(
        id=id_,
        account=SOMEBODY.number,
        to=checked.address(channel),
        language=language,
        kind=kind,
        subject=words.subject,
        text=words.content,
        created_at=now,
    )
