"""A forecast is what the run does, for any subscriptions and any money."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.catalogue import Catalogue, Price, Template
from backend.domain.services.billing.line import BilledSubscription
from backend.domain.services.billing.plan_lines import Parked, plan_lines
from backend.domain.services.billing.rows import BilledChargeRow, BillingChanges
from backend.domain.services.billing.settle_lines import Billing, settle_lines
from backend.domain.services.charging.state import AccountState
from backend.domain.services.forecasting.forecast import Forecast
from backend.domain.services.forecasting.foresee import Ahead, foresee
from backend.domain.services.forecasting.situation import Situation
from backend.domain.services.subscribing.end_due import end_cancelled, end_overdue
from backend.domain.services.subscribing.subscriber import Subscriber
from backend.domain.values.billing import CatchUp, SuspendReason
from backend.domain.values.moment import Moment
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.status import AccountStatus, SubscriptionState
from tests.unit.billing.goods import RATES, product, template

TODAY = date(2026, 1, 31)
YEAR = timedelta(days=365)
ONE_DAY = timedelta(days=1)
RULES = (PeriodRule.CALENDAR_MONTH, PeriodRule.ANCHORED_MONTH, PeriodRule.DAYS)
_S = SubscriptionState


def start_of(day: date) -> datetime:
    """Days begin at midnight in UTC here."""
    return datetime.combine(day, time(), UTC)


def house() -> Catalogue:
    """A product for each rule; its price rises in July, its catch-up differs."""
    templates: dict[str, tuple[Template, ...]] = {}
    products = []
    for place, rule in enumerate(RULES):
        versions = template(
            id=UUID(int=100 + place),
            code=rule.value,
            recurrence=Recurrence(rule, 30),
            priority=10 * place,
        )
        templates[rule.value] = (versions,)
        products.append(
            product(
                id=UUID(int=place + 1),
                code=rule.value,
                template=rule.value,
                catch_up=(CatchUp.ALL, CatchUp.CURRENT, CatchUp.ALL)[place],
                stops_queue=place == 0,
                prices=(
                    Price(date(2000, 1, 1), date(2000, 1, 1), 50_00 + place),
                    Price(date(2026, 7, 1), date(2026, 7, 1), 60_01),
                ),
            )
        )
    return Catalogue({each.id: each for each in products}, templates, RATES, {1: "РентСофт"})


HOUSE = house()
PRODUCTS = st.sampled_from(list(HOUSE.products))


@st.composite
def subscriptions(draw: st.DrawFn, number: int) -> BilledSubscription:
    """One in any state that billing knows, begun within the last two months."""
    anchor = TODAY - timedelta(days=draw(st.integers(0, 60)))
    start = anchor + timedelta(days=draw(st.integers(0, 90)))
    state = draw(st.sampled_from([_S.ACTIVE, _S.TRIAL, _S.CANCELLING, _S.SUSPENDED]))
    reason = draw(st.sampled_from(SuspendReason)) if state is _S.SUSPENDED else None
    return BilledSubscription(
        account_id=1,
        id=UUID(int=1000 + number),
        product_id=draw(PRODUCTS),
        key=f"key-{number}",
        state=state,
        anchor=anchor,
        next_start=start,
        next_seq=1,
        quantity=draw(st.integers(1, 3)),
        trial_until=start + timedelta(days=draw(st.integers(0, 40))) if state is _S.TRIAL else None,
        cancel_on=start if state is _S.CANCELLING else None,
        suspend_reason=reason,
        suspended_on=start if reason else None,
        next_product_id=draw(st.none() | PRODUCTS),
    )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """An account with up to four of them, and any money."""
    many = draw(st.integers(0, 4))
    promised = draw(st.integers(0, 100_00))
    lasts = draw(st.integers(-5, 100))
    account = AccountState(
        id=1,
        number="1",
        status=AccountStatus.ACTIVE,
        balance=draw(st.integers(-100_00, 500_00)),
        held=draw(st.integers(0, 50_00)),
        credit_limit=draw(st.integers(0, 100_00)),
        promised=promised,
        promised_until=start_of(TODAY) + timedelta(days=lasts) if promised else None,
    )
    return Situation(
        account=account, subscriptions=[draw(subscriptions(number)) for number in range(many)]
    )


def lived(situation: Situation, forecast: Forecast) -> Iterator[tuple[date, BilledChargeRow]]:
    """What runs charge, a tick on every day of the year, what is missing paid in on its day."""
    account = replace(situation.account)
    own = {each.id: replace(each) for each in situation.subscriptions}
    missing = {debit.on: debit.missing or 0 for debit in forecast.debits}
    ids = (UUID(int=number) for number in count(1))
    day = TODAY
    while day <= forecast.until:
        changes = BillingChanges()
        billing = Billing(Moment(start_of(day), day), ids.__next__, HOUSE, None, changes)
        subscriber = Subscriber(account, own)
        end_cancelled(subscriber, billing)
        end_overdue(subscriber, billing)
        account.move(balance=missing.get(day, 0))
        lines = []
        for each in own.values():
            planned = plan_lines(each, HOUSE, day)
            assert not isinstance(planned, Parked)
            lines += planned
        settle_lines(account, lines, own, billing)
        yield from ((day, row) for row in changes.charges)
        day += ONE_DAY


def ahead(until: date = TODAY + YEAR) -> Ahead:
    """A look so far ahead."""
    return Ahead(HOUSE, Moment(start_of(TODAY), TODAY), until, start_of)


@settings(max_examples=120, deadline=None)
@given(situations())
def test_a_year_is_foreseen_as_it_is_lived(situation: Situation) -> None:
    before = repr(situation)
    forecast = foresee(situation, ahead())
    assert repr(situation) == before, "nothing of what it starts from is changed"

    seen = [(debit.on, line) for debit in forecast.debits for line in debit.lines]
    done = list(lived(situation, forecast))
    assert [
        (on, line.subscription_id, line.period_start, line.period_end, line.amount, line.text)
        for on, line in seen
    ] == [
        (day, row.subscription_id, row.period_start, row.period_end, row.amount, row.text)
        for day, row in done
    ]
    assert [line.vat_amount for _, line in seen] == [row.vat_amount for _, row in done]


@settings(max_examples=80, deadline=None)
@given(situations(), st.integers(0, 365))
def test_what_is_seen_does_not_depend_on_how_far_is_looked(situation: Situation, days: int) -> None:
    until = TODAY + timedelta(days=days)
    near = foresee(situation, ahead(until)).debits
    far = foresee(situation, ahead()).debits
    assert near == tuple(debit for debit in far if debit.on <= until)


@settings(max_examples=80, deadline=None)
@given(situations())
def test_what_is_missing_is_what_is_not_there(situation: Situation) -> None:
    for debit in foresee(situation, ahead()).debits:
        assert debit.available is not None
        assert debit.missing == max(0, debit.amount - debit.available)
        shares = [line.missing or 0 for line in debit.lines]
        assert all(
            0 <= share <= line.amount for share, line in zip(shares, debit.lines, strict=True)
        )
        assert sum(shares) == min(debit.amount, debit.missing)
