"""What a correction is asked for, and what is stored of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.domain.services.charging.state import AccountState
from backend.domain.values.billing import ChargingMode
from backend.domain.values.period import Period


class CorrectionKind(StrEnum):
    """What is given back."""

    REVERSAL = "reversal"
    """All that is left: the charge does not stand any more."""
    REFUND = "refund"
    """A part, or all of it; the charge stands, and so does what it paid for."""


class CorrectionState(StrEnum):
    """``pending`` becomes one of the others, once."""

    PENDING = "pending"
    APPLIED = "applied"
    REJECTED = "rejected"
    EXPIRED = "expired"
    FAILED = "failed"
    """Confirmed too late: less is left of the charge than was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks or decides, as it stands in the record. A script is nobody in particular."""

    name: str
    is_script: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectCharge:
    """Give a charge back. ``key`` makes it once, however often it is sent.

    A refund is of ``amount`` kopecks, or of the unused days from ``first_day`` on; a reversal is
    of all that is left.
    """

    charge_id: UUID
    kind: CorrectionKind
    reason: str
    key: str
    by: Person
    amount: int | None = None
    first_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRules:
    """``limit``: kopecks of one charge that a single person may give back, all corrections
    together. ``lifetime``: how long a correction waits for its second person."""

    limit: int
    lifetime: timedelta


@dataclass(slots=True, kw_only=True)
class CorrectedCharge:
    """A charge with its locked account. ``external_id`` is its platform's. Sums in kopecks."""

    account: AccountState
    id: UUID
    integrator_id: int
    external_id: str | None
    subscription_id: UUID
    mode: ChargingMode
    amount: int
    vat_amount: int
    refunded: int
    reversed: bool
    text: str
    period: Period | None

    @property
    def left(self) -> int:
        """What may still come back of it."""
        return 0 if self.reversed else self.amount - self.refunded


class CorrectionRow(NamedTuple):
    """A correction, columns in the order they are stored."""

    id: UUID
    account_id: int
    charge_id: UUID
    kind: CorrectionKind
    amount: int
    first_day: date | None
    reason: str
    key: str
    fingerprint: bytes
    second_person: bool
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    state: CorrectionState
    decided_by: str | None
    decided_at: datetime | None
    decision_reason: str
    transaction_id: UUID | None
