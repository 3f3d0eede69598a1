"""The event catalogue: what can happen that others want to hear of.

A fact is a row of the outbox, written in the transaction that makes it true and told after it. Most
are written by the database itself from the books (a charge, a payment, a step of a subscription),
so no way of making one can forget to tell it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Topic(StrEnum):
    """What a fact is about: a thing and what became of it."""

    CHARGE_TAKEN = "charge.taken"
    CHARGE_REVERSED = "charge.reversed"
    CHARGE_REFUNDED = "charge.refunded"
    CHARGE_REFUSED = "charge.refused"
    """For lack of money: a platform asked for more than there was."""
    PAYMENT_RECEIVED = "payment.received"
    SUBSCRIPTION_BEGUN = "subscription.begun"
    SUBSCRIPTION_ACTIVATED = "subscription.activated"
    """Its service begins: after pending, or as a paid one after a trial."""
    SUBSCRIPTION_SUSPENDED = "subscription.suspended"
    """For lack of money, or by its platform."""
    SUBSCRIPTION_PAUSED = "subscription.paused"
    """By its subscriber."""
    SUBSCRIPTION_RESUMED = "subscription.resumed"
    SUBSCRIPTION_CHANGED = "subscription.changed"
    """It is to another product now."""
    SUBSCRIPTION_CANCELLING = "subscription.cancelling"
    SUBSCRIPTION_KEPT = "subscription.kept"
    SUBSCRIPTION_ENDED = "subscription.ended"
    SUBSCRIPTION_FAILED = "subscription.failed"
    DEBIT_COMING = "debit.coming"
    TRIAL_ENDING = "trial.ending"
    PRICE_CHANGING = "price.changing"
    INVOICE_ISSUED = "invoice.issued"
    ADVANCE_INVOICE_ISSUED = "advance_invoice.issued"
    ADVANCE_INVOICE_SETTLED = "advance_invoice.settled"
    ADVANCE_INVOICE_VOIDED = "advance_invoice.voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the outbox. ``number`` is its place among its account's facts.

    ``content`` holds what is particular to the topic: ids as text, sums in kopecks, days as ISO
    text, a period's end as its first day after, as in the database.

    - ``charge.taken|reversed|refunded``: charge, product_id, integrator_id, amount, vat_amount,
      text, period_start, period_end; reversed also ``returned``, refunded also
      ``refund: {amount, vat_amount, text}``
    - ``charge.refused``: operation, integrator_id, kind, external_id, code, amount, available
    - ``payment.received``: payment, amount, document
    - ``subscription.*``: from, to, actor, reason, product_id, integrator_id
    - ``debit.coming``: on, amount, missing, available, lines: [{subscription, product_id, text,
      amount, expected}]
    - ``trial.ending``: ends_on, product_id, amount, on
    - ``price.changing``: product_id, on, from_amount, to_amount
    - ``invoice.issued``: invoice, number, kind, month, total
    - ``advance_invoice.*``: invoice, number, on, total, payable
    """

    id: UUID
    number: int
    at: datetime
    topic: Topic
    account_id: int
    subscription_id: UUID | None
    content: Mapping[str, Any]
