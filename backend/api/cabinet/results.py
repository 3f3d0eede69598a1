"""What the cabinet is answered about the account and its subscriptions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.platform import Activation, Freshness
from backend.domain.services.cabinet.views import Act, Told
from backend.domain.values.billing import ChargingMode, SuspendReason
from backend.domain.values.status import AccountStatus, SubscriptionState

Percent = Annotated[
    str,
    Field(description="VAT in per cent, inside the sum; left out without VAT.", examples=["22"]),
]


class SessionResult(Outgoing):
    """A signed-in browser."""

    account: AccountNumber
    holder: str
    csrf_token: str = Field(description="Send it as `X-CSRF-Token` with every POST and DELETE.")
    expires_at: datetime


class ProfileResult(Outgoing):
    """The account. Available = balance − held + credit limit + promised payment."""

    account: AccountNumber
    holder: str
    status: AccountStatus
    balance: Money
    held: Money
    available: Money
    credit_limit: Money
    promised: Money = Field(description="A promised payment that still counts.")
    promised_until: datetime | None = None


class NextPayment(Outgoing):
    """Everything that will be charged on the earliest day on which something will be."""

    on: date
    amount: Money
    covered: bool = Field(description="Whether what is available is enough today.")
    missing: Money


class SummaryResult(Outgoing):
    """The account at a glance."""

    status: AccountStatus
    balance: Money
    available: Money
    monthly_total: Money = Field(description="What the subscriptions that go on cost a period.")
    next_payment: NextPayment | None = None
    states: dict[SubscriptionState, int] = Field(description="How many subscriptions are how.")


class PlatformName(Outgoing):
    """Whose a product is, where it is not the operator's own."""

    code: str
    title: str


class NextCharge(Outgoing):
    """When a subscription costs how much next."""

    on: date
    amount: Money
    expected: bool = Field(description="The platform decides: this is what it took last time.")


class SubscriptionResult(Outgoing):
    """A subscription. Days are inclusive."""

    id: UUID
    product: str = Field(examples=["Антивирус Касперского"])
    platform: PlatformName | None = None
    charged_by: ChargingMode
    state: SubscriptionState
    suspended_for: SuspendReason | None = None
    quantity: int
    created_at: datetime
    paid_through: date | None = Field(None, description="The last paid day.")
    ends_on: date | None = Field(None, description="The last day of service, where it ends.")
    trial_through: date | None = None
    next_charge: NextCharge | None = None
    next_product: str | None = Field(None, description="What it becomes with the next period.")
    part_of: UUID | None = Field(None, description="The bundle's subscription it came with.")
    acts: list[Act] = Field(description="What can be done with it now.")
    platform_told: Told | None = None
    has_activation: bool = Field(description="Whether `/activation` may have something to tell.")


class SubscriptionsResult(Outgoing):
    """Living subscriptions first, then those that are over; each newest first."""

    subscriptions: list[SubscriptionResult]


class Actor(StrEnum):
    """Who moved a subscription."""

    SUBSCRIBER = "subscriber"
    PLATFORM = "platform"
    OPERATOR = "operator"


class StepResult(Outgoing):
    """A step of a subscription's life."""

    at: datetime
    from_state: SubscriptionState | None = None
    to_state: SubscriptionState
    actor: Actor
    reason: str


class SubscriptionDetails(SubscriptionResult):
    """A subscription with its history, oldest step first."""

    history: list[StepResult]


class ActivationResult(Outgoing):
    """How to use what is subscribed to, as the platform says. Texts are plain."""

    source: Freshness = Field(description="Whether the platform answers, and how old this is.")
    as_of: datetime | None = None
    activation: Activation = Field(description="`pending` may last half an hour.")
    activation_text: str = Field("", examples=["Код активации: ABCD-1234"])
    usage_text: str = ""
    links: list[str] = Field(default_factory=list, description="Where it can be downloaded.")
    locked: bool = Field(False, description="The platform has locked it for lack of money.")
    may_unsubscribe: bool = Field(True, description="A part of a platform's bundle may not.")


class StandingResult(Outgoing):
    """How a subscription stands after an act. Days are inclusive."""

    subscription_id: UUID | None = Field(None, description="Unknown in a preview of a new one.")
    product: str
    before: SubscriptionState | None = None
    state: SubscriptionState
    served_through: date | None = None
    ends_on: date | None = None
    trial_through: date | None = None
    next_charge_on: date | None = None
    next_charge: Money | None = None


class EffectLine(Outgoing):
    """A charge or a refund of an act. Days are inclusive."""

    text: str
    first_day: date
    last_day: date
    amount: Money
    vat_rate: Percent | None = None


class EffectResult(Outgoing):
    """Everything that an act does, or would do."""

    subscriptions: list[StandingResult]
    charges: list[EffectLine]
    refunds: list[EffectLine]
    charged: Money
    refunded: Money
    available: Money = Field(description="What can be spent afterwards.")


class OfferResult(Outgoing):
    """What is agreed to."""

    version: str
    text: str
    hash: str


class PreviewResult(Outgoing):
    """What subscribing would do, and the offer that goes with it."""

    effect: EffectResult
    offer: OfferResult
