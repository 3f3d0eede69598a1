"""What the tests of decisions share."""

import pytest

from tests.unit.domain.house import House


@pytest.fixture
def house() -> House:
    """A house with one account that has 100 roubles."""
    made = House()
    made.book.open_account("1001", 10_000)
    return made
