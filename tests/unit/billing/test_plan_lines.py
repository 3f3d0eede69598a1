"""What is due on a day, and what each line of it says."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.catalogue import Catalogue, Price
from backend.domain.services.billing.line import BilledSubscription, Line, advance
from backend.domain.services.billing.plan_lines import MAX_LINES, Parked, plan_lines, plan_parked
from backend.domain.values.billing import (
    CatchUp,
    PeriodKind,
    PriceSource,
    SuspendReason,
    VatSource,
)
from backend.domain.values.proration import Proration
from backend.domain.values.recurrence import PeriodRule, Recurrence
from backend.domain.values.status import SubscriptionState
from backend.domain.values.vat import EXEMPT_NOTE, VatKind
from tests.unit.billing import goods
from tests.unit.billing.goods import MAY_1

CALENDAR = Recurrence(PeriodRule.CALENDAR_MONTH)
ANCHORED = Recurrence(PeriodRule.ANCHORED_MONTH)
MONTHLY = goods.catalogue(templates=(goods.template(recurrence=ANCHORED),))
JUNE_1 = date(2026, 6, 1)
S = SubscriptionState


def planned(
    subscription: BilledSubscription, catalogue: Catalogue, today: date, charged_today: int = 0
) -> list[Line]:
    lines = plan_lines(subscription, catalogue, today, charged_today)
    assert isinstance(lines, list)
    return lines


def parked(subscription: BilledSubscription, catalogue: Catalogue, today: date) -> str:
    found = plan_lines(subscription, catalogue, today)
    assert isinstance(found, Parked)
    assert found.subscription is subscription
    return found.reason


def spans(lines: list[Line]) -> list[tuple[str, str, PeriodKind, int]]:
    """First day, last day, kind and sum of each line."""
    one_day = timedelta(days=1)
    return [
        (f"{line.period_start:%m-%d}", f"{line.period_end - one_day:%m-%d}", line.kind, line.amount)
        for line in lines
    ]


def test_the_golden_row_of_the_bulletin() -> None:
    """«Антивирус Касперского», 1 мес., 50р.: 1 мая – 30 мая."""
    product = goods.product(
        vat_kind=VatKind.EXEMPT, registrations=(goods.registration(date(2016, 1, 1)),)
    )
    (line,) = planned(goods.subscription(), goods.catalogue(product), MAY_1)
    assert line.text == "Антивирус Касперского, 1 мая – 30 мая, 50р."
    assert (line.period_start, line.period_end) == (MAY_1, date(2026, 5, 31))
    assert (line.amount, line.full_price, line.quantity) == (5_000, 5_000, 1)
    assert (line.vat_kind, line.vat_rate, line.vat_amount) == (VatKind.EXEMPT, 0, 0)
    assert line.vat_note == EXEMPT_NOTE
    assert (line.kind, line.charge_type, line.seq) == (PeriodKind.CHARGED, "antivirus", 0)
    assert (line.template_id, line.product_id) == (goods.TEMPLATE_ID, goods.PRODUCT_ID)


def test_planning_changes_nothing() -> None:
    subscription = goods.subscription()
    before = replace(subscription)
    planned(subscription, MONTHLY, date(2026, 8, 1))
    assert subscription == before


@pytest.mark.parametrize("days", [-400, -1])
def test_nothing_is_due_before_its_day(days: int) -> None:
    assert planned(goods.subscription(), MONTHLY, MAY_1 + timedelta(days=days)) == []


@pytest.mark.parametrize("state", S)
def test_only_living_subscriptions_with_service_are_billed(state: SubscriptionState) -> None:
    lines = planned(goods.subscription(state=state), MONTHLY, MAY_1)
    assert bool(lines) == (state in (S.ACTIVE, S.TRIAL, S.CANCELLING))


@pytest.mark.parametrize("reason", SuspendReason)
def test_while_it_is_suspended_nothing_is_due(reason: SuspendReason) -> None:
    subscription = goods.subscription(state=S.SUSPENDED, suspend_reason=reason)
    assert planned(subscription, MONTHLY, date(2027, 5, 1)) == []


def stocked(policy: CatchUp) -> Catalogue:
    return goods.catalogue(
        goods.product(catch_up=policy), templates=(goods.template(recurrence=ANCHORED),)
    )


def test_all_missed_periods_are_billed_where_the_product_says_so() -> None:
    lines = planned(goods.subscription(), stocked(CatchUp.ALL), date(2026, 7, 15))
    assert spans(lines) == [
        ("05-01", "05-31", PeriodKind.CHARGED, 5_000),
        ("06-01", "06-30", PeriodKind.CHARGED, 5_000),
        ("07-01", "07-31", PeriodKind.CHARGED, 5_000),
    ]
    assert [line.seq for line in lines] == [0, 1, 2]


def test_only_the_current_period_is_billed_and_the_chain_has_no_gap() -> None:
    lines = planned(goods.subscription(), stocked(CatchUp.CURRENT), date(2026, 7, 15))
    assert spans(lines) == [
        ("05-01", "05-31", PeriodKind.FORGIVEN, 0),
        ("06-01", "06-30", PeriodKind.FORGIVEN, 0),
        ("07-01", "07-31", PeriodKind.CHARGED, 5_000),
    ]
    assert [line.vat_amount for line in lines] == [0, 0, 902]


def test_a_person_decides_about_missed_periods() -> None:
    catalogue, subscription = stocked(CatchUp.PARK), goods.subscription()
    assert parked(subscription, catalogue, date(2026, 7, 15)) == "several_periods_due"
    assert len(planned(subscription, catalogue, date(2026, 5, 15))) == 1
    decided = [
        [line.amount for line in plan_parked(subscription, catalogue, date(2026, 7, 15), policy)]
        for policy in (CatchUp.ALL, CatchUp.CURRENT)
    ]
    assert decided == [[5_000, 5_000, 5_000], [0, 0, 5_000]]


@pytest.mark.parametrize("policy", CatchUp)
def test_one_period_is_billed_under_any_policy(policy: CatchUp) -> None:
    (line,) = planned(goods.subscription(), stocked(policy), date(2026, 5, 31))
    assert line.amount == 5_000


def test_more_lines_than_a_debt_can_be_are_parked() -> None:
    daily = goods.catalogue(templates=(goods.template(recurrence=Recurrence(PeriodRule.DAYS, 1)),))
    subscription = goods.subscription()
    last = MAY_1 + timedelta(days=MAX_LINES - 1)
    assert len(planned(subscription, daily, last)) == MAX_LINES
    assert parked(subscription, daily, last + timedelta(days=1)) == "too_many_periods"


def test_lines_charged_on_the_same_day_count_for_the_bound() -> None:
    assert len(planned(goods.subscription(), MONTHLY, MAY_1, MAX_LINES - 1)) == 1
    assert isinstance(plan_lines(goods.subscription(), MONTHLY, MAY_1, MAX_LINES), Parked)


def test_a_trial_costs_nothing_and_then_the_rest_is_paid_by_days() -> None:
    subscription = goods.subscription(state=S.TRIAL, trial_until=date(2026, 5, 15))
    catalogue = goods.catalogue(templates=(goods.template(recurrence=CALENDAR),))
    lines = planned(subscription, catalogue, JUNE_1)
    assert spans(lines) == [
        ("05-01", "05-14", PeriodKind.TRIAL, 0),
        ("05-15", "05-31", PeriodKind.CHARGED, 2_742),  # 17 of 31 days: 2741.94
        ("06-01", "06-30", PeriodKind.CHARGED, 5_000),
    ]
    assert [line.vat_amount for line in lines] == [0, 494, 902]


def test_a_trial_may_be_longer_than_a_period() -> None:
    subscription = goods.subscription(state=S.TRIAL, trial_until=date(2026, 6, 15))
    lines = planned(subscription, MONTHLY, date(2026, 6, 20))
    assert spans(lines) == [
        ("05-01", "05-31", PeriodKind.TRIAL, 0),
        ("06-01", "06-14", PeriodKind.TRIAL, 0),
        ("06-15", "06-30", PeriodKind.CHARGED, 2_667),  # 16 of 30 days
    ]


def test_a_trial_and_one_paid_period_are_not_several_periods() -> None:
    subscription = goods.subscription(state=S.TRIAL, trial_until=date(2026, 5, 15))
    assert len(planned(subscription, stocked(CatchUp.PARK), date(2026, 5, 20))) == 2


def test_a_cancellation_in_the_middle_ends_the_last_period() -> None:
    subscription = goods.subscription(state=S.CANCELLING, cancel_on=date(2026, 6, 11))
    assert spans(planned(subscription, MONTHLY, date(2026, 12, 1))) == [
        ("05-01", "05-31", PeriodKind.CHARGED, 5_000),
        ("06-01", "06-10", PeriodKind.CHARGED, 1_667),
    ]


@pytest.mark.parametrize("cancel_on", [MAY_1, date(2026, 4, 1)])
def test_nothing_is_due_from_the_day_of_cancellation_on(cancel_on: date) -> None:
    subscription = goods.subscription(state=S.CANCELLING, cancel_on=cancel_on)
    assert planned(subscription, MONTHLY, date(2026, 12, 1)) == []


def test_a_pause_moves_the_chain_but_not_the_months() -> None:
    """After a pause until 20 June the chain goes on there, by days until the month's own end."""
    subscription = goods.subscription(next_start=date(2026, 6, 20), next_seq=2)
    lines = planned(subscription, MONTHLY, date(2026, 7, 1))
    assert spans(lines) == [
        ("06-20", "06-30", PeriodKind.CHARGED, 1_833),
        ("07-01", "07-31", PeriodKind.CHARGED, 5_000),
    ]
    assert [line.seq for line in lines] == [2, 3]


def test_a_template_may_change_its_rule_in_the_middle_of_a_life() -> None:
    """From thirty days to calendar months on 1 July: the gap to the next first is paid by days."""
    thirty = goods.template("{product}, {start} – {end}")
    monthly = goods.template(
        "{product}, {month}", date(2026, 7, 1), id=UUID(int=101), recurrence=CALENDAR
    )
    catalogue = goods.catalogue(templates=(thirty, monthly))
    lines = planned(goods.subscription(date(2026, 5, 15)), catalogue, date(2026, 8, 1))
    assert [(*span, line.text) for span, line in zip(spans(lines), lines, strict=True)] == [
        ("05-15", "06-13", PeriodKind.CHARGED, 5_000, f"{goods.KAV}, 15 мая – 13 июня"),
        ("06-14", "07-13", PeriodKind.CHARGED, 5_000, f"{goods.KAV}, 14 июня – 13 июля"),
        ("07-14", "07-31", PeriodKind.CHARGED, 2_903, f"{goods.KAV}, июль 2026"),
        ("08-01", "08-31", PeriodKind.CHARGED, 5_000, f"{goods.KAV}, август 2026"),
    ]
    assert [line.template_id for line in lines] == [thirty.id, thirty.id, monthly.id, monthly.id]


def test_a_new_price_reaches_who_came_before_in_the_period_that_begins_after_it() -> None:
    prices = (
        Price(date(2000, 1, 1), date(2000, 1, 1), 5_000),
        Price(date(2026, 5, 15), date(2026, 7, 1), 6_000),
    )
    catalogue = goods.catalogue(
        goods.product(prices=prices), templates=(goods.template(recurrence=ANCHORED),)
    )
    old = planned(goods.subscription(MAY_1), catalogue, date(2026, 7, 1))
    new = planned(goods.subscription(date(2026, 5, 20)), catalogue, date(2026, 7, 1))
    assert [line.amount for line in old] == [5_000, 5_000, 6_000]
    assert [line.amount for line in new] == [6_000, 6_000]


def test_a_new_rate_taxes_what_is_supplied_after_it() -> None:
    lines = planned(goods.subscription(date(2025, 12, 1)), MONTHLY, date(2026, 1, 1))
    assert [(line.vat_rate, line.vat_amount) for line in lines] == [(2000, 833), (2200, 902)]


def test_quantity_multiplies_the_price_before_the_tax() -> None:
    template = goods.template("{quantity} × {product}: {amount} из {full_price}")
    catalogue = goods.catalogue(templates=(template,))
    (line,) = planned(goods.subscription(quantity=3), catalogue, MAY_1)
    assert (line.amount, line.vat_amount, line.quantity) == (15_000, 2_705, 3)
    assert line.text == f"3 × {goods.KAV}: 150р. из 150р."


def test_the_integrator_and_the_subscription_are_named() -> None:
    template = goods.template("{integrator}: {subscription}")
    (line,) = planned(goods.subscription(), goods.catalogue(templates=(template,)), MAY_1)
    assert line.text == "РентСофт: kav-1"


def test_a_fixed_price_and_no_tax_come_from_the_template() -> None:
    template = goods.template(
        price_source=PriceSource.FIXED, fixed_amount=700, vat_source=VatSource.OUTSIDE
    )
    (line,) = planned(goods.subscription(), goods.catalogue(templates=(template,)), MAY_1)
    assert (line.amount, line.vat_kind, line.vat_amount) == (700, VatKind.OUTSIDE, 0)


def test_another_product_begins_with_its_next_period() -> None:
    other = goods.product(9_000, id=UUID(int=2), code="kis", title="Kaspersky")
    catalogue = goods.catalogue(
        goods.product(), other, templates=(goods.template(recurrence=ANCHORED),)
    )
    lines = planned(goods.subscription(next_product_id=other.id), catalogue, JUNE_1)
    assert [(line.product_id, line.amount) for line in lines] == [(other.id, 9_000)] * 2


@pytest.mark.parametrize(
    "catalogue",
    [
        goods.catalogue(goods.product(template="none")),
        goods.catalogue(templates=(goods.template(valid_from=date(2026, 5, 2)),)),
        goods.catalogue(goods.product(prices=())),
        goods.catalogue(goods.product(prices=(Price(JUNE_1, JUNE_1, 1),))),
        goods.catalogue(templates=(goods.template(price_source=PriceSource.PLATFORM),)),
        goods.catalogue(templates=(goods.template(recurrence=Recurrence(PeriodRule.PLATFORM)),)),
        replace(goods.catalogue(), rates=()),
    ],
    ids=["no template", "not yet", "no price", "later", "platform price", "platform", "no rate"],
)
def test_what_the_catalogue_does_not_price_is_parked_and_stops_nobody(catalogue: Catalogue) -> None:
    assert parked(goods.subscription(), catalogue, MAY_1) == "not_billable"


def test_a_template_that_needs_a_platforms_text_is_parked() -> None:
    catalogue = goods.catalogue(templates=(goods.template("{comment}"),))
    assert parked(goods.subscription(), catalogue, MAY_1) == "template_not_filled"


RULES = st.one_of(
    st.sampled_from([CALENDAR, ANCHORED]),
    st.integers(1, 60).map(lambda days: Recurrence(PeriodRule.DAYS, days)),
)
DATES = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@settings(deadline=None, max_examples=200)
@given(
    anchor=DATES,
    rules=st.lists(st.tuples(DATES, RULES), max_size=4),
    proration=st.sampled_from(Proration),
    ticks=st.lists(st.integers(0, 90), min_size=1, max_size=25),
    trial=st.none() | st.integers(1, 60),
    cancel=st.none() | st.integers(0, 800),
)
def test_whenever_billing_looks_the_chain_is_whole(
    anchor: date,
    rules: list[tuple[date, Recurrence]],
    proration: Proration,
    ticks: list[int],
    trial: int | None,
    cancel: int | None,
) -> None:
    """Rules that change, ticks that are late, a trial, an end: every day is in exactly one row."""
    versions = {date(2000, 1, 1): ANCHORED, **dict(rules)}
    given_: dict[str, Any] = {"proration": proration}
    templates = tuple(
        goods.template("{product}", day, id=UUID(int=n), recurrence=versions[day], **given_)
        for n, day in enumerate(sorted(versions))
    )
    catalogue = goods.catalogue(templates=templates)
    subscription = goods.subscription(
        anchor,
        trial_until=anchor + timedelta(days=trial) if trial else None,
        cancel_on=None if cancel is None else anchor + timedelta(days=cancel),
    )
    today, rows = anchor, list[Line]()
    for days in ticks:
        today += timedelta(days=days)
        for line in plan_parked(subscription, catalogue, today, CatchUp.ALL):
            advance(subscription, line)
            rows.append(line)
        assert plan_lines(subscription, catalogue, today) == []
    assert [row.seq for row in rows] == list(range(len(rows)))
    assert all(one.period_end == other.period_start for one, other in pairwise(rows))
    until = subscription.cancel_on or date.max
    assert subscription.next_start > today or subscription.next_start >= until
    for row in rows:
        assert anchor <= row.period_start < row.period_end <= until
        assert row.period_start <= today
        free = subscription.trial_until is not None and row.period_start < subscription.trial_until
        assert (row.kind is PeriodKind.TRIAL) == free
        assert row.amount >= row.vat_amount >= 0
        assert not (free and row.amount)
        if proration is not Proration.PER_DAY:
            assert row.amount <= row.full_price
