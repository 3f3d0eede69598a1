"""What falls due when, and what follows from each answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.sandbox.decisions import Life, Moment
from backend.sandbox.products import PRODUCTS
from backend.sandbox.state import Kind, Operation, PlatformState, Status, Verdict

START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


class Days:
    """A life in which days pass and every operation is answered at once."""

    def __init__(self) -> None:
        self.state = PlatformState(series="t")
        self.life = Life(self.state, PRODUCTS["rentsoft"].__getitem__)
        self.day = 0

    @property
    def moment(self) -> Moment:
        """The present."""
        now = START + timedelta(days=self.day)
        return Moment(now, now.date())

    def answer(self, verdict: Verdict, kind: Kind | None = None) -> list[Operation]:
        """Answer all open operations, reports with done; which they were."""
        answered = []
        while open_ones := self.state.open_operations():
            operation = open_ones[0]
            plain = operation.kind is Kind.REPORT or (kind is not None and operation.kind != kind)
            self.life.follow(operation, Verdict.DONE if plain else verdict, self.moment)
            answered.append(operation)
        return answered

    def pass_days(self, count: int) -> list[Operation]:
        """Let days pass; what became due on the last of them."""
        before = len(self.state.operations)
        for _ in range(count):
            self.day += 1
            before = len(self.state.operations)
            self.life.fall_due(self.moment)
        return self.state.operations[before:]


@pytest.fixture
def days() -> Days:
    """An order that was paid on the first of May."""
    made = Days()
    made.life.order("000123", "kav", made.moment)
    made.answer(Verdict.DONE)
    return made


def one(days: Days) -> tuple[Status, date | None, str]:
    """The subscription: its state, the last paid day, why it ended."""
    (found,) = days.state.subscriptions.values()
    return found.status, found.paid_until, found.note


def test_thirty_days_are_paid_both_ends_included(days: Days) -> None:
    assert one(days) == (Status.ACTIVE, date(2026, 5, 30), "")
    assert days.pass_days(29) == []
    (charge,) = days.pass_days(1)
    assert (charge.period_start, charge.period_end) == (date(2026, 5, 31), date(2026, 6, 29))


def test_what_waits_for_an_answer_does_not_fall_due_again(days: Days) -> None:
    assert len(days.pass_days(30)) == 1
    assert days.pass_days(5) == []
    days.answer(Verdict.DONE)
    assert one(days)[1] == date(2026, 6, 29)


def test_a_late_charge_is_never_for_the_past(days: Days) -> None:
    days.day = 40
    (charge,) = days.pass_days(1)
    assert charge.period_start == days.moment.today


def test_without_money_it_waits_and_tries_every_day_under_a_new_id(days: Days) -> None:
    ids = []
    days.pass_days(30)
    ids += [o.txid for o in days.answer(Verdict.NO_MONEY) if o.kind is Kind.CHARGE]
    assert one(days)[0] is Status.SUSPENDED
    for _ in range(3):
        days.pass_days(1)
        tried = days.answer(Verdict.NO_MONEY)
        assert [each.kind for each in tried] == [Kind.CHARGE]  # reported once only
        ids += [each.txid for each in tried]
    assert len(set(ids)) == 4
    days.pass_days(1)
    kinds = [(each.kind, each.status) for each in days.answer(Verdict.DONE)]
    assert kinds == [(Kind.CHARGE, None), (Kind.REPORT, Status.ACTIVE)]


def test_thirty_days_without_money_end_it(days: Days) -> None:
    days.pass_days(30)
    for _ in range(29):
        days.answer(Verdict.NO_MONEY)
        days.pass_days(1)
    days.answer(Verdict.NO_MONEY)
    assert one(days)[0] is Status.SUSPENDED
    (report,) = days.pass_days(1)
    assert (report.kind, report.status) == (Kind.REPORT, Status.ENDED)
    assert one(days)[2] == "not_paid"


@pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.UNKNOWN_ACCOUNT, Verdict.TAKEN_BACK])
def test_any_other_refusal_ends_it(days: Days, verdict: Verdict) -> None:
    days.pass_days(30)
    days.answer(verdict)
    assert (one(days)[0], one(days)[2]) == (Status.ENDED, "refused")
    assert days.pass_days(40) == []


@pytest.mark.parametrize("told", [True, False])
def test_a_cancelled_one_serves_its_days(days: Days, *, told: bool) -> None:
    (found,) = days.state.subscriptions.values()
    days.life.cancel(found, days.moment, told=told)
    reports = [each.status for each in days.answer(Verdict.DONE)]
    assert reports == ([] if told else [Status.CANCELLING])
    assert days.pass_days(29) == []
    ended = [(each.kind, each.status) for each in days.pass_days(1)]
    assert ended == ([] if told else [(Kind.REPORT, Status.ENDED)])
    assert one(days)[0] is Status.ENDED
    assert days.life.keep(found) is False


def test_a_kept_one_is_charged_and_reported_again(days: Days) -> None:
    (found,) = days.state.subscriptions.values()
    days.life.cancel(found, days.moment, told=True)
    assert days.life.keep(found) is True
    (charge,) = days.pass_days(30)
    assert charge.kind is Kind.CHARGE
    assert [each.kind for each in days.answer(Verdict.NO_MONEY)] == [Kind.CHARGE, Kind.REPORT]


@pytest.mark.parametrize("verdict", [Verdict.NO_MONEY, Verdict.REFUSED, Verdict.UNANSWERED])
def test_a_question_that_is_not_answered_yes_orders_nothing(verdict: Verdict) -> None:
    days = Days()
    days.life.order("000123", "kav", days.moment)
    (asked,) = days.answer(verdict)
    assert asked.kind is Kind.CHECK
    assert one(days) == (Status.FAILED, None, verdict.value)


def test_a_charge_that_is_taken_back_ends_it(days: Days) -> None:
    (found,) = days.state.subscriptions.values()
    assert days.life.uncharge(found, days.moment) is True
    done = days.answer(Verdict.DONE)
    assert [(each.kind, each.status) for each in done] == [
        (Kind.REVERSE, None),
        (Kind.REPORT, Status.ENDED),
    ]
    assert done[0].txid == found.last_charge
    assert days.life.uncharge(found, days.moment) is False
