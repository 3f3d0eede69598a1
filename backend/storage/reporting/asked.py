"""A question in terms of the database: numbers instead of names, instants instead of days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg import Connection

from backend.domain.errors import NotFound
from backend.domain.services.reporting.ask import Question
from backend.domain.services.reporting.report import Span
from backend.domain.values.period import ONE_DAY
from backend.domain.values.recurrence import add_months

Driver = Connection[Any]

BEGINNING = datetime.min.replace(tzinfo=UTC)
ENDLESS = datetime.max.replace(tzinfo=UTC)

_TICK = timedelta(microseconds=1)
"""PostgreSQL's smallest step of time: "up to and including" is "before the next tick"."""
_BATCH = 5_000
"""Rows that are fetched at a time: all that is ever held of a report with a million."""
_ACCOUNT = "SELECT id FROM account WHERE number = %s"
_INTEGRATOR = "SELECT id FROM integrator WHERE code = %s"
_PRODUCTS = "SELECT id FROM product WHERE code = %s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What counting works with. ``since`` and ``until`` bound what happened, half-open; ``known``
    is the instant before which it was recorded. The days are those of the question, inclusive.
    """

    driver: Driver
    zone: ZoneInfo
    first_day: date
    last_day: date
    since: datetime
    until: datetime
    known: datetime
    account_id: int | None
    integrator_id: int | None
    product_ids: Sequence[Any] | None

    @property
    def months(self) -> list[date]:
        """The first days of the question's months that have begun when it was known."""
        latest = min(self.last_day, self.known.astimezone(self.zone).date())
        month, months = self.first_day.replace(day=1), []
        while month <= latest:
            months.append(month)
            month = add_months(month, 1)
        return months

    def starts(self) -> dict[str, list[Any]]:
        """Months, and the instants at which they start and end, as parameters of a statement."""
        months = self.months
        return {
            "months": months,
            "starts": [midnight(month, self.zone) for month in months],
            "ends": [midnight(add_months(month, 1), self.zone) for month in months],
        }

    def at_start(self) -> "Asked":
        """The same question about the instant at which its first day begins."""
        return replace(self, until=min(self.since, self.known))

    def narrowed(self, account: str = "", integrator: str = "", product: str = "") -> str:
        """Conditions for the filters that are set, on these columns; "" where there is none."""
        pairs = (
            (account, self.account_id, "%(account_id)s"),
            (integrator, self.integrator_id, "%(integrator_id)s"),
            (product, self.product_ids, "ANY (%(product_ids)s)"),
        )
        return "".join(
            f" AND {column} = {given}"
            for column, set_, given in pairs
            if column and set_ is not None
        )

    def rows(self, sql: str, **more: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement, a few thousand at a time, through a cursor of the server's."""
        given = {
            "first_day": self.first_day,
            "last_day": self.last_day,
            "since": self.since,
            "until": self.until,
            "known": self.known,
            "zone": self.zone.key,
            "account_id": self.account_id,
            "integrator_id": self.integrator_id,
            "product_ids": self.product_ids,
            **more,
        }
        with self.driver.cursor(name="report") as cursor:
            cursor.itersize = _BATCH
            cursor.execute(sql, given)
            yield from cursor


def asked(question: Question, driver: Driver, zone: ZoneInfo) -> Asked:
    """The question with its names looked up. Raises ``NotFound`` for one that is nobody's."""
    known = question.as_of + _TICK
    end = midnight(question.last_day + ONE_DAY, zone)
    if question.report.span is Span.POINT and question.at is not None:
        end = question.at + _TICK
    return Asked(
        driver=driver,
        zone=zone,
        first_day=question.first_day,
        last_day=question.last_day,
        since=midnight(question.first_day, zone),
        until=end if question.is_now else min(end, known),
        known=known,
        account_id=_number(driver, _ACCOUNT, question.account, "account"),
        integrator_id=_number(driver, _INTEGRATOR, question.integrator, "integrator"),
        product_ids=_products(driver, question.product),
    )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day of the operator's begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _number(driver: Driver, sql: str, name: str | None, what: str) -> int | None:
    if name is None:
        return None
    found = driver.execute(sql, [name]).fetchone()
    if found is None:
        raise NotFound(f"there is no such {what}")
    return int(found[0])


def _products(driver: Driver, code: str | None) -> list[Any] | None:
    if code is None:
        return None
    found = [id_ for (id_,) in driver.execute(_PRODUCTS, [code])]
    if not found:
        raise NotFound("there is no such product")
    return found
