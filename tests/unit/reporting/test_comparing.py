"""Two sides of an operation, and what can be done about their differences."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from backend.domain.services.reporting.compare import (
    Counts,
    Difference,
    Ours,
    Remedy,
    Result,
    Theirs,
    compare,
    remedies,
)

DAY = date(2026, 5, 1)
OURS = Ours(UUID(int=1), 7, "1001", 50_00, DAY)
THEIRS = Theirs("t-1", "1001", 50_00, DAY)


def test_both_have_the_same() -> None:
    assert compare("t-1", OURS, THEIRS).result is Result.MATCHED


def test_one_side_alone() -> None:
    assert compare("t-1", OURS, None).result is Result.ONLY_OURS
    assert compare("t-1", None, THEIRS).result is Result.ONLY_THEIRS


@pytest.mark.parametrize(
    ("change", "differences"),
    [
        ({"account": "01001"}, [Difference.ACCOUNT]),
        ({"amount": 49_99}, [Difference.AMOUNT]),
        ({"day": date(2026, 5, 2)}, [Difference.DAY]),
        ({"account": "2", "amount": 1}, [Difference.ACCOUNT, Difference.AMOUNT]),
    ],
)
def test_in_what_they_differ(change: dict[str, Any], differences: list[Difference]) -> None:
    compared = compare("t-1", OURS, THEIRS._replace(**change))
    assert compared.result is Result.DIFFERENT
    assert list(compared.differences) == differences


def test_what_was_given_back_whole_differs_in_nothing_else() -> None:
    compared = compare("t-1", OURS._replace(amount=0), THEIRS._replace(account="2"))
    assert compared.differences == (Difference.REVERSED,)


def test_sums_are_theirs_and_of_what_they_lack_ours() -> None:
    counts = Counts.none()
    counts.add(compare("a", OURS, THEIRS._replace(amount=1)))
    counts.add(compare("b", OURS, None))
    assert (counts.sums[Result.DIFFERENT], counts.sums[Result.ONLY_OURS]) == (1, 50_00)
    assert counts.many[Result.MATCHED] == 0


def test_no_charge_is_made_of_a_file() -> None:
    assert remedies(Result.ONLY_OURS, [], 50_00) == [Remedy.REVERSE, Remedy.NOTE]
    assert remedies(Result.ONLY_THEIRS, [], -50_00) == [Remedy.NOTE]
    more = [Difference.AMOUNT, Difference.DAY]
    assert remedies(Result.DIFFERENT, more, 1) == [Remedy.REFUND, Remedy.NOTE]
    assert remedies(Result.DIFFERENT, more, -1) == [Remedy.NOTE]
    assert remedies(Result.DIFFERENT, [Difference.ACCOUNT, *more], 1) == [Remedy.NOTE]
    assert remedies(Result.DIFFERENT, [Difference.REVERSED], -1) == [Remedy.NOTE]
