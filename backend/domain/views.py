"""What can be read: answers to questions about accounts, subscriptions and operations."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from backend.domain.values.period import Period
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.values.wording import STATE_WORDS, span


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """An account. Sums in kopecks; ``tariffs`` are the ids of the operator's tariffs on it.

    ``elsewhere``: another billing keeps its money.
    """

    number: str
    holder: str
    status: AccountStatus
    balance: int
    held: int
    available: int
    tariffs: tuple[str, ...] = ()
    elsewhere: bool = False


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
class SubscriptionReportRow:
    """A subscription as a line of a report; ``period`` is the latest that is charged."""

    holder: str
    product: str
    period: Period | None
    state: SubscriptionState

    @property
    def sentence(self) -> str:
        """«Иванов Д. И. · Антивирус Касперского · 1 мая – 30 мая · активен»."""
        term = span(self.period.start, self.period.last_day) if self.period else "—"
        return f"{self.holder} · {self.product} · {term} · {STATE_WORDS[self.state]}"


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
    """A signed address to open or embed, and until when the platform accepts it.

    Whoever has the address enters as the account, so it stays out of ``repr`` and of logs.
    """

    url: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StorefrontOrigins:
    """What of a storefront may be embedded, as origins: ``"https://shop.example"``.

    ``frame`` is ``None`` where the storefront may only be linked to.
    """

    frame: str | None = None
    images: tuple[str, ...] = ()
