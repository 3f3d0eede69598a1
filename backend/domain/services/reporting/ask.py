"""Ask for a report: what is meant where nothing is said, and what cannot be asked."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.services.reporting.report import Filter, Report, ReportName, Span
from backend.domain.services.reporting.reports import REPORTS
from backend.domain.values.moment import Moment

MAX_DAYS = 3 * 366
"""The longest time of one report: three years."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Instants before are typing errors, and arithmetic on the calendar's edge is an error itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for; everything but the name may be left out.

    ``on`` and ``at`` are for reports of one point in time, ``first_day`` and ``last_day``
    (inclusive) for those of many days. ``as_of``: as it was known then.
    """

    name: str
    on: date | None = None
    at: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    as_of: datetime | None = None
    account: str | None = None
    integrator: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A wish that can be answered. Of a point in time both days are the same.

    ``at`` is the instant up to which, itself included, things are counted, if not to the end of
    the last day; ``as_of`` the one up to which they are known. ``is_now``: that is everything.
    """

    report: Report
    first_day: date
    last_day: date
    at: datetime | None
    as_of: datetime
    is_now: bool
    account: str | None
    integrator: str | None
    product: str | None


def ask(wish: Wish, moment: Moment) -> Question:
    """The question behind a wish. Raises ``NotFound`` and ``InvalidRequest``.

    Without days it is today, or this month until its end.
    """
    report = _report(wish.name)
    _check_filters(report, wish)
    as_of = moment.at if wish.as_of is None else _aware(wish.as_of)
    if as_of > moment.at:
        raise InvalidRequest("what will be known later cannot be asked for")
    first_day, last_day = _days(report.span, wish, moment)
    return Question(
        report=report,
        first_day=first_day,
        last_day=last_day,
        at=None if wish.at is None else _aware(wish.at),
        as_of=as_of,
        is_now=wish.as_of is None,
        account=wish.account,
        integrator=wish.integrator,
        product=wish.product,
    )


def _report(name: str) -> Report:
    try:
        return REPORTS[ReportName(name)]
    except ValueError:
        raise NotFound("there is no such report") from None


def _check_filters(report: Report, wish: Wish) -> None:
    for each in Filter:
        given = getattr(wish, each) is not None
        if given and each not in report.takes:
            raise InvalidRequest(f"the report {report.name} is not made by {each}")
        if not given and each in report.needs:
            raise InvalidRequest(f"the report {report.name} is of one {each}: say which")


def _days(span: Span, wish: Wish, moment: Moment) -> tuple[date, date]:
    if span is Span.POINT:
        day = _point(wish, moment)
        return day, day
    if wish.on is not None or wish.at is not None:
        raise InvalidRequest("the report is of many days: say from and to")
    month = moment.today.replace(day=1)
    first = wish.first_day or (wish.last_day or month).replace(day=1)
    last = wish.last_day or _month_end(max(first, month))
    if last < first:
        raise InvalidRequest("the last day is before the first one")
    if first > moment.today:
        raise InvalidRequest("these days are still to come")
    if (last - first).days >= MAX_DAYS:
        raise InvalidRequest(f"a report is of at most {MAX_DAYS} days")
    if span is Span.MONTHS and (first.day != 1 or last != _month_end(last)):
        raise InvalidRequest("the report is of whole months, from a first day to a last one")
    return first, last


def _point(wish: Wish, moment: Moment) -> date:
    if wish.first_day is not None or wish.last_day is not None:
        raise InvalidRequest("the report is of one day: say on, or at")
    if wish.on is not None and wish.at is not None:
        raise InvalidRequest("say either a day or an instant")
    if wish.on is not None and wish.on > moment.today:
        raise InvalidRequest("this day is still to come")
    if wish.at is not None and _aware(wish.at) > moment.at:
        raise InvalidRequest("this instant is still to come")
    return wish.on or moment.today


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise InvalidRequest("an instant says its offset, like 2026-05-01T12:00:00+03:00")
    if instant < EARLIEST:
        raise InvalidRequest(f"an instant is not before {EARLIEST.year}")
    return instant


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
