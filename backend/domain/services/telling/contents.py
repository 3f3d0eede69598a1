"""What events say, topic by topic: in the values of the contracts.

Sums are texts in roubles, days are ISO texts and inclusive, accounts, products and platforms go by
the names that others know them by. What is ``None`` is left out; a field is only ever added.
"""

from dataclasses import dataclass

from backend.domain.events import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What every event says: whose account it is about."""

    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeContent(Content):
    """Money that was taken: `integrator` is whose product it was for, `operator` the house itself.

    `vat_amount` is a part of `amount`. A one-time charge has no period.
    """

    charge_id: str
    subscription_id: str
    integrator: str
    product: str
    amount: str
    vat_amount: str
    text: str
    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalContent(ChargeContent):
    """A charge that was taken back whole. `returned`: what came back now, the rest had before."""

    returned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPart:
    """The part of a charge that was given back."""

    amount: str
    vat_amount: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundContent(ChargeContent):
    """A charge of which a part was given back."""

    refund: RefundPart


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalContent(Content):
    """A charge or a hold that a platform has asked for in vain."""

    operation_id: str
    integrator: str
    kind: str
    external_id: str
    code: str
    amount: str | None = None
    available: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContent(Content):
    """Money that came in."""

    payment_id: str
    amount: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContent(Content):
    """A step of a subscription's life. `subscription` is the platform's name for it; `actor` is
    `subscriber`, `platform` or `operator`, `reason` that one's word."""

    subscription_id: str
    subscription: str
    integrator: str
    product: str
    from_state: str | None = None
    to_state: str
    actor: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebitLineContent:
    """A line of a coming debit. `expected`: its platform charges it, probably."""

    subscription_id: str
    product: str
    text: str
    amount: str
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DebitContent(Content):
    """What will be taken on a day. `missing` has to be paid in before; both it and `available` are
    left out where another billing keeps the money."""

    on: str
    amount: str
    available: str | None = None
    missing: str | None = None
    lines: tuple[DebitLineContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialContent(Content):
    """A trial's last day, and what is taken on the first paid one."""

    subscription_id: str
    product: str
    ends_on: str
    on: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceContent(Content):
    """A price that changes on a day."""

    subscription_id: str
    product: str
    on: str
    from_amount: str
    to_amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceContent(Content):
    """An invoice of a month, or a credit note to one, which is below zero."""

    invoice_id: str
    number: str
    kind: str
    month: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceInvoiceContent(Content):
    """An invoice for what will be taken on a day. `payable` is what has to be paid."""

    invoice_id: str
    number: str
    on: str
    total: str
    payable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PingContent:
    """A test: nothing has happened."""

    endpoint_id: str


CONTENTS: dict[Topic, type[Content]] = {
    Topic.CHARGE_TAKEN: ChargeContent,
    Topic.CHARGE_REVERSED: ReversalContent,
    Topic.CHARGE_REFUNDED: RefundContent,
    Topic.CHARGE_REFUSED: RefusalContent,
    Topic.PAYMENT_RECEIVED: PaymentContent,
    **{topic: StepContent for topic in Topic if topic.startswith("subscription.")},
    Topic.DEBIT_COMING: DebitContent,
    Topic.TRIAL_ENDING: TrialContent,
    Topic.PRICE_CHANGING: PriceContent,
    Topic.INVOICE_ISSUED: InvoiceContent,
    **{topic: AdvanceInvoiceContent for topic in Topic if topic.startswith("advance_invoice.")},
}
"""Topic → what its events say."""
