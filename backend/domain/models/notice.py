"""Notice (уведомление): what a subscriber is told, where it reaches them, and in which words."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import Time
from sqlmodel import Field, SQLModel

from backend.domain.models.columns import Instant, Kopecks, Words


class Contact(SQLModel, table=True):
    """Where an account's holder can be told something. ``None``: nowhere, or as it is for all."""

    __tablename__ = "contact"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    email: str | None = Field(default=None, sa_type=Words)
    phone: str | None = Field(default=None, sa_type=Words)
    language: str | None = Field(default=None, sa_type=Words)
    time_zone: str | None = Field(default=None, sa_type=Words)
    quiet_from: time | None = Field(default=None, sa_type=Time)
    quiet_until: time | None = Field(default=None, sa_type=Time)
    changed_at: datetime = Field(sa_type=Instant)


class NoticeOptOut(SQLModel, table=True):
    """A kind of notice that a subscriber does not want by a channel."""

    __tablename__ = "notice_opt_out"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    kind: str = Field(primary_key=True, sa_type=Words)
    channel: str = Field(primary_key=True, sa_type=Words)


class NoticeSwitch(SQLModel, table=True):
    """Whether the operator tells a kind of thing by a channel at all."""

    __tablename__ = "notice_switch"

    kind: str = Field(primary_key=True, sa_type=Words)
    channel: str = Field(primary_key=True, sa_type=Words)
    is_on: bool


class NoticeWords(SQLModel, table=True):
    """What the operator says in every notice, by language."""

    __tablename__ = "notice_words"

    language: str = Field(primary_key=True, sa_type=Words)
    how_to_pay: str = Field(sa_type=Words)


class NoticeTemplate(SQLModel, table=True):
    """A version of a text; without ``content`` it is the way back to the built-in one."""

    __tablename__ = "notice_template"

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Words)
    channel: str = Field(sa_type=Words)
    language: str = Field(sa_type=Words)
    version: int
    subject: str = Field(sa_type=Words)
    content: str | None = Field(default=None, sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
    created_by: str = Field(sa_type=Words)


class Notice(SQLModel, table=True):
    """One telling of one thing by one channel; its words never change.

    ``key``: what is told of one thing has one key. ``resent_of``: the notice that somebody of the
    staff has sent again as this one.
    """

    __tablename__ = "notice"

    account_id: int = Field(primary_key=True, sa_type=Kopecks, foreign_key="account.id")
    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Words)
    channel: str = Field(sa_type=Words)
    key: str = Field(sa_type=Words)
    fact_id: UUID
    resent_of: UUID | None = None
    address: str = Field(sa_type=Words)
    language: str = Field(sa_type=Words)
    subject: str = Field(sa_type=Words)
    content: str = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Instant)
    not_before: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    state: str = Field(sa_type=Words)
    reason: str = Field(default="", sa_type=Words)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class NoticeAttempt(SQLModel, table=True):
    """One attempt to send a notice; without an answer nobody knows what became of it."""

    __tablename__ = "notice_attempt"

    account_id: int = Field(primary_key=True, sa_type=Kopecks)
    notice_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    answer: str | None = Field(default=None, sa_type=Words)
    reason: str = Field(default="", sa_type=Words)
