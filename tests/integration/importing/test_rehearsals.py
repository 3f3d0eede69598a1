"""What a rehearsal says is what is done, whatever is in the file; and done again, it is nothing."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.domain.services.importing.report import RowReport, RowResult
from tests.integration.importing.files import (
    ACCOUNTS_HEADER,
    PAYMENTS_HEADER,
    ImportWorld,
)

ROW = st.tuples(
    st.sampled_from([f"K{place}" for place in range(8)]),
    st.sampled_from(["1", "2", "3", "404", "9 9"]),
    st.sampled_from(["10", "20,00", "0", "x"]),
)
FILE = st.lists(ROW, max_size=25)


@pytest.fixture
def world(database_url: str) -> Iterator[ImportWorld]:
    """One in which the rows of a file come in several batches."""
    made = ImportWorld(database_url, batch=4)
    yield made
    made.prove()
    made.close()


@pytest.fixture
def names(world: ImportWorld) -> Any:
    """Names that no earlier example has used."""
    for number in "123":
        world.account(number)
    return iter(range(10**9))


def tell(reports: list[RowReport]) -> list[tuple[Any, ...]]:
    """What is told of each row."""
    return [(each.row, each.result, each.code, each.field) for each in reports]


def is_done(before: list[RowReport], again: list[RowReport]) -> bool:
    """Whether every row that was created before is the same now, and every other as it was."""
    expected = [
        RowResult.SAME if each.result is RowResult.CREATED else each.result for each in before
    ]
    return [each.result for each in again] == expected


EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@EXAMPLES
@given(first=FILE, second=FILE)
def test_payments(world: ImportWorld, names: Any, first: Any, second: Any) -> None:
    name = next(names)
    for rows in (first, second):
        lines = [PAYMENTS_HEADER, *(f"{key}-{name};{number};{sum_}" for key, number, sum_ in rows)]
        before = world.count("payment"), world.count("operation"), world.balance("1")
        rehearsed = world.payments(lines, dry_run=True)
        assert (world.count("payment"), world.count("operation"), world.balance("1")) == before
        applied = world.payments(lines)
        assert tell(rehearsed) == tell(applied)
        assert (
            world.count("payment") - before[0]
            == Counter(each.result for each in applied)[RowResult.CREATED]
        )
        again = world.payments(lines)
        assert is_done(applied, again)


@EXAMPLES
@given(first=FILE, second=FILE)
def test_accounts(world: ImportWorld, names: Any, first: Any, second: Any) -> None:
    name = next(names)
    for rows in (first, second):
        lines = [
            f"{ACCOUNTS_HEADER};credit_limit",
            *(f"{key}-{name};Holder {holder};{limit}" for key, holder, limit in rows),
        ]
        before = world.count("account")
        rehearsed = world.accounts(lines, dry_run=True)
        assert world.count("account") == before
        applied = world.accounts(lines)
        assert tell(rehearsed) == tell(applied)
        assert (
            world.count("account") - before
            == Counter(each.result for each in applied)[RowResult.CREATED]
        )
        assert is_done(applied, world.accounts(lines))
