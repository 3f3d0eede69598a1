"""What follows from what: pure steps of a subscription's life. Nothing here sends anything.

An order is a chain: check → charge → report. Each answer is recorded together with the next
operation of the chain, in one write, so a chain that was cut goes on where it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from backend.sandbox.products import PAID_DAYS, Product
from backend.sandbox.state import (
    LIVING,
    Event,
    Kind,
    Operation,
    PlatformState,
    Status,
    Subscription,
    Verdict,
)

GRACE = timedelta(days=30)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """Virtual now, and the date at it in the platform's zone."""

    now: datetime
    today: date


class Life:
    """Decides over one platform's books; adds operations to them for others to send."""

    def __init__(self, state: PlatformState, product_of: Callable[[str], Product]) -> None:
        self._state = state
        self._product = product_of

    def living(self, account: str, product: str) -> Subscription | None:
        """The account's subscription to a product that is not over."""
        found = (
            each
            for each in self._state.subscriptions.values()
            if each.status in LIVING and (each.account, each.product) == (account, product)
        )
        return next(found, None)

    def order(self, account: str, product: str, moment: Moment) -> Subscription:
        """A new subscription, with the question whether it can be paid."""
        ordered = Subscription(
            id=self._new_id(), account=account, product=product, created=moment.now
        )
        self._state.subscriptions[ordered.id] = ordered
        self._ask(ordered, Kind.CHECK, moment, amount=self._product(product).price)
        return ordered

    def charge(self, subscription: Subscription, moment: Moment) -> None:
        """The next thirty days: from the day after the paid ones, but never from the past."""
        start = moment.today
        if subscription.paid_until is not None:
            start = max(start, subscription.paid_until + _DAY)
        self._ask(
            subscription,
            Kind.CHARGE,
            moment,
            amount=self._product(subscription.product).price,
            period_start=start,
            period_end=start + timedelta(days=PAID_DAYS - 1),
        )

    def uncharge(self, subscription: Subscription, moment: Moment) -> bool:
        """Ask for the last charge back; false where there is none left."""
        charge = self._state.charge(subscription.last_charge)
        if charge is None or charge.reversed:
            return False
        self._ask(subscription, Kind.REVERSE, moment, txid=charge.txid)
        return True

    def cancel(self, subscription: Subscription, moment: Moment, *, told: bool) -> None:
        """Serve the paid days, charge no more. ``told``: by the operator, who ends it as well."""
        subscription.told = told
        if subscription.paid_until is None or subscription.paid_until < moment.today:
            self._end(subscription, "cancelled", moment)
        elif subscription.status is not Status.CANCELLING:
            self._become(subscription, Status.CANCELLING, moment)

    def keep(self, subscription: Subscription) -> bool:
        """Take a cancellation back; false where it is over."""
        if subscription.status is Status.CANCELLING:
            subscription.status, subscription.told = Status.ACTIVE, False
        return subscription.status in LIVING

    def fall_due(self, moment: Moment) -> None:
        """Add what is due today; what still waits for an answer waits with everything else."""
        for each in self._state.subscriptions.values():
            if each.status in LIVING and not self._state.open_operations(each.id):
                self._fall_due(each, moment)

    def _fall_due(self, each: Subscription, moment: Moment) -> None:
        if each.paid_until is None or each.paid_until >= moment.today:
            return
        if each.status is Status.CANCELLING:
            self._end(each, "cancelled", moment)
        elif each.suspended_on is not None and each.suspended_on + GRACE <= moment.today:
            self._end(each, "not_paid", moment)
        elif each.next_try is None or each.next_try <= moment.today:
            self.charge(each, moment)

    def follow(self, operation: Operation, verdict: Verdict, moment: Moment) -> None:
        """Record an answer and what follows from it."""
        operation.outcome, operation.error = verdict, ""
        subscription = self._state.subscriptions[operation.subscription]
        if operation.kind is Kind.CHECK:
            self._checked(subscription, verdict, moment)
        elif operation.kind is Kind.CHARGE:
            self._charged(subscription, operation, moment)
        elif operation.kind is Kind.REVERSE:
            self._reversed(subscription, operation, moment)

    def _checked(self, subscription: Subscription, verdict: Verdict, moment: Moment) -> None:
        if verdict is Verdict.DONE:
            self.charge(subscription, moment)
        else:
            self._fail(subscription, verdict)

    def _charged(self, subscription: Subscription, operation: Operation, moment: Moment) -> None:
        verdict = operation.outcome
        if verdict is Verdict.DONE:
            self._paid(subscription, operation, moment)
        elif subscription.status is Status.ORDERED and verdict is not None:
            self._fail(subscription, verdict)
        elif verdict is Verdict.NO_MONEY and subscription.status is not Status.CANCELLING:
            self._unpaid(subscription, moment)
        else:
            self._end(subscription, "refused", moment)

    def _paid(self, subscription: Subscription, operation: Operation, moment: Moment) -> None:
        subscription.paid_until = operation.period_end
        subscription.last_charge = operation.txid
        subscription.suspended_on = subscription.next_try = None
        if subscription.status is Status.ORDERED:
            wait = self._product(subscription.product).activation
            subscription.activated_at = moment.now + wait
        self._note(subscription, "activate", moment, operation.amount)
        if subscription.status in (Status.ORDERED, Status.SUSPENDED):
            self._become(subscription, Status.ACTIVE, moment)

    def _unpaid(self, subscription: Subscription, moment: Moment) -> None:
        subscription.next_try = moment.today + _DAY
        if subscription.suspended_on is None:
            subscription.suspended_on = moment.today
            self._note(subscription, "financial_lock", moment)
            self._become(subscription, Status.SUSPENDED, moment)

    def _reversed(self, subscription: Subscription, operation: Operation, moment: Moment) -> None:
        charge = self._state.charge(operation.txid)
        if charge is None or operation.outcome not in (Verdict.DONE, Verdict.UNKNOWN_OPERATION):
            return
        charge.reversed = True
        if subscription.status in LIVING:
            self._end(subscription, "taken_back", moment)

    def _fail(self, subscription: Subscription, verdict: Verdict) -> None:
        subscription.status, subscription.note = Status.FAILED, verdict.value

    def _end(self, subscription: Subscription, why: str, moment: Moment) -> None:
        subscription.note = why
        subscription.next_try = None
        self._note(subscription, "deactivate", moment)
        self._become(subscription, Status.ENDED, moment)

    def _become(self, subscription: Subscription, status: Status, moment: Moment) -> None:
        subscription.status = status
        if not subscription.told:
            self._ask(subscription, Kind.REPORT, moment, status=status)

    def _note(
        self, subscription: Subscription, action: str, moment: Moment, money: int | None = None
    ) -> None:
        paid = subscription.paid_until
        following = paid + _DAY if paid and action == "activate" else None
        subscription.history.append(
            Event(time=moment.now, action=action, money=money, next_charge=following)
        )

    def _ask(self, subscription: Subscription, kind: Kind, moment: Moment, **more: Any) -> None:
        """Add an operation; ``more`` are its other fields."""
        operation = Operation(
            kind=kind,
            subscription=subscription.id,
            made_at=moment.now,
            **{"txid": more.pop("txid", None) or self._new_id(), **more},
        )
        self._state.operations.append(operation)

    def _new_id(self) -> str:
        self._state.counter += 1
        return f"{self._state.series}-{self._state.counter}"
