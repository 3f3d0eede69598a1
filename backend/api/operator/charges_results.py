"""What the staff is answered about charges."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from backend.api.cabinet.rendering import last_day, percent
from backend.api.cabinet.results import Percent
from backend.api.operator.corrections_results import CorrectionResult
from backend.api.wire import AccountNumber, Money, Outgoing
from backend.domain.values.billing import ChargingMode
from backend.domain.values.codes import OperationKind
from backend.domain.values.invoicing import InvoiceKind, format_number
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.vat import VatKind
from backend.storage.searching.charges import ChargeView, DocumentLineView, EntryView, RefundView
from backend.storage.searching.corrections import CorrectionView


class ChargeResult(Outgoing):
    """A charge. Days are inclusive."""

    id: UUID
    account: AccountNumber
    integrator: str = Field(description="Whose; `operator` for the operator's own.")
    external_id: str | None = Field(None, description="The platform's own id of it.")
    charged_by: ChargingMode
    subscription_id: UUID
    product: str
    charge_type: str
    text: str
    amount: Money
    vat_kind: VatKind
    vat_rate: Percent | None = None
    vat_amount: Money = Field(description="Included in the amount.")
    business_date: date
    first_day: date | None = None
    last_day: date | None = None
    refunded: Money
    reversed: bool
    left: Money = Field(description="What may still come back of it.")

    @classmethod
    def of(cls, view: ChargeView) -> Self:
        """The wire form of a charge."""
        return cls(**_charge(view))


class ChargesResult(Outgoing):
    """Newest first."""

    charges: list[ChargeResult]
    next: UUID | None = Field(None, description="Give it as `before` for the older ones.")


class EntryResult(Outgoing):
    """An entry: a sum from one ledger account to another."""

    transaction_id: UUID
    kind: TransactionKind
    at: datetime
    business_date: date
    debit: LedgerAccount
    credit: LedgerAccount
    amount: Money

    @classmethod
    def of(cls, view: EntryView) -> Self:
        """The wire form of an entry."""
        return cls(
            transaction_id=view.id,
            kind=TransactionKind(view.kind),
            at=view.recorded_at,
            business_date=view.business_date,
            debit=LedgerAccount(view.debit),
            credit=LedgerAccount(view.credit),
            amount=view.amount,
        )


class RefundResult(Outgoing):
    """A part that was given back. Days are inclusive; a refund by a sum has none."""

    id: UUID
    amount: Money
    vat_amount: Money
    first_day: date | None = None
    last_day: date | None = None
    business_date: date
    actor: str

    @classmethod
    def of(cls, view: RefundView) -> Self:
        """The wire form of a refund."""
        return cls(
            id=view.id,
            amount=view.amount,
            vat_amount=view.vat_amount,
            first_day=view.period_start,
            last_day=last_day(view.period_end),
            business_date=view.business_date,
            actor=view.actor,
        )


class DocumentLineResult(Outgoing):
    """A line of a final document that the charge is on."""

    invoice_id: UUID
    kind: InvoiceKind
    number: str = Field(examples=["2026-000017"])
    issued_on: date
    line: int
    amount: Money
    vat_amount: Money
    credited: Money

    @classmethod
    def of(cls, view: DocumentLineView) -> Self:
        """The wire form of a line."""
        return cls(
            invoice_id=view.invoice_id,
            kind=InvoiceKind(view.kind),
            number=format_number(view.year, view.number),
            issued_on=view.issued_on,
            line=view.line,
            amount=view.amount,
            vat_amount=view.vat_amount,
            credited=view.credited,
        )


class ChargeDetails(ChargeResult):
    """A charge with all that hangs on it."""

    full_price: Money | None = Field(None, description="Before proration or the platform's rebate.")
    quantity: int
    vat_note: str
    template: str | None = Field(None, description="The charge template that made its text.")
    hold_id: UUID | None = None
    run_id: UUID | None = None
    operation: OperationKind | None = Field(
        None, description="`charge` where a platform has asked for it: see `/operations`."
    )
    entries: list[EntryResult]
    refunds: list[RefundResult]
    documents: list[DocumentLineResult]
    corrections: list[CorrectionResult]

    @classmethod
    def whole(
        cls,
        view: ChargeView,
        entries: list[EntryView],
        refunds: list[RefundView],
        lines: list[DocumentLineView],
        corrections: list[CorrectionView],
    ) -> Self:
        """The wire form of a charge in full."""
        return cls(
            **_charge(view),
            full_price=view.full_price,
            quantity=view.quantity,
            vat_note=view.vat_note,
            template=view.template,
            hold_id=view.hold_id,
            run_id=view.run_id,
            operation=OperationKind.CHARGE if view.external_id else None,
            entries=[EntryResult.of(each) for each in entries],
            refunds=[RefundResult.of(each) for each in refunds],
            documents=[DocumentLineResult.of(each) for each in lines],
            corrections=[CorrectionResult.of(each) for each in corrections],
        )


def _charge(view: ChargeView) -> dict[str, object]:
    return {
        "id": view.id,
        "account": view.account,
        "integrator": view.integrator,
        "external_id": view.external_id,
        "charged_by": view.mode,
        "subscription_id": view.subscription_id,
        "product": view.product,
        "charge_type": view.charge_type,
        "text": view.text or view.product,
        "amount": view.amount,
        "vat_kind": view.vat_kind,
        "vat_rate": percent(view.vat_rate),
        "vat_amount": view.vat_amount,
        "business_date": view.business_date,
        "first_day": view.period_start,
        "last_day": last_day(view.period_end),
        "refunded": view.refunded,
        "reversed": view.reversed,
        "left": view.left,
    }
