"""Notices (уведомления): of what a subscriber is told, by which channel, and what came of it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class NoticeKind(StrEnum):
    """Of what somebody is told."""

    COMING_DEBIT = "coming_debit"
    DEBIT_DONE = "debit_done"
    MONEY_REFUSED = "money_refused"
    """A platform asked for more than there was."""
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TRIAL_ENDING = "trial_ending"
    PRICE_CHANGE = "price_change"
    ADVANCE_INVOICE = "advance_invoice"


class Channel(StrEnum):
    """By which way."""

    EMAIL = "email"
    GATEWAY = "gateway"
    """The operator's own gateway to SMS or a messenger."""


class Language(StrEnum):
    """In which words."""

    RU = "ru"
    EN = "en"


class NoticeState(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Refused for good."""
    EXPIRED = "expired"
    """Not told while it was worth telling."""
    SUPPRESSED = "suppressed"
    """Not meant to be told: the reason says why."""


class SendAnswer(StrEnum):
    """What came of one attempt."""

    SENT = "sent"
    REFUSED = "refused"
    """For good: sending it again is of no use."""
    LATER = "later"
    """Nobody knows whether it arrived, or it did not: send it again under the same id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice on its way. ``account`` is its number; ``to`` an address of the channel's own form.
    The same ``id``, however often it is sent."""

    id: UUID
    account: str
    to: str
    language: Language
    kind: NoticeKind
    subject: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """``reason`` in one word for logs and people, as ``"timeout"``. ``is_down``: what went wrong
    would go wrong with every other letter, too."""

    answer: SendAnswer
    reason: str = ""
    is_down: bool = False


class NoticeLine(Protocol):
    """A way to one channel, for several letters one after another."""

    def send(self, letter: Letter) -> SendResult:
        """One attempt, ended within half a minute; never raises. The caller repeats it."""
        ...


class NoticeChannel(Protocol):
    """A configured channel."""

    @property
    def channel(self) -> Channel:
        """Which one it is."""
        ...

    def line(self) -> AbstractContextManager[NoticeLine]:
        """A line, opened with its first letter and closed in the end. For one thread."""
        ...
