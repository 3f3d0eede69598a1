"""What a forecast of one account starts from; nothing of it is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.charging.state import AccountState
from backend.domain.values.status import SubscriptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPlatform:
    """A living subscription that its platform charges, and the last charge that stands.

    ``paid_through`` is the first day that is not paid, ``period_end`` the first day after the last
    charge's period; ``amount`` (kopecks) is ``None`` where nothing was charged yet.
    """

    id: UUID
    integrator_id: int
    product_id: UUID
    product: str
    state: SubscriptionState
    paid_through: date | None
    cancel_on: date | None
    amount: int | None = None
    charge_type: str = "software"
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An account, its money and its living subscriptions. ``parked``: which ones runs have left to
    a person, and why."""

    account: AccountState
    subscriptions: Sequence[BilledSubscription] = ()
    of_platforms: Sequence[OnPlatform] = ()
    parked: Mapping[UUID, str] = field(default_factory=dict)
