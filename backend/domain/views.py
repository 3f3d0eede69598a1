"""What can be read: answers to questions about accounts, subscriptions and operations."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.domain.values.status import AccountStatus, SubscriptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account. Sums in kopecks; ``tariffs`` are the ids of the operator's tariffs on it."""

    number: str
    holder: str
    status: AccountStatus
    balance: int
    held: int
    available: int
    tariffs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionStep:
    """One step of a subscription's life."""

    at: datetime
    from_state: SubscriptionState | None
    to_state: SubscriptionState
    actor: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionView:
    """A subscription, its steps oldest first. ``paid_through`` is the inclusive last day."""

    id: UUID
    account: str
    product: str
    product_title: str
    key: str
    state: SubscriptionState
    paid_through: date | None
    steps: tuple[SubscriptionStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One raw exchange with an integrator, secrets masked before it gets here."""

    at: datetime
    integrator: str
    door: str
    operation: str
    correlation_id: str
    address: str
    status: int
    milliseconds: int
    request: bytes
    response: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontLink:
    """A signed address to open or embed, and until when the platform accepts it."""

    url: str
    expires_at: datetime
