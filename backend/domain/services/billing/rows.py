"""Rows that billing writes, beside those of the ledger: columns in the order they are stored."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from backend.domain.instruction import Act
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.booking.end import BookingEnd
from backend.domain.services.charging.rows import (
    EntryRow,
    SubscriptionEventRow,
    TransactionRow,
)
from backend.domain.services.charging.state import AccountState
from backend.domain.values.billing import ChargingMode, PeriodKind
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import VatKind


class BilledChargeRow(NamedTuple):
    """A charge that billing made. Its id is its ledger transaction's; sums in kopecks."""

    account_id: int
    id: UUID
    integrator_id: int
    subscription_id: UUID
    product_id: UUID
    amount: int
    full_price: int
    text: str
    period_start: date
    period_end: date
    business_date: date
    charge_type: str
    template_id: UUID
    quantity: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str
    mode: ChargingMode
    run_id: UUID | None


class PeriodRow(NamedTuple):
    """A row of a subscription's chain of periods."""

    account_id: int
    subscription_id: UUID
    seq: int
    previous_seq: int | None
    period_start: date
    period_end: date
    kind: PeriodKind
    run_id: UUID | None


class BegunRow(NamedTuple):
    """A new billing-charged subscription, as it is before its first line is settled."""

    account_id: int
    id: UUID
    integrator_id: int
    product_id: UUID
    external_key: str
    state: SubscriptionState
    created_at: datetime
    mode: ChargingMode
    quantity: int
    anchor: date
    next_start: date
    trial_until: date | None
    parent_id: UUID | None


class TrialRow(NamedTuple):
    """The one trial that an account has of a product."""

    account_id: int
    product_id: UUID
    subscription_id: UUID
    trial_until: date


class ConsentRow(NamedTuple):
    """To which offer the subscriber agreed; ``text_hash`` is SHA-256 in hex."""

    account_id: int
    subscription_id: UUID
    id: UUID
    version: str
    at: datetime
    address: str
    text_hash: str


class RefundRow(NamedTuple):
    """A part of a charge given back, for the days that were not used; sums in kopecks.

    Its id is its ledger transaction's.
    """

    account_id: int
    id: UUID
    charge_id: UUID
    amount: int
    vat_amount: int
    text: str
    period_start: date
    period_end: date
    business_date: date
    actor: str


class CancellationRow(NamedTuple):
    """How a platform-charged subscription stands after its subscriber has left it, or stayed."""

    account_id: int
    id: UUID
    state: SubscriptionState
    cancel_on: date | None


class InstructionRow(NamedTuple):
    """What a platform is to be told; ``ends_on`` is the first day without service."""

    account_id: int
    id: UUID
    subscription_id: UUID
    integrator_id: int
    action: Act
    ends_on: date | None
    created_at: datetime
    next_attempt_at: datetime


@dataclass(slots=True)
class BillingChanges:
    """Everything that billing writes for some accounts, in one transaction."""

    accounts: dict[int, AccountState] = field(default_factory=dict)
    begun: list[BegunRow] = field(default_factory=list)
    consents: list[ConsentRow] = field(default_factory=list)
    trials: list[TrialRow] = field(default_factory=list)
    transactions: list[TransactionRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    charges: list[BilledChargeRow] = field(default_factory=list)
    refunds: list[RefundRow] = field(default_factory=list)
    periods: list[PeriodRow] = field(default_factory=list)
    subscriptions: dict[UUID, BilledSubscription] = field(default_factory=dict)
    events: list[SubscriptionEventRow] = field(default_factory=list)
    cancellations: dict[UUID, CancellationRow] = field(default_factory=dict)
    instructions: list[InstructionRow] = field(default_factory=list)
    bookings: list[BookingEnd] = field(default_factory=list)

    def charges_of(self, account_id: int) -> list[UUID]:
        """The charges of one account."""
        return [charge.id for charge in self.charges if charge.account_id == account_id]
