"""Parts of prices, tax and refunds, to the kopeck."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.catalogue import Price
from backend.domain.values.period import Period
from backend.domain.values.proration import Proration, prorate
from backend.domain.values.rounding import half_up, to_rouble
from backend.domain.values.vat import EXEMPT_NOTE, Vat, VatKind, vat_of_refund
from tests.unit.billing import goods

MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
HALF = Period(date(2026, 5, 17), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("proration", "part", "whole"),
    [
        (Proration.FULL, 5_000, 5_000),
        (Proration.BY_DAYS, 2_419, 5_000),  # 15 of 31 days: 2419.35
        (Proration.PER_DAY, 75_000, 155_000),
        (Proration.NONE, 0, 5_000),
    ],
)
def test_what_a_part_costs(proration: Proration, part: int, whole: int) -> None:
    assert prorate(5_000, HALF, MAY, proration) == part
    assert prorate(5_000, MAY, MAY, proration) == whole


@settings(deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(1, 366),
    st.lists(st.integers(1, 365), max_size=10),
)
def test_the_parts_of_a_period_cost_the_whole_but_for_rounding(
    price: int, days: int, cuts: list[int]
) -> None:
    start = date(2024, 1, 1)
    whole = Period(start, start + timedelta(days=days))
    borders = sorted({0, days, *(cut for cut in cuts if cut < days)})
    parts = [
        Period(start + timedelta(days=one), start + timedelta(days=other))
        for one, other in pairwise(borders)
    ]
    costs = [prorate(price, part, whole, Proration.BY_DAYS) for part in parts]
    assert 2 * abs(sum(costs) - price) <= len(parts)
    assert all(0 <= cost <= price for cost in costs)
    assert sum(prorate(price, p, whole, Proration.PER_DAY) for p in parts) == price * days
    assert sum(prorate(price, p, whole, Proration.NONE) for p in parts) in (0, price)


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_halves_go_up(numerator: int, denominator: int) -> None:
    rounded = half_up(numerator, denominator)
    missing = 2 * (numerator - rounded * denominator)
    assert -denominator <= missing < denominator
    assert half_up(2 * numerator + 1, 2) == numerator + 1


@pytest.mark.parametrize(
    ("kopecks", "rounded"), [(0, 0), (49, 0), (50, 100), (149, 100), (150, 200), (5_000, 5_000)]
)
def test_an_operator_may_round_to_the_rouble(kopecks: int, rounded: int) -> None:
    assert to_rouble(kopecks) == rounded


@pytest.mark.parametrize(
    ("rate", "gross", "tax"),
    [
        (1800, 11_800, 1_800),
        (2000, 12_000, 2_000),
        (2200, 12_200, 2_200),
        (1800, 5_000, 763),  # 762.71
        (2000, 5_000, 833),  # 833.33
        (2200, 5_000, 902),  # 901.64
        (1800, 1, 0),
        (2200, 3, 1),  # 0.54
        (2000, 3, 1),  # 0.5 goes up
        (0, 5_000, 0),
        (10_000, 5_001, 2_501),  # 2500.5 goes up
    ],
)
def test_the_tax_inside_a_sum(rate: int, gross: int, tax: int) -> None:
    assert Vat(VatKind.TAXED, rate).part_of(gross) == tax


@given(st.integers(1, 10**12), st.sampled_from([1800, 2000, 2200]))
def test_the_tax_of_the_net_sum_is_the_tax_within_it(gross: int, rate: int) -> None:
    tax = Vat(VatKind.TAXED, rate).part_of(gross)
    assert 0 <= tax < gross
    assert abs(tax * 10_000 - (gross - tax) * rate) <= (10_000 + rate) / 2


@settings(deadline=None)
@given(
    st.integers(1, 10**9),
    st.sampled_from([0, 1800, 2000, 2200]),
    st.lists(st.integers(1, 10**9), max_size=8),
)
def test_refunds_telescope(gross: int, rate: int, wanted: list[int]) -> None:
    vat = Vat(VatKind.TAXED, rate).part_of(gross)
    refunded = returned = 0
    for wish in [*wanted, gross]:
        refund = min(wish, gross - refunded)
        part = vat_of_refund(gross, vat, refunded, refund)
        assert 0 <= part <= refund
        refunded, returned = refunded + refund, returned + part
    assert (refunded, returned) == (gross, vat)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2004, 1, 1), 1800),
        (date(2018, 12, 31), 1800),
        (date(2019, 1, 1), 2000),
        (date(2025, 12, 31), 2000),
        (date(2026, 1, 1), 2200),
    ],
)
def test_the_rate_is_that_of_the_day_of_supply(day: date, rate: int) -> None:
    assert goods.catalogue().vat_on(goods.product(), day) == Vat(VatKind.TAXED, rate)


def test_there_is_no_rate_before_there_was_a_law() -> None:
    with pytest.raises(LookupError):
        goods.catalogue().rate_on(date(2003, 12, 31))


@pytest.mark.parametrize(
    ("day", "exempt"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2099, 1, 1), True),
    ],
)
def test_a_licence_is_exempt_while_it_is_in_the_register(day: date, exempt: bool) -> None:
    entries = (
        goods.registration(date(2024, 1, 1), date(2025, 1, 1)),
        goods.registration(date(2026, 1, 1)),
    )
    product = goods.product(vat_kind=VatKind.EXEMPT, registrations=entries)
    vat = goods.catalogue().vat_on(product, day)
    assert (vat.kind is VatKind.EXEMPT) == exempt
    assert vat.note == (EXEMPT_NOTE if exempt else "")
    assert (vat.rate == 0) == exempt


def test_an_exempt_product_may_have_a_note_of_its_own() -> None:
    entries = (goods.registration(date(2024, 1, 1)),)
    product = goods.product(vat_kind=VatKind.EXEMPT, vat_note="иной", registrations=entries)
    assert goods.catalogue().vat_on(product, goods.MAY_1).note == "иной"


OLD, NEW = date(2025, 1, 1), date(2026, 3, 1)
EXISTING = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("day", "subscribed_on", "amount"),
    [
        (date(2024, 12, 31), OLD, None),
        (OLD, OLD, 100),
        (date(2026, 2, 28), OLD, 100),
        (NEW, OLD, 100),
        (date(2026, 8, 31), OLD, 100),
        (EXISTING, OLD, 200),
        (NEW, NEW, 200),
        (EXISTING, NEW, 200),
        (NEW, date(2026, 2, 28), 100),
        (date(2025, 6, 1), date(2024, 6, 1), 100),
    ],
)
def test_who_came_before_pays_the_new_price_later(
    day: date, subscribed_on: date, amount: int | None
) -> None:
    product = goods.product(prices=(Price(OLD, OLD, 100), Price(NEW, EXISTING, 200)))
    assert product.price_on(day, subscribed_on) == amount
