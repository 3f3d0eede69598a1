"""What the staff is answered about notices and their texts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import AccountNumber, Outgoing
from backend.domain.notice import Channel, Language, NoticeKind, NoticeState, SendAnswer
from backend.domain.services.notifying.defaults import NoticeText
from backend.domain.services.notifying.fill_notice import Words
from backend.domain.services.notifying.versions import TextVersion
from backend.storage.notices.log import AttemptView, NoticeView


class StaffNoticeResult(Outgoing):
    """A notice as it stands."""

    id: UUID
    account: AccountNumber
    at: datetime
    kind: NoticeKind
    channel: Channel
    state: NoticeState
    reason: str = Field(description="Why it stands so, in one word.", examples=["status_550"])
    to: str = Field(description="The address; empty where there was none.")
    language: Language
    subject: str
    not_before: datetime = Field(description="When it could be told at the earliest.")
    expires_at: datetime = Field(description="After that it is not worth telling.")
    attempts: int
    next_attempt_at: datetime | None = None
    sent_at: datetime | None = None
    resent_of: UUID | None = Field(None, description="The notice of which it is a copy.")

    @classmethod
    def of(cls, view: NoticeView) -> Self:
        """The wire form."""
        return cls(**_fields(view))


class AttemptResult(Outgoing):
    """One attempt. Without an answer it is under way, or nobody knows what became of it."""

    number: int
    at: datetime
    answer: SendAnswer | None = None
    reason: str


class NoticeDetails(StaffNoticeResult):
    """A notice with its words and every attempt, oldest first."""

    text: str
    fact: UUID = Field(description="What it tells of: the id of the event.")
    log: list[AttemptResult]

    @classmethod
    def whole(cls, view: NoticeView, attempts: Sequence[AttemptView]) -> Self:
        """The wire form."""
        log = [AttemptResult.model_validate(each, from_attributes=True) for each in attempts]
        return cls(**_fields(view), text=view.content, fact=view.fact_id, log=log)


class StaffNoticesResult(Outgoing):
    """Newest first."""

    notices: list[StaffNoticeResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class TriedNoticeResult(Outgoing):
    """What came of a test."""

    answer: SendAnswer
    reason: str = Field(description="In one word; empty where all is well.")


class NoticeTextResult(Outgoing):
    """A text that holds."""

    kind: NoticeKind
    channel: Channel
    language: Language
    subject: str = Field(description="Of a mail.")
    text: str
    built_in: bool
    versions: int = Field(description="How many the operator has written.")


class NoticeTextsResult(Outgoing):
    """Every text, and what it may contain."""

    templates: list[NoticeTextResult]
    placeholders: dict[NoticeKind, dict[str, str]] = Field(
        description="By kind: what a text may contain between braces, and what stands for it."
    )


class NoticeVersionResult(Outgoing):
    """What the operator has written; it never changes."""

    version: int
    built_in: bool = Field(description="The operator went back to the built-in text.")
    subject: str
    text: str
    at: datetime
    by: str


class NoticeTextDetails(Outgoing):
    """A text with what it was before, oldest first."""

    kind: NoticeKind
    channel: Channel
    language: Language
    subject: str
    text: str
    built_in: bool
    default_subject: str
    default_text: str
    placeholders: dict[str, str]
    versions: list[NoticeVersionResult]


class NoticePreviewResult(Outgoing):
    """As somebody would get it."""

    subject: str
    text: str

    @classmethod
    def of(cls, words: Words) -> Self:
        """The wire form."""
        return cls(subject=words.subject, text=words.content)


def version_of(version: TextVersion, default: NoticeText) -> NoticeVersionResult:
    """The wire form."""
    built_in = version.content is None
    return NoticeVersionResult(
        version=version.version,
        built_in=built_in,
        subject=default.subject if built_in else version.subject,
        text=default.content if version.content is None else version.content,
        at=version.created_at,
        by=version.created_by,
    )


def _fields(view: NoticeView) -> dict[str, object]:
    shown = StaffNoticeResult.model_fields.keys() - {"at", "to"}
    fields = {name: getattr(view, name) for name in shown}
    return {**fields, "at": view.created_at, "to": view.address}
