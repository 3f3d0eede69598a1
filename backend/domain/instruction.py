"""What a platform is told of a subscriber's acts, and how it answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Act(StrEnum):
    """What the subscriber has decided about a subscription that its platform charges."""

    CANCEL = "cancel"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One act, sent under the same ``id`` until the platform has answered for good.

    ``subscription`` is the key under which the platform knows it. ``ends_on`` is the inclusive last
    day of service, of a cancellation only. ``created_at`` is when the subscriber decided.
    """

    id: UUID
    act: Act
    account: str
    subscription: str
    ends_on: date | None = None
    created_at: datetime


class Answer(StrEnum):
    """What became of an instruction; the subscriber's will stands whatever it is."""

    DONE = "done"
    REFUSED = "refused"
    """Understood and refused for good: sending it again is of no use."""
    LATER = "later"
    """Nobody knows whether it arrived: send the same id again."""
    NOT_TOLD = "not_told"
    """The platform has no address for instructions: a person has to tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionResult:
    """An answer and, in one word for logs and people, why: ``"timeout"``, ``"status_503"``."""

    answer: Answer
    reason: str = ""
