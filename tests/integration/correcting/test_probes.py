"""The probes of corrections find the damage that they are about."""

from collections.abc import Iterator

import psycopg
import pytest

from backend.storage.probes import PROBES
from tests.integration.correcting.desk import CorrectionDesk

DAMAGE = {
    "corrections_moved": [
        "UPDATE correction SET amount = amount + 1 WHERE state = 'applied' AND kind = 'refund'",
        "UPDATE correction SET amount = amount + 1 WHERE state = 'applied' AND kind = 'reversal'",
        "UPDATE correction SET charge_id = gen_random_uuid() WHERE kind = 'refund'",
        "UPDATE correction SET charge_id = gen_random_uuid() WHERE kind = 'reversal'",
        "DELETE FROM refund",
        "DELETE FROM entry WHERE transaction_id IN (SELECT transaction_id FROM correction)",
    ],
    "corrections_by_two": [
        """ALTER TABLE correction DROP CONSTRAINT correction_by_two;
           UPDATE correction SET decided_by = requested_by WHERE second_person""",
        """ALTER TABLE correction DROP CONSTRAINT correction_decided;
           UPDATE correction SET decided_by = NULL WHERE second_person""",
    ],
    "given_back_on_request": [
        "DELETE FROM correction WHERE kind = 'refund'",
        "DELETE FROM correction WHERE kind = 'reversal'",
        "DELETE FROM operation WHERE kind = 'reverse'",
        "UPDATE operation SET target_id = NULL WHERE kind = 'reverse'",
    ],
    "reversal_is_whole": ["UPDATE charge SET refunded = refunded + 1 WHERE external_id = 'c-2'"],
    "reversed_has_reversal": [
        "UPDATE charge SET refunded = amount WHERE external_id = 'c-2'",
        "UPDATE charge SET refunded = 0 WHERE external_id = 'c-3'",
    ],
}
CASES = [(name, statement) for name, statements in DAMAGE.items() for statement in statements]


@pytest.fixture(scope="module")
def sound(module_database_url: str) -> str:
    """Corrections of every kind, and platforms that came after them."""
    desk = CorrectionDesk(module_database_url)
    desk.confirm(desk.reverse())
    part, whole = desk.charged("c-2"), desk.charged("c-3", 900)
    desk.refund(500, charge=part)
    desk.refund(900, charge=whole)
    desk.submit(desk.platform.reverse("c-2"), desk.platform.reverse("c-3"))
    desk.reject(desk.reverse(charge=desk.charged("c-4")))
    desk.prove()
    desk.close()
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
    assert (owner.execute(query.encode()).fetchone() or (0, 0))[1] == 0
    owner.execute(statement.encode())
    examined, broken = owner.execute(query.encode()).fetchone() or (0, 0)
    assert broken > 0
    assert examined > 0
