"""A forecast as every contract tells it."""

import re
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import BeforeValidator, Field

from backend.api.cabinet.rendering import percent
from backend.api.cabinet.results import Percent
from backend.api.wire import FIRST_DAY, LAST_DAY, AccountNumber, Money, Outgoing
from backend.domain.services.forecasting.forecast import Debit, DebitLine, Forecast, Unforeseen


def _in_the_calendar(day: object) -> object:
    """Also what pydantic would read as a date of its own, such as a number of seconds, is none."""
    if day is None:
        return None
    if not isinstance(day, str) or _DAY.fullmatch(day) is None:
        raise ValueError('a date is a text such as "2026-05-30"')
    if not FIRST_DAY.isoformat() <= day <= LAST_DAY.isoformat():
        raise ValueError(f"a date is between {FIRST_DAY} and {LAST_DAY}")
    return day


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


UntilDay = Annotated[
    date | None,
    BeforeValidator(_in_the_calendar),
    Query(description="The last day looked at, at most 400 days ahead; without it, two months."),
]


OnDay = Annotated[
    date | None, BeforeValidator(_in_the_calendar), Query(description="Only this day.")
]


class DebitLineResult(Outgoing):
    """What one subscription will cost for one period. Days are inclusive."""

    subscription: UUID
    product: str
    text: str
    first_day: date
    last_day: date
    quantity: int
    amount: Money = Field(description="Tax inside.")
    vat_rate: Percent | None = None
    vat_amount: Money
    vat_note: str
    expected: bool = Field(
        description="Its platform charges it: the sum is what it took last time, not a promise."
    )
    missing: Money | None = Field(
        None, description="How much of it is not covered, lines of a day being paid in order."
    )

    @classmethod
    def of(cls, line: DebitLine) -> Self:
        """The wire form of a line."""
        return cls(
            subscription=line.subscription_id,
            product=line.product,
            text=line.text,
            first_day=line.period_start,
            last_day=line.period.last_day,
            quantity=line.quantity,
            amount=line.amount,
            vat_rate=percent(line.vat_rate),
            vat_amount=line.vat_amount,
            vat_note=line.vat_note,
            expected=line.expected,
            missing=line.missing,
        )


class DebitResult(Outgoing):
    """Everything that is charged on one day."""

    on: date
    amount: Money
    vat_amount: Money
    available: Money | None = Field(
        None,
        description="Before it: balance without what is held, credit limit and a promised payment "
        "that still lasts. Left out where only another billing knows.",
    )
    missing: Money | None = Field(
        None,
        description="What has to be paid in for it. Left out where only another billing knows.",
    )
    lines: list[DebitLineResult]

    @classmethod
    def of(cls, debit: Debit) -> Self:
        """The wire form of a debit."""
        return cls(
            on=debit.on,
            amount=debit.amount,
            vat_amount=debit.vat_amount,
            available=debit.available,
            missing=debit.missing,
            lines=[DebitLineResult.of(line) for line in debit.lines],
        )


class UnforeseenResult(Outgoing):
    """A subscription of which the next debit cannot be told."""

    subscription: UUID
    product: str
    on: date = Field(description="The day from which it cannot be told.")
    reason: str = Field(
        description="A stable word: `not_billable`, `several_periods_due`, … where a person has to "
        "look; of what a platform charges: `no_period`, `late`, `suspended_by_platform`.",
        examples=["late"],
    )

    @classmethod
    def of(cls, told: Unforeseen) -> Self:
        """The wire form."""
        return cls(
            subscription=told.subscription_id,
            product=told.product,
            on=told.on,
            reason=told.reason,
        )


class ForecastResult(Outgoing):
    """The debits that are coming, in order, as everything stands today.

    What is missing for a debit is supposed to be paid in before it, so a shortage is told once and
    does not grow from one debit to the next.
    """

    account: AccountNumber
    as_of: date
    until: date
    available: Money | None = Field(
        None, description="What may be taken now. Left out where only another billing knows."
    )
    blocked: bool = Field(description="While the account is blocked, nothing is taken.")
    debits: list[DebitResult]
    on_resumption: list[DebitLineResult] = Field(
        description="What subscriptions that wait for money would cost if it came today."
    )
    unforeseen: list[UnforeseenResult]

    @classmethod
    def of(cls, forecast: Forecast) -> Self:
        """The wire form of a forecast."""
        return cls(
            account=forecast.account,
            as_of=forecast.as_of,
            until=forecast.until,
            available=forecast.available,
            blocked=forecast.is_blocked,
            debits=[DebitResult.of(debit) for debit in forecast.debits],
            on_resumption=[DebitLineResult.of(line) for line in forecast.on_resumption],
            unforeseen=[UnforeseenResult.of(told) for told in forecast.unforeseen],
        )
