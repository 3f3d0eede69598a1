"""What the staff sends and is answered about subscriptions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.api.cabinet.rendering import last_day
from backend.api.cabinet.requests import Id, SubscribeRequest
from backend.api.cabinet.results import SubscriptionResult
from backend.api.operator.corrections_results import Reason
from backend.api.wire import Incoming, Name, Outgoing
from backend.domain.instruction import Act as InstructedAct
from backend.domain.instruction import Answer
from backend.domain.services.cabinet.views import Step
from backend.domain.services.subscribing.commands import ChangeTime, RefundPolicy
from backend.domain.values.billing import PeriodKind
from backend.domain.values.period import ONE_DAY
from backend.domain.values.status import SubscriptionState
from backend.storage.searching.subscriptions import ConsentView, InstructionView, PeriodView

COUNTER = "counter"


class OnBehalfRequest(SubscribeRequest):
    """A product for a subscriber, the offer that he has accepted, and where he did."""

    given: Annotated[
        Name, Field(description="Where consent was given: at the `counter`, by telephone, …")
    ] = COUNTER
    reason: Reason


class StaffAct(StrEnum):
    """What the staff may do with a subscription on behalf of its subscriber."""

    UNSUBSCRIBE = "unsubscribe"
    UNDO_UNSUBSCRIBE = "undo_unsubscribe"
    PAUSE = "pause"
    RESUME = "resume"
    CHANGE_PRODUCT = "change_product"


class StaffActRequest(Incoming):
    """What to do. `immediately` and `refund` are of unsubscribing; `product_id` and `when` of a
    change of product, which begins now where it is dearer, and else with the next period."""

    act: StaffAct = Field(strict=False)
    immediately: bool = False
    refund: RefundPolicy = Field(
        RefundPolicy.NONE, strict=False, description="What an immediate end gives back."
    )
    product_id: Id | None = None
    when: ChangeTime | None = Field(None, strict=False)

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.act is not StaffAct.UNSUBSCRIBE and (
            self.immediately or self.refund is not RefundPolicy.NONE
        ):
            raise ValueError("only who unsubscribes ends immediately, or is refunded")
        if self.refund is not RefundPolicy.NONE and not self.immediately:
            raise ValueError("only an immediate end gives something back")
        if (self.act is StaffAct.CHANGE_PRODUCT) != (self.product_id is not None):
            raise ValueError("a change of product, and nothing else, names the product")
        if self.when is not None and self.act is not StaffAct.CHANGE_PRODUCT:
            raise ValueError("only a change of product can wait")
        return self


class StaffActOnBehalf(StaffActRequest):
    """What to do, and why."""

    reason: Reason


class StaffStepResult(Outgoing):
    """A step of a subscription's life, with the name of who moved it: `subscriber`, a platform's
    code, `operator:name` for the staff."""

    at: datetime
    from_state: SubscriptionState | None = None
    to_state: SubscriptionState
    actor: str
    reason: str

    @classmethod
    def of(cls, step: Step) -> Self:
        """The wire form of a step."""
        return cls.model_validate(step, from_attributes=True)


class PeriodResult(Outgoing):
    """How days are accounted for. Days are inclusive."""

    kind: PeriodKind
    first_day: date
    last_day: date
    run_id: UUID | None = None

    @classmethod
    def of(cls, view: PeriodView) -> Self:
        """The wire form of a period."""
        return cls(
            kind=PeriodKind(view.kind),
            first_day=view.period_start,
            last_day=view.period_end - ONE_DAY,
            run_id=view.run_id,
        )


class InstructionResult(Outgoing):
    """What the platform is told; without an `answer` it will be told again."""

    action: InstructedAct
    ends_on: date | None = Field(None, description="The last day of service.")
    created_at: datetime
    attempts: int
    next_attempt_at: datetime | None = None
    done_at: datetime | None = None
    answer: Answer | None = None

    @classmethod
    def of(cls, view: InstructionView) -> Self:
        """The wire form of an instruction."""
        return cls(
            action=InstructedAct(view.action),
            ends_on=last_day(view.ends_on),
            created_at=view.created_at,
            attempts=view.attempts,
            next_attempt_at=None if view.done_at else view.next_attempt_at,
            done_at=view.done_at,
            answer=Answer(view.answer) if view.answer else None,
        )


class ConsentResult(Outgoing):
    """To which offer the subscriber has agreed, when and from where."""

    version: str
    at: datetime
    address: str
    text_hash: str

    @classmethod
    def of(cls, view: ConsentView) -> Self:
        """The wire form of a consent."""
        return cls.model_validate(view, from_attributes=True)


class StaffSubscriptionDetails(SubscriptionResult):
    """A subscription with its history, its periods, what its platform was told, and consents; each
    in order."""

    product_code: str = Field(description="The platform's own name of the product.")
    history: list[StaffStepResult]
    periods: list[PeriodResult]
    instructions: list[InstructionResult]
    consents: list[ConsentResult]
