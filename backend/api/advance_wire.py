"""Advance invoices (счета на будущие периоды) as every contract tells them."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.cabinet.rendering import percent
from backend.api.cabinet.results import Percent
from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.services.forecasting.advance_view import (
    AdvanceLine,
    AdvanceSummary,
    AdvanceView,
)
from backend.domain.values.advance import AdvancePolicy, AdvanceState


class AdvanceInvoiceSummary(Outgoing):
    """What is asked for before a debit."""

    id: UUID
    number: str = Field(examples=["A-2026-000017"])
    state: AdvanceState = Field(
        description="`open`; `settled`: the money has come, or the debit has happened; `replaced` "
        "by another one; `voided`: nothing is due any more, or it was taken back."
    )
    account: AccountNumber
    on: date = Field(description="The day of the debit: the money is needed by then.")
    policy: AdvancePolicy
    issued_on: date
    total: Money
    vat_total: Money
    payable: Money = Field(
        description="What is asked for: the total less what the balance covers; with a debt, more."
    )
    closed_at: datetime | None = None
    reason: str | None = Field(None, description="Why it is not open any more.")
    replaced_by: str | None = Field(None, description="The number of the one that stands for it.")

    @classmethod
    def of(cls, summary: AdvanceSummary) -> Self:
        """The wire form of one in a list."""
        return cls.model_validate(_summary(summary))


class AdvanceInvoicesResult(Outgoing):
    """Newest first."""

    advance_invoices: list[AdvanceInvoiceSummary]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class AdvanceInvoiceLine(Outgoing):
    """A line. Days are inclusive."""

    subscription: UUID
    text: str
    first_day: date
    last_day: date
    quantity: int
    amount: Money
    vat_rate: Percent | None = None
    vat_amount: Money
    vat_note: str

    @classmethod
    def of(cls, line: AdvanceLine) -> Self:
        """The wire form of a line."""
        return cls(
            subscription=line.subscription_id,
            text=line.text,
            first_day=line.first_day,
            last_day=line.last_day,
            quantity=line.quantity,
            amount=line.amount,
            vat_rate=percent(line.vat_rate),
            vat_amount=line.vat_amount,
            vat_note=line.vat_note,
        )


class AdvanceInvoiceResult(AdvanceInvoiceSummary):
    """A whole document."""

    payer: str
    seller: str
    from_balance: Money = Field(
        description="What the balance covers of the total; below zero, a debt is asked for as well."
    )
    lines: list[AdvanceInvoiceLine]

    @classmethod
    def whole(cls, view: AdvanceView) -> Self:
        """The wire form of a document."""
        return cls(
            **_summary(view.summary),
            payer=view.payer,
            seller=view.seller.name,
            from_balance=view.from_balance,
            lines=[AdvanceInvoiceLine.of(line) for line in view.lines],
        )


def page_of(found: list[AdvanceSummary], limit: int) -> AdvanceInvoicesResult:
    """A page; one more was looked for than it shows, to know whether there are older ones."""
    shown = [AdvanceInvoiceSummary.of(each) for each in found[:limit]]
    more = shown[-1].id if len(found) > limit else None
    return AdvanceInvoicesResult(advance_invoices=shown, next=more)


def _summary(summary: AdvanceSummary) -> dict[str, object]:
    return {
        "id": summary.id,
        "number": summary.number,
        "state": summary.state,
        "account": summary.account,
        "on": summary.due_on,
        "policy": summary.policy,
        "issued_on": summary.issued_on,
        "total": summary.total,
        "vat_total": summary.vat_total,
        "payable": summary.payable,
        "closed_at": summary.closed_at,
        "reason": summary.reason or None,
        "replaced_by": summary.replaced_by,
    }
