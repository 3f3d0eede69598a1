"""What a batch knows: rows loaded at its start, kept current as its commands are decided.

Commands of one batch see each other's effects through this state, in the order in which they came,
exactly as if each had run alone. What must be written is collected in ``Changes``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.commands import OperationKey
from backend.domain.services.booking.end import BookingEnd
from backend.domain.services.charging.rows import (
    ChargeRow,
    EntryRow,
    HoldRow,
    OperationRow,
    PaymentRow,
    ProductRow,
    SubscriptionEventRow,
    SubscriptionRow,
    TransactionRow,
)
from backend.domain.values.codes import Code, OperationStatus
from backend.domain.values.ledger import LedgerAccount
from backend.domain.values.moment import Moment
from backend.domain.values.status import AccountStatus, HoldState, SubscriptionState


@dataclass(slots=True)
class Elsewhere:
    """Money that another billing keeps, as far as a decision may rely on it. Sums in kopecks.

    ``reserved``: what that billing has set aside for what is being decided; ``refusal``: why it has
    not, and until it is asked nothing may be taken. ``told``: what it said was left beside that, if
    it did. ``taken``: what has been decided to be taken.
    """

    reserved: int = 0
    refusal: Code | None = Code.BOOK_UNAVAILABLE
    told: int | None = None
    taken: int = 0

    def move(self, amount: int) -> None:
        """Take from what is reserved; what is given back is that billing's to give."""
        if amount < 0:
            self.reserved += amount
            self.taken -= amount


@dataclass(slots=True)
class AccountState:
    """A locked account. Sums in kopecks.

    ``spent_today``: what each integrator has charged today and still holds; what counts for its
    daily limit. ``elsewhere`` is ``None`` where the account's money is kept here.
    """

    id: int
    number: str
    status: AccountStatus
    balance: int
    held: int
    credit_limit: int
    promised: int
    promised_until: datetime | None
    elsewhere: Elsewhere | None = None
    spent_today: dict[int, int] = field(default_factory=dict)
    balance_delta: int = 0
    held_delta: int = 0

    def available(self, at: datetime) -> int:
        """What may be taken now: balance − held + credit limit + promised payment while it lasts;
        of money kept elsewhere, what is set aside there."""
        if self.elsewhere is not None:
            return self.elsewhere.reserved
        promised = self.promised if self.promised_until and at < self.promised_until else 0
        return self.balance - self.held + self.credit_limit + promised

    def told_available(self, at: datetime) -> int | None:
        """What its owner could spend now; ``None`` where only another billing knows."""
        if self.elsewhere is None:
            return self.available(at)
        told = self.elsewhere.told
        return None if told is None else told + self.elsewhere.reserved

    @property
    def side(self) -> LedgerAccount:
        """The subscriber's side of its entries."""
        return LedgerAccount.SUBSCRIBER if self.elsewhere is None else LedgerAccount.ELSEWHERE

    def move(self, balance: int = 0, held: int = 0) -> None:
        """Change the balance and what is held, by signed sums."""
        if self.elsewhere is not None:
            self.elsewhere.move(balance)
            return
        self.balance += balance
        self.balance_delta += balance
        self.held += held
        self.held_delta += held

    def spend(self, integrator_id: int, amount: int) -> None:
        """Change what an integrator has spent today, by a signed sum."""
        self.spent_today[integrator_id] = self.spent_today.get(integrator_id, 0) + amount


@dataclass(slots=True)
class StoredOperation:
    """An operation that is already known, from the database or from earlier in the batch."""

    id: UUID
    account_id: int | None
    fingerprint: bytes
    status: OperationStatus
    code: Code
    amount: int | None
    available: int | None
    target_id: UUID | None
    recorded_at: datetime


@dataclass(slots=True)
class StoredCharge:
    """A charge that may be taken back. ``refunded`` of it the operator has given back already."""

    account_id: int
    id: UUID
    integrator_id: int
    external_id: str
    amount: int
    subscription_id: UUID
    business_date: date
    reversed: bool
    vat_amount: int = 0
    refunded: int = 0


@dataclass(slots=True)
class StoredHold:
    """A hold that may be captured or released."""

    account_id: int
    id: UUID
    integrator_id: int
    external_id: str
    subscription_key: str
    product: str
    product_title: str | None
    remaining: int
    state: HoldState
    text: str
    expires_at: datetime


@dataclass(slots=True)
class StoredSubscription:
    """A subscription that is not over.

    ``cancel_on``: its subscriber has left it, and on that day it ends.
    """

    account_id: int
    id: UUID
    product_id: UUID
    state: SubscriptionState
    paid_through: date | None
    cancel_on: date | None = None


SubscriptionKey = tuple[int, int, str]
"""(account id, integrator id, external key)."""
ProductKey = tuple[int, str]
"""(integrator id, product code)."""


@dataclass(slots=True)
class Changes:
    """Everything a batch writes, by table; dictionaries hold the last word on existing rows."""

    operations: list[OperationRow] = field(default_factory=list)
    reconsidered: dict[OperationKey, OperationRow] = field(default_factory=dict)
    marked_operations: dict[OperationKey, OperationStatus] = field(default_factory=dict)
    products: list[ProductRow] = field(default_factory=list)
    subscriptions: dict[UUID, SubscriptionRow] = field(default_factory=dict)
    subscription_updates: dict[UUID, StoredSubscription] = field(default_factory=dict)
    subscription_events: list[SubscriptionEventRow] = field(default_factory=list)
    transactions: list[TransactionRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    charges: list[ChargeRow] = field(default_factory=list)
    reversed_charges: list[StoredCharge] = field(default_factory=list)
    holds: list[HoldRow] = field(default_factory=list)
    hold_updates: dict[UUID, StoredHold] = field(default_factory=dict)
    payments: list[PaymentRow] = field(default_factory=list)
    bookings: list[BookingEnd] = field(default_factory=list)


@dataclass(slots=True)
class BatchState:
    """The rows that the commands of one batch concern, and what is to be written."""

    moment: Moment
    new_id: Callable[[], UUID]
    catalogue: Catalogue
    accounts: dict[str, AccountState] = field(default_factory=dict)
    accounts_by_id: dict[int, AccountState] = field(default_factory=dict)
    operations: dict[OperationKey, StoredOperation] = field(default_factory=dict)
    products: dict[ProductKey, UUID] = field(default_factory=dict)
    subscriptions: dict[SubscriptionKey, StoredSubscription] = field(default_factory=dict)
    charges: dict[UUID, StoredCharge] = field(default_factory=dict)
    holds: dict[tuple[int, str], StoredHold] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    def account_deltas(self) -> list[tuple[int, int, int]]:
        """(account id, change of balance, change of held) of every account that money touched."""
        return [
            (account.id, account.balance_delta, account.held_delta)
            for account in self.accounts.values()
            if account.balance_delta or account.held_delta
        ]

    def remember(self, row: OperationRow) -> None:
        """Record an operation, or a new result of one that was refused before."""
        key = (row.integrator_id, row.kind, row.external_id)
        if key in self.operations:
            self.changes.reconsidered[key] = row
        else:
            self.changes.operations.append(row)
        self.operations[key] = StoredOperation(
            row.id,
            row.account_id,
            row.fingerprint,
            row.status,
            row.code,
            row.amount,
            row.available,
            row.target_id,
            row.recorded_at,
        )

    def mark_operation(self, key: OperationKey, status: OperationStatus) -> None:
        """Note that an earlier operation has been taken back."""
        self.operations[key].status = status
        self.changes.marked_operations[key] = status

    def account_of(self, key: OperationKey) -> AccountState | None:
        """The account that an earlier operation concerns."""
        stored = self.operations.get(key)
        if stored is None or stored.account_id is None:
            return None
        return self.accounts_by_id.get(stored.account_id)
