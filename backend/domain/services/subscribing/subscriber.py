"""The state that a decision about one account's subscriptions works on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from backend.domain.errors import NotAllowed, NotFound, VitrinaError
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.charging.state import AccountState, Elsewhere
from backend.domain.values.codes import Advice, Code
from backend.domain.values.moment import Moment
from backend.domain.values.money import format_money
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.values.vat import VatKind


class NotEnoughMoney(VitrinaError):
    """The account has not enough money. ``missing``: kopecks that a payment would have to bring."""

    code = "not_enough_money"
    advice = Advice.NEW_ID_LATER

    def __init__(self, missing: int) -> None:
        super().__init__(f"{format_money(missing)} roubles are missing")
        self.missing = missing


@dataclass(slots=True)
class LiveCharge:
    """A charge of a period that is not over, and what of it was given back. Sums in kopecks."""

    id: UUID
    subscription_id: UUID
    integrator_id: int
    amount: int
    vat_kind: VatKind
    vat_rate: int
    vat_amount: int
    refunded: int
    text: str
    period_start: date
    period_end: date


@dataclass(slots=True)
class PlatformCharged:
    """A subscription that its platform charges, under the platform's name for it.

    ``paid_through`` is the first day that is not paid. ``cancel_on``: its subscriber has left, and
    that is the first day without service; ``None`` where only the platform says that it is going
    to end. ``is_known``: the platform has answered that it knows of the leaving.
    """

    account_id: int
    id: UUID
    integrator_id: int
    product_id: UUID
    key: str
    state: SubscriptionState
    paid_through: date | None
    cancel_on: date | None = None
    is_known: bool = False


@dataclass(slots=True)
class Subscriber:
    """A locked account with its living subscriptions: billing-charged, and those of platforms.

    ``tried``: products of which the account has had its trial. ``keys``: (integrator, name) of
    everything that lives. ``charges``: those of billing that reach beyond today.
    """

    account: AccountState
    subscriptions: dict[UUID, BilledSubscription] = field(default_factory=dict)
    of_platforms: dict[UUID, PlatformCharged] = field(default_factory=dict)
    tried: set[UUID] = field(default_factory=set)
    keys: set[tuple[int, str]] = field(default_factory=set)
    charges: list[LiveCharge] = field(default_factory=list)

    def whole(self, subscription_id: UUID) -> list[BilledSubscription]:
        """A subscription and, where it is a bundle's, those that came with it.

        Raises ``NotFound``, and ``NotAllowed`` for a part of a living bundle (it has no will of
        its own) and for what a platform charges: that can only be left, and kept.
        """
        if subscription_id in self.of_platforms:
            raise NotAllowed("its platform charges it: all but leaving is done on the platform")
        chosen = self.subscriptions.get(subscription_id)
        if chosen is None:
            raise NotFound("the account has no such living subscription")
        if chosen.parent_id in self.subscriptions:
            raise NotAllowed("it is a part of a bundle: what is done is done with the whole bundle")
        return [chosen, *self.parts_of(chosen)]

    def parts_of(self, bundle: BilledSubscription) -> list[BilledSubscription]:
        """The living subscriptions that came with a bundle's."""
        return [each for each in self.subscriptions.values() if each.parent_id == bundle.id]

    def charges_of(self, subscription: BilledSubscription) -> Iterable[LiveCharge]:
        """The subscription's charges that reach beyond today, the earliest first."""
        own = (each for each in self.charges if each.subscription_id == subscription.id)
        return sorted(own, key=lambda charge: charge.period_start)


def require_money(account: AccountState, amount: int, moment: Moment) -> None:
    """Raises ``NotEnoughMoney`` or ``NotAllowed`` where billing may not take the sum, and
    ``BookUnavailable`` where only another billing knows, and has not been asked."""
    if amount == 0:
        return
    if account.status is not AccountStatus.ACTIVE:
        raise NotAllowed("the account is blocked")
    if account.elsewhere is not None:
        _require_consent(account.elsewhere)
    missing = amount - account.available(moment.at)
    if missing > 0:
        told = account.told_available(moment.at) or 0
        raise NotEnoughMoney(amount - told if told < amount else missing)


def _require_consent(elsewhere: Elsewhere) -> None:
    if elsewhere.refusal is Code.BOOK_UNAVAILABLE:
        raise BookUnavailable
    if elsewhere.refusal in (Code.ACCOUNT_BLOCKED, Code.UNKNOWN_ACCOUNT):
        raise NotAllowed("the billing that keeps the money does not let the account pay")
