"""A platform's share: telescoping, exact, and back to nothing where everything was given back."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.services.reporting.ratios import average, share
from backend.domain.services.reporting.settle import Base, MonthSum, Terms, part_of, settle
from backend.domain.values.recurrence import add_months

START = date(2026, 1, 1)
shares = st.integers(0, 10_000)
months = st.lists(st.integers(0, 10**9), min_size=1, max_size=24)


def terms(share_: int, base: Base = Base.GROSS, valid_from: date = START) -> Terms:
    """An agreement."""
    return Terms(valid_from=valid_from, share=share_, base=base, document="№ 1")


def month(place: int, charged: int, given_back: int = 0, vat: int = 0) -> MonthSum:
    """A month under the agreement."""
    return MonthSum(add_months(START, place), START, charged, given_back, vat)


@given(shares, months)
def test_months_add_up_to_the_share_of_their_sum(basis_points: int, sums: list[int]) -> None:
    agreed = terms(basis_points)
    settled = list(settle([month(n, each) for n, each in enumerate(sums)], [agreed]))
    total = Fraction(sum(sums) * basis_points, 10_000)
    assert abs(sum(each.partner for each in settled) - total) <= Fraction(1, 2)
    for each in settled:
        assert each.gross == each.vat + each.partner + each.ours
        assert abs(each.partner - Fraction(each.gross * basis_points, 10_000)) <= 1


@given(shares, st.integers(1, 10**9), st.integers(1, 6))
def test_what_is_given_back_whole_leaves_nothing(
    basis_points: int, charged: int, later: int
) -> None:
    settled = list(
        settle([month(0, charged), month(later, 0, given_back=charged)], [terms(basis_points)])
    )
    assert sum(each.partner for each in settled) == 0
    assert sum(each.ours for each in settled) == 0
    assert settled[1].partner == -settled[0].partner


def test_the_share_may_be_of_what_is_left_without_tax() -> None:
    (gross,) = settle([month(0, 122_00, vat=22_00)], [terms(5_000)])
    (net,) = settle([month(0, 122_00, vat=22_00)], [terms(5_000, Base.NET)])
    assert (gross.partner, gross.ours) == (61_00, 39_00)
    assert (net.partner, net.ours) == (50_00, 50_00)


def test_the_order_in_which_months_are_told_does_not_matter() -> None:
    sums = [month(place, 1_01) for place in range(5)]
    assert list(settle(reversed(sums), [terms(3333)])) == list(settle(sums, [terms(3333)]))


def test_a_charge_before_the_first_agreement_is_not_shared() -> None:
    (before,) = settle([MonthSum(START, None, 100, 0, 0)], [terms(10_000)])
    assert (before.terms, before.partner, before.ours) == (None, 0, 100)
    assert part_of(100, None) == 0


def test_halves_go_up() -> None:
    assert [part_of(base, terms(5_000)) for base in (1, 2, 3)] == [1, 1, 2]


def test_averages_round_alike_on_both_sides_of_nothing() -> None:
    assert [average(total, 2) for total in (3, -3, 4, 0)] == [2, -2, 2, 0]
    assert average(5, 0) is None
    assert [share(part, 3) for part in (0, 1, 2, 3)] == [0, 3333, 6667, 10_000]
    assert share(1, 0) is None
