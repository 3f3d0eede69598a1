"""What the cabinet shows. Sums in kopecks; days are the inclusive ones that people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from backend.domain.values.billing import ChargingMode, SuspendReason
from backend.domain.values.invoicing import InvoiceKind, InvoiceStatus
from backend.domain.values.period import Period
from backend.domain.values.recurrence import Recurrence
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.values.vat import Vat

SUBSCRIBER = "subscriber"
"""Who acts, in the history: the subscriber in the cabinet ..."""
PORTAL = "portal:"
"""... or through a portal, whose code follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProfile:
    """An account and its money. ``promised`` is zero once the promise is over.

    ``elsewhere``: another billing keeps the money; what can be spent there stands for the balance.
    """

    number: str
    holder: str
    status: AccountStatus
    balance: int
    held: int
    credit_limit: int
    promised: int
    promised_until: datetime | None
    elsewhere: bool = False

    @property
    def available(self) -> int:
        """What can be spent now."""
        return self.balance - self.held + self.credit_limit + self.promised


class Act(StrEnum):
    """What a subscriber may do with a subscription."""

    UNSUBSCRIBE = "unsubscribe"
    UNDO_UNSUBSCRIBE = "undo_unsubscribe"
    PAUSE = "pause"
    RESUME = "resume"


class Told(StrEnum):
    """Whether the platform knows of the subscriber's last act."""

    TOLD = "told"
    WAITING = "waiting"
    REFUSED = "refused"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCharge:
    """``expected``: the platform decides, this is what it took last time."""

    on: date
    amount: int
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A subscription as its subscriber sees it. ``product_code`` is its platform's word for it."""

    id: UUID
    integrator_id: int
    integrator_title: str
    integrator_code: str
    product_id: UUID
    product: str
    product_code: str
    mode: ChargingMode
    state: SubscriptionState
    suspended_for: SuspendReason | None
    quantity: int
    created_at: datetime
    paid_through: date | None
    ends_on: date | None
    trial_through: date | None
    next_charge: NextCharge | None
    next_product: str | None
    part_of: UUID | None
    acts: tuple[Act, ...]
    told: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedSubscription:
    """A subscription in an account's report: ``period`` is the latest that was charged and stands,
    ``amount`` what that charge took and has not given back (kopecks)."""

    card: Card
    period: Period | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPayment:
    """All that is charged on the earliest day on which something is."""

    on: date
    amount: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The account at a glance."""

    profile: AccountProfile
    monthly_total: int
    next_payment: NextPayment | None
    states: Mapping[SubscriptionState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfProduct:
    """A product of billing's that a subscriber may choose. ``price`` is for a whole period."""

    id: UUID
    integrator_id: int
    title: str
    price: int | None
    recurrence: Recurrence
    trial_days: int
    vat: Vat
    parts: tuple[str, ...]
    subscribed: bool


class MovementKind(StrEnum):
    """Why money moved."""

    CHARGE = "charge"
    REVERSAL = "reversal"
    REFUND = "refund"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that came (above zero) or went; ``reversed`` charges were taken back whole."""

    id: UUID
    kind: MovementKind
    at: datetime
    text: str
    amount: int
    first_day: date | None
    last_day: date | None
    product: str | None
    reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a month cost by type of charge, less what was given back."""

    first_day: date
    sums: Mapping[str, int]

    @property
    def total(self) -> int:
        """All types together."""
        return sum(self.sums.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceEntry:
    """A final document in a list."""

    id: UUID
    number: str
    kind: InvoiceKind
    status: InvoiceStatus
    month: date
    issued_on: date
    total: int
    vat_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a subscription's life; ``actor`` as it stands in the history."""

    at: datetime
    from_state: SubscriptionState | None
    to_state: SubscriptionState
    actor: str
    reason: str


Steps = Sequence[Step]
