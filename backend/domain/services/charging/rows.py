"""Rows that a batch writes: one tuple type per table, columns in the order they are stored."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from backend.domain.values.codes import Code, Door, OperationKind, OperationStatus
from backend.domain.values.status import HoldState, SubscriptionState
from backend.domain.values.vat import VatKind


class OperationRow(NamedTuple):
    """One external command with the hash of its content and its result."""

    integrator_id: int
    kind: OperationKind
    external_id: str
    id: UUID
    account_id: int | None
    fingerprint: bytes
    status: OperationStatus
    code: Code
    amount: int | None
    available: int | None
    target_id: UUID | None
    door: Door
    correlation_id: str
    recorded_at: datetime


class TransactionRow(NamedTuple):
    """One movement in the ledger; ``reverses`` names the movement that it undoes."""

    account_id: int
    id: UUID
    kind: str
    reverses: UUID | None
    business_date: date
    recorded_at: datetime


class EntryRow(NamedTuple):
    """One проводка: ``amount`` kopecks from the debited ledger account to the credited one."""

    account_id: int
    transaction_id: UUID
    line: int
    debit: str
    credit: str
    amount: int
    integrator_id: int


class ChargeRow(NamedTuple):
    """What a charge was for, and its tax as it was. Its id is its ledger transaction's id."""

    account_id: int
    id: UUID
    integrator_id: int
    external_id: str
    subscription_id: UUID
    product_id: UUID
    hold_id: UUID | None
    amount: int
    full_price: int | None
    text: str
    period_start: date | None
    period_end: date | None
    business_date: date
    charge_type: str
    template_id: UUID | None
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    vat_note: str


class HoldRow(NamedTuple):
    """Money kept aside."""

    account_id: int
    id: UUID
    integrator_id: int
    external_id: str
    subscription_key: str
    product: str
    product_title: str | None
    amount: int
    remaining: int
    state: HoldState
    text: str
    expires_at: datetime
    created_at: datetime


class PaymentRow(NamedTuple):
    """Money that came in. Its id is its ledger transaction's id."""

    account_id: int
    id: UUID
    document: str
    amount: int
    text: str
    received_at: datetime


class ProductRow(NamedTuple):
    """A product seen for the first time: an operator completes it later."""

    id: UUID
    integrator_id: int
    code: str
    title: str
    created_at: datetime


class SubscriptionRow(NamedTuple):
    """A subscription seen for the first time."""

    account_id: int
    id: UUID
    integrator_id: int
    product_id: UUID
    external_key: str
    state: SubscriptionState
    paid_through: date | None
    created_at: datetime


class SubscriptionEventRow(NamedTuple):
    """One step in a subscription's life: when, from, to, who and why.

    ``product_id`` is the product after it; ``former_product_id`` the one before, where it changed.
    """

    account_id: int
    subscription_id: UUID
    id: UUID
    at: datetime
    from_state: SubscriptionState | None
    to_state: SubscriptionState
    actor: str
    reason: str
    product_id: UUID
    former_product_id: UUID | None = None
