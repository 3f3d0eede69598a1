"""What the staff is answered about operations and raw exchanges."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.values.codes import ADVICE, Advice, Code, Door, OperationKind, OperationStatus
from backend.storage.searching.exchanges import SHOWN, ExchangeLine, ExchangeView
from backend.storage.searching.operations import OperationView


class OperationResult(Outgoing):
    """One external command and what became of it."""

    integrator: str = Field(description="Whose; `operator` for payments.")
    kind: OperationKind
    external_id: str
    status: OperationStatus
    code: Code = Field(description="`ok`, or why not.")
    advice: Advice
    account: AccountNumber | None = None
    amount: Money | None = None
    available: Money | None = Field(None, description="What was available right after it.")
    operation_id: UUID
    target_id: UUID | None = Field(
        None, description="What it made or changed: a charge, a hold, a payment, a subscription."
    )
    door: Door
    correlation_id: str = Field(description="Finds its raw exchange.")
    recorded_at: datetime

    @classmethod
    def of(cls, view: OperationView) -> Self:
        """The wire form of an operation."""
        code = Code(view.code)
        return cls(
            integrator=view.integrator,
            kind=OperationKind(view.kind),
            external_id=view.external_id,
            status=OperationStatus(view.status),
            code=code,
            advice=ADVICE[code],
            account=view.account,
            amount=view.amount,
            available=view.available,
            operation_id=view.id,
            target_id=view.target_id,
            door=Door(view.door),
            correlation_id=view.correlation_id,
            recorded_at=view.recorded_at,
        )


class OperationsResult(Outgoing):
    """Newest first."""

    operations: list[OperationResult]
    next: str | None = Field(None, description="Give it as `before` for the older ones.")


class ExchangeSummary(Outgoing):
    """A call and its answer, without what they said."""

    id: int
    at: datetime
    integrator: str = Field(description="Who called, or was called.")
    door: str = Field(examples=["soap", "rest"])
    operation: str
    correlation_id: str
    address: str
    status: int = Field(description="Of HTTP.")
    milliseconds: int
    request_bytes: int
    response_bytes: int

    @classmethod
    def of(cls, line: ExchangeLine) -> Self:
        """The wire form of an exchange."""
        return cls.model_validate(line, from_attributes=True)


class ExchangesResult(Outgoing):
    """Newest first."""

    exchanges: list[ExchangeSummary]
    next: int | None = Field(None, description="Give it as `before` for the older ones.")


class ExchangeResult(ExchangeSummary):
    """With what was sent and answered, as it was but for masked secrets."""

    request: str = Field(description=f"Up to {SHOWN} bytes; `request_bytes` says if it was cut.")
    response: str = Field(description=f"Up to {SHOWN} bytes; `response_bytes` says if it was cut.")

    @classmethod
    def whole(cls, view: ExchangeView) -> Self:
        """The wire form of an exchange in full. Bytes that are no UTF-8 are shown as U+FFFD."""
        return cls(
            **dict(ExchangeSummary.of(view)),
            request=view.request.decode(errors="replace"),
            response=view.response.decode(errors="replace"),
        )


class OperationDetails(OperationResult):
    """An operation and the exchanges under its correlation id: they are kept some days only."""

    exchanges: list[ExchangeSummary]
