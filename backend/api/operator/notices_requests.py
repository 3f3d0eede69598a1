"""What the staff sends about notices and their texts."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic.types import StringConstraints

from backend.api.notice_wire import OneChannel, OneKind, OneLanguage
from backend.api.operator.catalogue_requests import Reason
from backend.api.wire import AccountNumber, Incoming
from backend.domain.notice import Language, NoticeKind
from backend.domain.services.notifying.check_text import MAX_CONTENT, MAX_SUBJECT
from backend.domain.services.notifying.contacts import MAX_EMAIL
from backend.domain.services.notifying.defaults import NoticeText, Which

_Subject = Annotated[str, StringConstraints(max_length=MAX_SUBJECT, pattern=r"^[^\x00-\x1f\x7f]*$")]
_Content = Annotated[
    str, StringConstraints(max_length=MAX_CONTENT, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")
]


class _OfText(Incoming):
    kind: OneKind
    channel: OneChannel
    language: OneLanguage

    @property
    def which(self) -> Which:
        """Which text."""
        return self.kind, self.channel, self.language


class SaveNoticeTemplate(_OfText):
    """A new text, in force at once."""

    subject: _Subject = Field("", description="Of a mail, and of nothing else.")
    text: _Content = Field(
        description="With names between braces: see `placeholders`.",
        examples=["{date} спишется {amount}. {shortage}"],
    )
    reason: Reason = ""

    def written(self) -> NoticeText:
        """As the domain wants it."""
        return NoticeText(self.subject, self.text)


class ResetNoticeTemplate(_OfText):
    """Back to the built-in text."""

    reason: Reason = ""


class PreviewNoticeTemplate(_OfText):
    """The text that holds, or one that is not saved; nothing is kept."""

    subject: _Subject | None = None
    text: _Content | None = Field(None, description="Left out: the text that holds.")
    account: AccountNumber | None = Field(
        None, description="Whose names are used, and whose next debit where the kind is of one."
    )

    @model_validator(mode="after")
    def _subject_goes_with_text(self) -> Self:
        if self.subject is not None and self.text is None:
            raise ValueError("a subject goes with a text")
        return self

    def written(self) -> NoticeText | None:
        """What is tried, where it is not what holds."""
        return None if self.text is None else NoticeText(self.subject or "", self.text)


class SendTestNotice(Incoming):
    """A notice with example values, to an address of the operator's own."""

    channel: OneChannel
    to: Annotated[str, StringConstraints(min_length=1, max_length=MAX_EMAIL)] = Field(
        description="A mail address or a telephone number.", examples=["name@example.com"]
    )
    kind: OneKind = NoticeKind.COMING_DEBIT
    language: OneLanguage = Language.RU
    reason: Reason = ""


class ResendNotice(Incoming):
    """Why a notice is sent again."""

    reason: Reason = ""
