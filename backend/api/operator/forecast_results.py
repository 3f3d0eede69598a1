"""What the staff is answered about looks ahead over everybody."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.wire import Money, Outgoing
from backend.domain.services.forecasting.looks import (
    LookState,
    LookView,
    TotalsBy,
    TotalView,
)


class LookResult(Outgoing):
    """A look ahead over all accounts; it comes once a day, and when somebody asks for one."""

    id: UUID
    as_of: date
    until: date
    state: LookState
    started_by: str
    created_at: datetime
    finished_at: datetime | None = None
    chunks: int
    chunks_done: int
    accounts: int
    debits: int = Field(description="Accounts × days on which something is due.")
    unforeseen: int = Field(description="Subscriptions of which the next debit cannot be told.")
    facts: int = Field(description="New events: coming debits, ending trials, changing prices.")
    advances: int = Field(description="Advance invoices that it issued.")

    @classmethod
    def of(cls, view: LookView) -> Self:
        """The wire form."""
        return cls.model_validate(view, from_attributes=True)


class LooksResult(Outgoing):
    """The latest ones, newest first."""

    looks: list[LookResult]


class TotalResult(Outgoing):
    """What is foreseen for one day, product, type of charge or integrator."""

    key: str = Field(description="A day, a product's id, a type or a code: give it back to drill.")
    title: str
    lines: int
    amount: Money
    vat_amount: Money
    missing: Money = Field(description="What the lines are not covered by.")
    unknown: Money = Field(description="Of accounts whose money only another billing knows.")
    expected: Money = Field(description="What platforms will probably charge.")


class SystemForecastResult(Outgoing):
    """What the latest finished look ahead foresaw."""

    as_of: date
    until: date
    finished_at: datetime
    by: TotalsBy
    rows: list[TotalResult]
    total: TotalResult

    @classmethod
    def of(cls, look: LookView, by: TotalsBy, rows: list[TotalView]) -> Self:
        """The wire form, with the sum of all rows."""
        return cls(
            as_of=look.as_of,
            until=look.until,
            finished_at=look.finished_at or look.created_at,
            by=by,
            rows=[TotalResult.model_validate(row, from_attributes=True) for row in rows],
            total=TotalResult(
                key="total",
                title="",
                lines=sum(row.lines for row in rows),
                amount=sum(row.amount for row in rows),
                vat_amount=sum(row.vat_amount for row in rows),
                missing=sum(row.missing for row in rows),
                unknown=sum(row.unknown for row in rows),
                expected=sum(row.expected for row in rows),
            ),
        )
