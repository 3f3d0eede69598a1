"""What is meant by a wish for a report, and what is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from backend.domain.errors import InvalidRequest, NotFound
from backend.domain.services.reporting.ask import MAX_DAYS, Question, Wish, ask
from backend.domain.services.reporting.report import Filter, ReportName
from backend.domain.services.reporting.reports import REPORTS
from backend.domain.values.moment import Moment

NOW = datetime(2026, 5, 20, 21, 30, tzinfo=UTC)
MOMENT = Moment(NOW, date(2026, 5, 21))


def asked(name: str, **wish: Any) -> Question:
    """The question behind a wish, asked shortly after midnight in Moscow."""
    return ask(Wish(name=name, **wish), MOMENT)


def test_every_report_is_described() -> None:
    assert REPORTS.keys() == set(ReportName)
    for report in REPORTS.values():
        names = [column.name for column in report.columns]
        assert len(set(names)) == len(names)
        assert report.needs <= report.takes <= set(Filter)


def test_without_days_it_is_today_or_this_month() -> None:
    today = asked("states")
    assert (today.first_day, today.last_day, today.at) == (MOMENT.today, MOMENT.today, None)
    month = asked("revenue")
    assert (month.first_day, month.last_day) == (date(2026, 5, 1), date(2026, 5, 31))
    assert month.as_of == NOW


def test_what_is_left_out_of_a_period_is_filled_in() -> None:
    since = asked("churn", first_day=date(2026, 2, 1))
    assert (since.first_day, since.last_day) == (date(2026, 2, 1), date(2026, 5, 31))
    until = asked("churn", last_day=date(2026, 2, 28))
    assert (until.first_day, until.last_day) == (date(2026, 2, 1), date(2026, 2, 28))


def test_three_years_are_the_most() -> None:
    last = date(2026, 5, 21)
    whole = asked("charges", first_day=last - timedelta(days=MAX_DAYS - 1), last_day=last)
    assert (whole.last_day - whole.first_day).days == MAX_DAYS - 1
    with pytest.raises(InvalidRequest, match=str(MAX_DAYS)):
        asked("charges", first_day=last - timedelta(days=MAX_DAYS), last_day=last)


@pytest.mark.parametrize(
    ("name", "wish"),
    [
        ("states", {"on": date(2026, 5, 22)}),
        ("states", {"at": NOW + timedelta(seconds=1)}),
        ("states", {"at": NOW.replace(tzinfo=None)}),
        ("states", {"at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))}),
        ("states", {"as_of": datetime(1, 1, 1, tzinfo=UTC)}),
        ("states", {"on": date(2026, 5, 1), "at": NOW}),
        ("states", {"first_day": date(2026, 5, 1)}),
        ("states", {"as_of": NOW + timedelta(microseconds=1)}),
        ("states", {"as_of": NOW.replace(tzinfo=None)}),
        ("charges", {"on": date(2026, 5, 1)}),
        ("charges", {"first_day": date(2026, 6, 1)}),
        ("charges", {"first_day": date(2026, 5, 2), "last_day": date(2026, 5, 1)}),
        ("arpu", {"first_day": date(2026, 5, 2)}),
        ("arpu", {"last_day": date(2026, 5, 30)}),
        ("refusals", {"product": "kav"}),
        ("settlement", {}),
        ("settlement", {"integrator": "alpha", "account": "1001"}),
    ],
)
def test_what_cannot_be_asked(name: str, wish: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        asked(name, **wish)


def test_an_unknown_report() -> None:
    with pytest.raises(NotFound):
        asked("gossip")
