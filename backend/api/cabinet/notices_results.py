"""What the cabinet is answered about notices."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.notice_wire import ContactState, contact_fields
from backend.api.wire import Outgoing
from backend.domain.notice import Channel, Language, NoticeKind, NoticeState
from backend.storage.notices.contact_desk import NoticeSettings
from backend.storage.notices.log import NoticeView


class OfferedNotice(Outgoing):
    """A kind of notice by a channel, and whether it is told."""

    kind: NoticeKind
    channel: Channel
    offered: bool = Field(description="Whether the operator tells it at all.")
    wanted: bool = Field(description="Whether the subscriber has not opted out of it.")


class NoticeSettingsResult(ContactState):
    """The contact, and everything that can be chosen."""

    choices: list[OfferedNotice]

    @classmethod
    def of(cls, settings: NoticeSettings) -> Self:
        """The wire form."""
        house, contact = settings.house, settings.contact
        told = house.told()
        return cls(
            **contact_fields(contact, house.rules),
            choices=[
                OfferedNotice(
                    kind=kind,
                    channel=channel,
                    offered=(kind, channel) in told,
                    wanted=(kind, channel) not in contact.opted_out,
                )
                for kind in NoticeKind
                for channel in Channel
            ],
        )


class NoticeResult(Outgoing):
    """A notice, as it was told."""

    id: UUID
    at: datetime
    kind: NoticeKind
    channel: Channel
    state: NoticeState
    to: str = Field(description="The address; empty where there was none.")
    language: Language
    subject: str = Field(description="Of a mail.")
    text: str
    sent_at: datetime | None = None

    @classmethod
    def of(cls, view: NoticeView) -> Self:
        """The wire form."""
        return cls(
            id=view.id,
            at=view.created_at,
            kind=NoticeKind(view.kind),
            channel=Channel(view.channel),
            state=NoticeState(view.state),
            to=view.address,
            language=Language(view.language),
            subject=view.subject,
            text=view.content,
            sent_at=view.sent_at,
        )


class NoticesResult(Outgoing):
    """Newest first."""

    notices: list[NoticeResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")
