"""What the staff sends and is answered about corrections of charges."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.api.wire import AccountNumber, Amount, Day, Incoming, Money, Name, Outgoing
from backend.domain.services.correcting.rows import CorrectionKind, CorrectionState
from backend.storage.searching.corrections import CorrectionView

Reason = Annotated[Name, Field(description="Why, for the record. The subscriber does not see it.")]


class CorrectionResult(Outgoing):
    """A correction of a charge. ``decision_reason`` says why it was rejected, or has failed."""

    id: UUID
    account: AccountNumber
    holder: str
    charge_id: UUID
    charge: str = Field(description="The charge's text, or its product.")
    kind: CorrectionKind
    amount: Money
    first_day: date | None = Field(None, description="Refunded from this day on.")
    reason: str
    state: CorrectionState
    second_person: bool = Field(description="Whether somebody else has to confirm it.")
    requested_by: str
    requested_at: datetime
    expires_at: datetime | None = Field(None, description="Until when a pending one waits.")
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision_reason: str | None = None
    transaction_id: UUID | None = Field(None, description="The movement that it has become.")

    @classmethod
    def of(cls, view: CorrectionView) -> Self:
        """The wire form of a correction."""
        return cls(
            id=view.id,
            account=view.account,
            holder=view.holder,
            charge_id=view.charge_id,
            charge=view.text or view.product,
            kind=CorrectionKind(view.kind),
            amount=view.amount,
            first_day=view.first_day,
            reason=view.reason,
            state=CorrectionState(view.state),
            second_person=view.second_person,
            requested_by=view.requested_by,
            requested_at=view.requested_at,
            expires_at=view.expires_at if view.state == CorrectionState.PENDING else None,
            decided_by=view.decided_by,
            decided_at=view.decided_at,
            decision_reason=view.decision_reason or None,
            transaction_id=view.transaction_id,
        )


class CorrectionsResult(Outgoing):
    """Newest first."""

    corrections: list[CorrectionResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class CorrectionRequest(Incoming):
    """Give a charge back: a `reversal` of all that is left of it; or a `refund`, of an `amount` or
    of the days from `first_day` on."""

    kind: CorrectionKind = Field(strict=False)
    amount: Amount | None = None
    first_day: Day | None = None
    reason: Reason

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        given = (self.amount is not None) + (self.first_day is not None)
        if given != (1 if self.kind is CorrectionKind.REFUND else 0):
            raise ValueError("a refund is of an amount or from a day on, a reversal is of the rest")
        return self


class RejectionRequest(Incoming):
    """Why a correction is not to be."""

    reason: Reason
