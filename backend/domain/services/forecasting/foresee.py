"""Foresee an account's debits: its days are gone through as the tick and the run will go through
them, with the same code, on copies that are thrown away."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import NamedTuple
from uuid import UUID

from backend.domain.catalogue import Catalogue
from backend.domain.services.billing.line import BilledSubscription, Line
from backend.domain.services.billing.plan_lines import Parked, due_on, plan_lines
from backend.domain.services.billing.rows import BilledChargeRow, BillingChanges
from backend.domain.services.billing.settle_lines import Billing, settle_lines, total
from backend.domain.services.booking.rely import as_if_rich
from backend.domain.services.charging.state import AccountState
from backend.domain.services.forecasting.expect import expect
from backend.domain.services.forecasting.forecast import (
    Debit,
    DebitLine,
    Forecast,
    Unforeseen,
    spread_missing,
)
from backend.domain.services.forecasting.situation import Situation
from backend.domain.services.subscribing.end_due import end_cancelled, end_overdue
from backend.domain.services.subscribing.resume_after_payment import is_unpaid, line_after_payment
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.moment import Moment
from backend.domain.values.period import ONE_DAY
from backend.domain.values.status import AccountStatus

StartOf = Callable[[date], datetime]
"""The instant at which a day begins for the operator: that is when its run may come."""


class Ahead(NamedTuple):
    """How far is looked, from when, and with which catalogue."""

    catalogue: Catalogue
    moment: Moment
    until: date
    start_of: StartOf


def foresee(situation: Situation, ahead: Ahead) -> Forecast:
    """The forecast from today to ``until``, both included."""
    account, today = situation.account, ahead.moment.today
    course = _Course(situation, ahead)
    debits = tuple(course.debits())
    return Forecast(
        account_id=account.id,
        account=account.number,
        as_of=today,
        until=ahead.until,
        available=None if account.elsewhere else account.available(ahead.moment.at),
        is_blocked=account.status is not AccountStatus.ACTIVE,
        debits=debits,
        on_resumption=course.on_resumption,
        unforeseen=tuple(course.unforeseen),
    )


class _Course:
    """How the account goes on. Whatever is missing on a day is paid in before it."""

    def __init__(self, situation: Situation, ahead: Ahead) -> None:
        self._ahead = ahead
        self._ids = (UUID(int=number) for number in count(1))
        self._is_known = situation.account.elsewhere is None
        self._account = _copied(situation.account)
        self.unforeseen: list[Unforeseen] = []
        self._subscriptions = {each.id: replace(each) for each in situation.subscriptions}
        for each in situation.subscriptions:
            if each.id in situation.parked:
                self._leave(each, ahead.moment.today, situation.parked[each.id])
        self._subscriber = Subscriber(self._account, self._subscriptions)
        self.on_resumption = tuple(self._resumable())
        self._expected: dict[date, list[DebitLine]] = {}
        self._expect(situation)

    def debits(self) -> Iterator[Debit]:
        """The debits in order."""
        day = self._next_day(self._ahead.moment.today)
        while day is not None and day <= self._ahead.until:
            debit = self._live(day)
            if debit is not None:
                yield debit
            day = self._next_day(day + ONE_DAY)

    def _live(self, day: date) -> Debit | None:
        """Do what the tick does on a day; what is charged on it, if anything."""
        at = self._ahead.moment.at
        if day > self._ahead.moment.today:
            at = self._ahead.start_of(day)
        changes = BillingChanges()
        billing = Billing(Moment(at, day), self._ids.__next__, self._ahead.catalogue, None, changes)
        end_cancelled(self._subscriber, billing)
        end_overdue(self._subscriber, billing)
        lines = self._due(day)
        expected = self._expected.pop(day, [])
        available = self._account.available(at)
        amount = total(lines) + sum(line.amount for line in expected)
        missing = max(0, amount - available) if amount else 0
        self._account.move(balance=missing)
        settle_lines(self._account, lines, self._subscriptions, billing)
        self._account.move(balance=-sum(line.amount for line in expected))
        if not amount:
            return None
        charged = [*(_charged(row, self._title(row.product_id)) for row in changes.charges)]
        shown = tuple(charged + expected)
        return Debit(
            on=day,
            lines=spread_missing(shown, available) if self._is_known else shown,
            available=available if self._is_known else None,
            missing=missing if self._is_known else None,
        )

    def _due(self, day: date) -> list[Line]:
        lines: list[Line] = []
        for each in list(self._subscriptions.values()):
            planned = plan_lines(each, self._ahead.catalogue, day)
            if isinstance(planned, Parked):
                self._leave(each, day, planned.reason)
            else:
                lines += planned
        return lines

    def _next_day(self, since: date) -> date | None:
        """The first day from ``since`` on on which something may be due."""
        days = [day for day in map(due_on, self._subscriptions.values()) if day is not None]
        days += self._expected
        return max(since, min(days)) if days else None

    def _expect(self, situation: Situation) -> None:
        today, until = self._ahead.moment.today, self._ahead.until
        for each in situation.of_platforms:
            lines, untold = expect(each, self._ahead.catalogue, today, until)
            for line in lines:
                self._expected.setdefault(line.period_start, []).append(line)
            if untold is not None:
                self.unforeseen.append(untold)

    def _resumable(self) -> Iterator[DebitLine]:
        today, catalogue = self._ahead.moment.today, self._ahead.catalogue
        lines = []
        for each in list(self._subscriptions.values()):
            if not is_unpaid(each):
                continue
            line = line_after_payment(each, catalogue, today)
            if line is None:
                self._tell(each, today, "not_billable")
            else:
                lines.append(line)
        for line in sorted(lines, key=lambda line: (line.priority, line.subscription_id)):
            integrator_id = catalogue.products[line.product_id].integrator_id
            yield _planned(line, integrator_id, self._title(line.product_id))

    def _leave(self, subscription: BilledSubscription, day: date, reason: str) -> None:
        """Go on without a subscription that a person has to look at."""
        self._subscriptions.pop(subscription.id)
        self._tell(subscription, day, reason)

    def _tell(self, subscription: BilledSubscription, day: date, reason: str) -> None:
        product_id = subscription.product_id
        told = Unforeseen(subscription.id, product_id, self._title(product_id), day, reason)
        self.unforeseen.append(told)

    def _title(self, product_id: UUID) -> str:
        product = self._ahead.catalogue.products.get(product_id)
        return product.title if product else ""


def _copied(account: AccountState) -> AccountState:
    """The account as if it were not blocked, and its money, where it is kept elsewhere, enough."""
    return replace(
        account,
        status=AccountStatus.ACTIVE,
        elsewhere=as_if_rich() if account.elsewhere is not None else None,
        spent_today={},
    )


def _charged(row: BilledChargeRow, product: str) -> DebitLine:
    return DebitLine(
        row.subscription_id,
        row.product_id,
        product,
        row.integrator_id,
        row.charge_type,
        row.text,
        row.period_start,
        row.period_end,
        row.quantity,
        row.full_price,
        row.amount,
        row.vat_kind,
        row.vat_rate,
        row.vat_amount,
        row.vat_note,
    )


def _planned(line: Line, integrator_id: int, product: str) -> DebitLine:
    return DebitLine(
        line.subscription_id,
        line.product_id,
        product,
        integrator_id,
        line.charge_type,
        line.text,
        line.period_start,
        line.period_end,
        line.quantity,
        line.full_price,
        line.amount,
        line.vat_kind,
        line.vat_rate,
        line.vat_amount,
        line.vat_note,
    )
