"""Each probe of advance invoices finds the damage that it is about."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest

from backend.domain.values.recurrence import PeriodRule
from backend.storage.probes import PROBES
from tests.forecast_world import ForecastWorld

DAMAGE = {
    "advance_totals": [
        "UPDATE advance_line SET amount = amount + 1 WHERE covers",
        "UPDATE advance_invoice SET vat_total = 0 WHERE number = 2",
        "DELETE FROM advance_line WHERE covers",
    ],
    "advance_numbers": [
        "UPDATE advance_invoice SET number = 7 WHERE number = 2",
        "DELETE FROM advance_invoice WHERE number = 1",
        "UPDATE advance_counter SET last = last + 1",
        "DELETE FROM advance_counter",
    ],
    "asked_once": [
        "UPDATE advance_invoice SET state = 'settled', replaced_by = NULL WHERE number = 1",
        "DROP INDEX advance_line_covers; UPDATE advance_line SET covers = true",
    ],
    "advance_successors": [
        "UPDATE advance_invoice SET replaced_by = id WHERE number = 1",
        "UPDATE advance_invoice SET replaced_by = gen_random_uuid() WHERE number = 1",
        "DROP INDEX advance_line_covers; UPDATE advance_line SET covers = true",
        "UPDATE advance_invoice SET issued_on = issued_on - 9 WHERE number = 2",
    ],
}
CASES = [(name, statement) for name, statements in DAMAGE.items() for statement in statements]


@pytest.fixture(scope="module")
def sound(module_database_url: str) -> str:
    """A sound database: an advance invoice, and the one that it was replaced by."""
    world = ForecastWorld(module_database_url)
    world.account(balance=87_70)
    world.subscribe(world.sell("kav", 50_00, rule=PeriodRule.CALENDAR_MONTH))
    world.set_day(date(2026, 5, 28))
    world.day()
    world.buy(world.integrator("alpha"), amount=10_00, last_day=date(2026, 6, 30))
    world.advances.work()
    assert [row[2] for row in world.advance_states()] == ["replaced", "open"]
    world.prove()
    world.close()
    return module_database_url


@pytest.fixture
def owner(sound: str) -> Iterator[psycopg.Connection]:
    """The owner of the tables, whom nothing stops; what it does is undone."""
    with psycopg.connect(sound) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection
        connection.rollback()


@pytest.mark.parametrize(("name", "statement"), CASES)
def test_damage_is_found(owner: psycopg.Connection, name: str, statement: str) -> None:
    (query,) = [probe.query for probe in PROBES if probe.name == name]
    before = owner.execute(query.encode()).fetchone()
    owner.execute(statement.encode())
    after = owner.execute(query.encode()).fetchone()
    assert before is not None
    assert before[0] > 0
    assert before[1] == 0
    assert after is not None
    assert after[1] > 0
