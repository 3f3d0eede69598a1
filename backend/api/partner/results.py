"""What a partner is answered, and how it is rendered from the domain's results."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import Money, Outgoing
from backend.domain.outcome import Outcome, Verdict
from backend.domain.values.codes import ADVICE, Advice, Code, OperationKind, OperationStatus
from backend.domain.values.status import AccountStatus, SubscriptionState
from backend.domain.views import AccountView, SubscriptionView


class OperationResult(Outgoing):
    """What became of one operation. The same whoever asks, through whichever door."""

    id: str = Field(description="The caller's id of the operation.", examples=["tx-2013-0001"])
    kind: OperationKind
    code: Code = Field(description="`ok`, or why not.")
    advice: Advice = Field(description="What to do next.")
    status: OperationStatus
    replayed: bool = Field(description="Nothing was done now: this is the stored result.")
    account: str | None = None
    amount: Money | None = None
    available: Money | None = Field(
        None, description="What the account could spend right after the operation."
    )
    operation_id: UUID | None = Field(None, description="Vitrina's id of the operation.")
    target_id: UUID | None = Field(None, description="What it made or undid: a charge, a hold …")
    recorded_at: datetime | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """The wire form of an outcome."""
        return cls(
            id=outcome.external_id,
            kind=outcome.kind,
            code=outcome.code,
            advice=outcome.advice,
            status=outcome.status,
            replayed=outcome.replayed,
            account=outcome.account,
            amount=outcome.amount,
            available=outcome.available,
            operation_id=outcome.id,
            target_id=outcome.target_id,
            recorded_at=outcome.recorded_at,
        )


class BatchResult(Outgoing):
    """The results, in the order of the charges."""

    results: list[OperationResult]


class CheckResult(Outgoing):
    """The answer to a question: always 200, whether yes or no."""

    allowed: bool
    code: Code = Field(description="What a charge would be answered.")
    advice: Advice
    account: str
    available: Money | None = None

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """The wire form of a verdict."""
        return cls(
            allowed=verdict.ok,
            code=verdict.code,
            advice=ADVICE[verdict.code],
            account=verdict.account,
            available=verdict.available,
        )


class AccountResult(Outgoing):
    """What a platform needs to know of an account; who holds it is not its business."""

    number: str
    status: AccountStatus
    available: Money
    tariffs: list[str] = Field(description="Ids of the operator's tariffs on the account.")
    currency: str = "RUB"
    billing_period_start_day: int
    time_zone: str = Field(examples=["Europe/Moscow"])

    @classmethod
    def of(cls, view: AccountView, period_start_day: int, time_zone: str) -> Self:
        """The wire form of an account."""
        return cls(
            number=view.number,
            status=view.status,
            available=view.available,
            tariffs=list(view.tariffs),
            billing_period_start_day=period_start_day,
            time_zone=time_zone,
        )


class SubscriptionStepResult(Outgoing):
    """One step of a subscription's life."""

    at: datetime
    from_state: SubscriptionState | None
    to_state: SubscriptionState
    actor: str
    reason: str


class PlatformSubscriptionResult(Outgoing):
    """A subscription of the asking integrator."""

    id: UUID
    account: str
    product: str
    product_title: str
    subscription: str = Field(description="The key under which the platform knows it.")
    state: SubscriptionState
    paid_through: date | None = Field(description="The last paid day, inclusive.")
    history: list[SubscriptionStepResult] = Field(description="Oldest first.")

    @classmethod
    def of(cls, view: SubscriptionView) -> Self:
        """The wire form of a subscription."""
        return cls(
            id=view.id,
            account=view.account,
            product=view.product,
            product_title=view.product_title,
            subscription=view.key,
            state=view.state,
            paid_through=view.paid_through,
            history=[
                SubscriptionStepResult.model_validate(step, from_attributes=True)
                for step in view.steps
            ],
        )


class PlatformSubscriptionsResult(Outgoing):
    """The account's subscriptions at the asking integrator, newest first."""

    subscriptions: list[PlatformSubscriptionResult]


class LinkResult(Outgoing):
    """A signed address to open or embed, for this account and a short time."""

    url: str
    expires_at: datetime
