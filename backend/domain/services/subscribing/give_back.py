"""Give back the unused part of what was charged: new entries, the charge itself stands.

The tax goes back in proportion, and so that several refunds of a charge never give back more or
less tax than it had.
"""

from datetime import date

from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.billing.rows import RefundRow
from backend.domain.services.billing.settle_lines import Billing
from backend.domain.services.charging.rows import EntryRow, TransactionRow
from backend.domain.services.subscribing.subscriber import LiveCharge, Subscriber
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.period import Period
from backend.domain.values.rounding import half_up
from backend.domain.values.vat import vat_of_refund


def give_back_from(
    day: date, subscription: BilledSubscription, subscriber: Subscriber, billing: Billing
) -> None:
    """Refund what the subscription's charges took for ``day`` and all days after it."""
    for charge in subscriber.charges_of(subscription):
        if day < charge.period_end:
            _refund(charge, max(day, charge.period_start), subscriber, billing)


def unused(charge: LiveCharge, day: date) -> int:
    """Kopecks of the charge for ``day`` and after, without what was given back before."""
    whole = Period(charge.period_start, charge.period_end)
    rest = Period(max(day, charge.period_start), charge.period_end)
    return max(half_up(charge.amount * rest.days, whole.days) - charge.refunded, 0)


def _refund(charge: LiveCharge, day: date, subscriber: Subscriber, billing: Billing) -> None:
    amount = unused(charge, day)
    if amount == 0:
        return
    vat = vat_of_refund(charge.amount, charge.vat_amount, charge.refunded, amount)
    refund_id, account_id, moment = billing.new_id(), subscriber.account.id, billing.moment
    changes = billing.changes
    changes.accounts[account_id] = subscriber.account
    changes.transactions.append(
        TransactionRow(account_id, refund_id, TransactionKind.REFUND, None, moment.today, moment.at)
    )
    parts = ((LedgerAccount.REVENUE, amount - vat), (LedgerAccount.VAT, vat))
    for number, (debit, part) in enumerate(parts, start=1):
        if part:
            changes.entries.append(
                EntryRow(
                    account_id,
                    refund_id,
                    number,
                    debit,
                    subscriber.account.side,
                    part,
                    charge.integrator_id,
                )
            )
    subscriber.account.move(balance=amount)
    charge.refunded += amount
    changes.refunds.append(
        RefundRow(
            account_id,
            refund_id,
            charge.id,
            amount,
            vat,
            charge.text,
            day,
            charge.period_end,
            moment.today,
            billing.actor,
        )
    )
