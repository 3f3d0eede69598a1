"""What a subscriber, or the operator's staff for one, may ask for. Frozen, made by an edge."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class RefundPolicy(StrEnum):
    """What an immediate end gives back."""

    NONE = "none"
    REMAINING_DAYS = "remaining_days"
    """The part of what was charged for days from today on."""


class ChangeTime(StrEnum):
    """From when a subscription is to another product."""

    NOW = "now"
    NEXT_PERIOD = "next_period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """To which offer the subscriber agreed, from which address.

    ``text_hash`` is the SHA-256 of the offer's text, in lower-case hex.
    """

    version: str
    text_hash: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``account`` is the account number; ``actor`` is who asks, as it stands in the history."""

    account: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe(Command):
    """Begin a subscription today and pay its first period. A bundle brings what it contains."""

    product_id: UUID
    consent: Consent
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Command):
    """End a subscription with what is paid, or at once; ``refund`` counts only for the latter."""

    subscription_id: UUID
    immediately: bool = False
    refund: RefundPolicy = RefundPolicy.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoUnsubscribe(Command):
    """Keep a subscription that was to end."""

    subscription_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Command):
    """Stop a subscription when what is paid is over, until the subscriber comes back."""

    subscription_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Come back from a pause: the rest of the period is paid."""

    subscription_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProduct(Command):
    """Go over to another product. Without ``when`` a dearer one begins now, a cheaper one with
    the next period. To the product it has already: a planned change is given up."""

    subscription_id: UUID
    product_id: UUID
    when: ChangeTime | None = None
