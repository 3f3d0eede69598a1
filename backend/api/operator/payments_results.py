"""Payments: what the staff sends and is answered."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import AccountNumber, Amount, ExternalId, Incoming, Money, Outgoing, Text
from backend.domain.outcome import Outcome
from backend.domain.values.codes import Advice, Code


class PaymentRequest(Incoming):
    """Money that came in."""

    account: AccountNumber
    document: ExternalId = Field(
        description="The payment document's number: the same one counts once, for ever.",
        examples=["PP-1017"],
    )
    amount: Amount
    text: Text = Field("", description="What the payment is for.")


class PaymentResult(Outgoing):
    """Money that came in."""

    id: UUID
    document: str
    amount: Money
    text: str
    received_at: datetime


class PaymentsResult(Outgoing):
    """Newest first."""

    payments: list[PaymentResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class RecordedResult(Outgoing):
    """What became of a payment."""

    document: str
    account: str | None
    code: Code = Field(description="`ok`, or why not.")
    advice: Advice
    replayed: bool = Field(description="It was recorded before; nothing was done now.")
    amount: Money | None = None
    available: Money | None = Field(None, description="What the account could spend right after.")
    id: UUID | None = Field(None, description="The payment's.")
    recorded_at: datetime | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """The wire form of an outcome."""
        return cls(
            document=outcome.external_id,
            account=outcome.account,
            code=outcome.code,
            advice=outcome.advice,
            replayed=outcome.replayed,
            amount=outcome.amount,
            available=outcome.available,
            id=outcome.target_id,
            recorded_at=outcome.recorded_at,
        )
