"""Charge an account's planned lines, in the order of their priority, as far as its money goes.

The one place where billing takes money: the run, a resumption after a payment and a change of
product all come here. The account is locked by the caller.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.services.billing.line import BilledSubscription, Line, advance
from backend.domain.services.billing.rows import (
    BilledChargeRow,
    BillingChanges,
    PeriodRow,
)
from backend.domain.services.booking.refusals import BookUnavailable
from backend.domain.services.charging.rows import EntryRow, SubscriptionEventRow, TransactionRow
from backend.domain.services.charging.state import AccountState
from backend.domain.values.billing import ChargingMode, PeriodKind, SuspendReason
from backend.domain.values.codes import Code
from backend.domain.values.ledger import LedgerAccount, TransactionKind
from backend.domain.values.moment import Moment
from backend.domain.values.status import AccountStatus, SubscriptionState


class LineEnd(StrEnum):
    """What became of a planned line."""

    CHARGED = "charged"
    FREE = "free"
    UNPAID = "unpaid"
    SUPERSEDED = "superseded"
    """The subscription has changed since the line was planned; the next plan sees how it is."""


@dataclass(frozen=True, slots=True)
class Billing:
    """What one transaction of billing works with."""

    moment: Moment
    new_id: Callable[[], UUID]
    catalogue: Catalogue
    run_id: UUID | None
    changes: BillingChanges
    actor: str = "billing"


def settle_lines(
    account: AccountState,
    lines: Iterable[Line],
    subscriptions: Mapping[UUID, BilledSubscription],
    billing: Billing,
) -> list[tuple[Line, LineEnd]]:
    """Charge what can be paid; suspend what cannot. Lower priority numbers come first.

    A line that cannot be paid stops the later lines of its own subscription, and those of others
    only where its product says that it ``stops_queue``.
    """
    billing.changes.accounts[account.id] = account
    ends: list[tuple[Line, LineEnd]] = []
    stopped = False
    for line in sorted(lines, key=_order):
        end = _settle(account, line, subscriptions.get(line.subscription_id), billing, stopped)
        stopped |= end is LineEnd.UNPAID and billing.catalogue.products[line.product_id].stops_queue
        ends.append((line, end))
    return ends


def can_pay(account: AccountState, amount: int, moment: Moment) -> bool:
    """Whether billing may take a sum: nothing is always possible, even from a blocked account.

    Raises ``BookUnavailable`` where only another billing knows, and has not been asked.
    """
    if amount == 0:
        return True
    if account.status is not AccountStatus.ACTIVE:
        return False
    if account.elsewhere is not None and account.elsewhere.refusal is Code.BOOK_UNAVAILABLE:
        raise BookUnavailable
    return amount <= account.available(moment.at)


def total(lines: Sequence[Line]) -> int:
    """Kopecks of all the lines together."""
    return sum(line.amount for line in lines)


def move(
    subscription: BilledSubscription, following: SubscriptionState, reason: str, billing: Billing
) -> None:
    """Bring a subscription into a state and note the step."""
    billing.changes.subscriptions[subscription.id] = subscription
    if subscription.state is following:
        return
    billing.changes.events.append(
        SubscriptionEventRow(
            subscription.account_id,
            subscription.id,
            billing.new_id(),
            billing.moment.at,
            subscription.state,
            following,
            billing.actor,
            reason,
            subscription.product_id,
        )
    )
    subscription.state = following


def note_product(subscription: BilledSubscription, former: UUID, billing: Billing) -> None:
    """Note that the subscription, which was to another product until now, is to its present one."""
    product = billing.catalogue.products[subscription.product_id]
    billing.changes.events.append(
        SubscriptionEventRow(
            subscription.account_id,
            subscription.id,
            billing.new_id(),
            billing.moment.at,
            subscription.state,
            subscription.state,
            billing.actor,
            f"product {product.code}",
            subscription.product_id,
            former,
        )
    )


def _order(line: Line) -> tuple[int, UUID, int]:
    return (line.priority, line.subscription_id, line.seq)


def _settle(
    account: AccountState,
    line: Line,
    subscription: BilledSubscription | None,
    billing: Billing,
    stopped: bool,
) -> LineEnd:
    if subscription is None or not _still_stands(line, subscription):
        return LineEnd.SUPERSEDED
    if line.amount == 0:
        _append_period(line, subscription, billing)
        return LineEnd.FREE
    if stopped or not can_pay(account, line.amount, billing.moment):
        _suspend(line, subscription, billing)
        return LineEnd.UNPAID
    charge_line(account, line, billing)
    _append_period(line, subscription, billing)
    if subscription.state in (SubscriptionState.TRIAL, SubscriptionState.SUSPENDED):
        subscription.suspend_reason = subscription.suspended_on = None
        move(subscription, SubscriptionState.ACTIVE, "paid", billing)
    return LineEnd.CHARGED


def _still_stands(line: Line, subscription: BilledSubscription) -> bool:
    if subscription.next_start != line.period_start or subscription.next_seq != line.seq:
        return False
    if subscription.cancel_on is not None and line.period_end > subscription.cancel_on:
        return False
    product_id = subscription.next_product_id or subscription.product_id
    if product_id != line.product_id or subscription.quantity != line.quantity:
        return False
    paused = subscription.suspend_reason is SuspendReason.USER
    return subscription.state in _SETTLED and paused == (line.kind is PeriodKind.PAUSED)


def _suspend(line: Line, subscription: BilledSubscription, billing: Billing) -> None:
    if subscription.suspend_reason is SuspendReason.MONEY:
        return
    subscription.suspend_reason = SuspendReason.MONEY
    subscription.suspended_on = line.period_start
    move(subscription, SubscriptionState.SUSPENDED, "lack of money", billing)


def _append_period(line: Line, subscription: BilledSubscription, billing: Billing) -> None:
    billing.changes.periods.append(
        PeriodRow(
            line.account_id,
            line.subscription_id,
            line.seq,
            line.seq - 1 if line.seq else None,
            line.period_start,
            line.period_end,
            line.kind,
            billing.run_id,
        )
    )
    former = subscription.product_id
    advance(subscription, line)
    if subscription.product_id != former:
        note_product(subscription, former, billing)
    billing.changes.subscriptions[subscription.id] = subscription


def charge_line(account: AccountState, line: Line, billing: Billing) -> None:
    """Take a line's sum, tax apart. Whether it may be taken has been decided before."""
    charge_id, moment, changes = billing.new_id(), billing.moment, billing.changes
    integrator_id = billing.catalogue.products[line.product_id].integrator_id
    changes.transactions.append(
        TransactionRow(account.id, charge_id, TransactionKind.CHARGE, None, moment.today, moment.at)
    )
    net = line.amount - line.vat_amount
    parts = ((LedgerAccount.REVENUE, net), (LedgerAccount.VAT, line.vat_amount))
    for number, (credit, amount) in enumerate(parts, start=1):
        if amount:
            changes.entries.append(
                EntryRow(
                    account.id,
                    charge_id,
                    number,
                    account.side,
                    credit,
                    amount,
                    integrator_id,
                )
            )
    account.move(balance=-line.amount)
    changes.charges.append(
        BilledChargeRow(
            account.id,
            charge_id,
            integrator_id,
            line.subscription_id,
            line.product_id,
            line.amount,
            line.full_price,
            line.text,
            line.period_start,
            line.period_end,
            moment.today,
            line.charge_type,
            line.template_id,
            line.quantity,
            line.vat_kind,
            line.vat_rate,
            line.vat_amount,
            line.vat_note,
            ChargingMode.BILLING,
            billing.run_id,
        )
    )


_SETTLED = frozenset(
    {
        SubscriptionState.ACTIVE,
        SubscriptionState.TRIAL,
        SubscriptionState.CANCELLING,
        SubscriptionState.SUSPENDED,
    }
)
